"""End a colleague's membership, or leave oneself."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from throughgate.ground.accounts.actor import Actor
from throughgate.ground.accounts.editing import edit
from throughgate.ground.accounts.middleware import SESSION_KEY
from throughgate.ground.accounts.queries import members_of
from throughgate.person.people.actions.leaving import assigned_to, can_take, leave_organisation
from throughgate.person.people.leaving.forms import HandOverForm


def end_page(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Ask who takes over, then end the membership at once."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    actor.must("read", "membership")
    members = list(members_of(actor.organisation))
    leaving = next((member for member in members if member.pk == key), None)
    if leaving is None:
        raise Http404
    is_own = actor.membership is not None and leaving.pk == actor.membership.pk
    if not is_own:
        actor.must("write", "membership")
    assigned = assigned_to(leaving)
    takers = [member for member in members if can_take(actor, member, leaving)]

    def save(form: Any, version: int) -> None:
        leave_organisation(actor=actor, membership=leaving, expected=version, taking=form.taker())
        if is_own:
            request.session.pop(SESSION_KEY, None)

    heading = _("Leave %(organisation)s") if is_own else _("End the work for %(organisation)s")
    return edit(
        request,
        make=lambda data, _row: HandOverForm(data, takers=takers, assigned=assigned),
        row=leaving,
        save=save,
        back="/" if is_own else reverse("accounts:members"),
        template="people/leaving/end.html",
        context={
            "heading": heading % {"organisation": actor.organisation},
            "kicker": str(leaving.user),
            "is_own": is_own,
            "assigned": assigned,
        },
        done=_("You no longer work there.") if is_own else _("The membership has ended."),
    )
