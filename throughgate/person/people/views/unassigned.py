"""Say who looks after somebody that another organisation shared with one's own."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from throughgate.ground.acting.actor import actor_in
from throughgate.person.people.actions import assign_shared
from throughgate.person.people.queries.unassigned import takers, unassigned


@require_http_methods(["GET", "HEAD", "POST"])
def unassigned_page(request: HttpRequest) -> HttpResponse:
    """Show people whom nobody looks after yet, each with the colleagues who can; take the choice."""
    actor = actor_in(request)
    actor.must("write", "assignment")
    members = takers(actor)
    problem = ""
    if request.method == "POST":
        chosen = next((m for m in members if str(m.pk) == request.POST.get("member")), None)
        link = _key(request.POST.get("link", ""))
        if chosen is None or link is None:
            problem = _("Choose who looks after the person.")
        else:
            try:
                assign_shared(actor=actor, link=link, membership=chosen)
            except ValidationError as error:
                problem = " ".join(error.messages)
            else:
                messages.success(
                    request, _("Assigned. The person stands in the list of %(name)s.") % {"name": chosen.user}
                )
                return redirect("people:unassigned")
    context = {
        "people": unassigned(actor),
        "takers": members,
        "problem": problem,
        "asked": request.POST.get("link", ""),
    }
    return render(request, "people/unassigned.html", context, status=422 if problem else 200)


def _key(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None
