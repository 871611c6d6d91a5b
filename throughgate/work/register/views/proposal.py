"""What an organisation without an account proposes for its entry, beside what stands there: taken over or refused."""

from __future__ import annotations

import uuid

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from throughgate.foundation.database.keys import read_key
from throughgate.foundation.web.pressed import answer_button
from throughgate.ground.acting.actor import actor_in
from throughgate.ground.organisations import actions as organisations
from throughgate.work.register import words
from throughgate.work.register.actions import proposing
from throughgate.work.register.addresses import address
from throughgate.work.register.models import Proposal, Registration
from throughgate.work.register.rules import OF_ENTRY
from throughgate.work.register.views.one import kept


@require_safe
def page(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Show old and new side by side, as far as they differ."""
    actor = actor_in(request)
    actor.must("write", "registration")
    row = kept(actor, key)
    proposal = get_object_or_404(Proposal, registration=row)
    if row.organisation is None:
        raise Http404
    now = proposing.standing(row, proposal.contact)
    said = now.changed(proposal.facts)
    keeps = organisations.may_change(actor, row.organisation)
    context = {
        "row": row,
        "proposal": proposal,
        "seen": now.seen,
        "back": address(row),
        "changed": words.side_by_side(now.facts, said),
        # Whoever has an account keeps name, place and people; a button that changed none of it would not say so.
        "kept_there": [] if keeps else words.names_of(name for name in said if name not in OF_ENTRY),
    }
    return render(request, "register/proposal.html", context)


@require_POST
def take_over(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Make it the entry, with one button."""
    actor = actor_in(request)
    actor.must("write", "registration")
    row, proposal = kept(actor, key), read_key(request.POST.get("proposal"))
    seen = request.POST.get("seen", "")
    return answer_button(
        request,
        lambda: proposing.take_over(actor=actor, registration=row, proposal=proposal, seen=seen),
        back=lambda: _back(row),
        done=_("Taken over."),
    )


@require_POST
def refuse(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Leave the entry as it is."""
    actor = actor_in(request)
    actor.must("write", "registration")
    row, proposal = kept(actor, key), read_key(request.POST.get("proposal"))
    return answer_button(
        request,
        lambda: proposing.refuse_proposal(actor=actor, registration=row, proposal=proposal),
        back=lambda: _back(row),
        done=_("Refused. The entry stays as it is."),
    )


def _back(row: Registration) -> str:
    """Return where a proposal stands, and once there is none, the entry."""
    there = Proposal.objects.filter(registration=row).exists()
    return reverse("register:proposal", args=[row.pk]) if there else address(row)
