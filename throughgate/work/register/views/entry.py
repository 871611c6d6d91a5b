"""An organisation's own part of its pages: its entry in the register; and the guide for the first weeks."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from throughgate.ground.acting.actor import NotAllowed, actor_in
from throughgate.ground.organisations.part_pages import opened
from throughgate.work.register import words
from throughgate.work.register.actions.answering import may_keep
from throughgate.work.register.models import IN_FORCE, Proposal, Registration
from throughgate.work.register.parts import sees_entry
from throughgate.work.register.views.one import offered_moves


@require_safe
def page(request: HttpRequest, code: str) -> HttpResponse:
    """Show the entry of an organisation, with what may be done with it."""
    actor, organisation, shown = opened(request, code, "register")
    if not sees_entry(actor, organisation):
        raise Http404
    rows = Registration.objects.visible_to(actor).filter(organisation=organisation)
    # What is in force, else what it was last.
    found = sorted(rows.order_by("-sent_at", "-pk")[:9], key=lambda row: row.state not in IN_FORCE)
    entry = found[0] if found else None
    keeps = entry is not None and may_keep(actor, entry)
    moves = offered_moves(actor, entry) if entry and keeps else []
    shown |= {
        "entry": entry,
        "mark": words.KINDS.get(entry.state, "") if entry else "",
        "offer": words.offer_facts(entry) if entry else [],
        "keeps": keeps,
        # What is not easily taken back is asked for twice.
        "offered": [move for move in moves if move[0] != "leave"],
        "leaves": [move for move in moves if move[0] == "leave"],
        "proposal": _proposal(entry) if entry and actor.may("write", "registration") else "",
        "may_write": keeps and actor.may("write", "registration"),
    }
    return render(request, "register/entry.html", shown)


def _proposal(entry: Registration) -> str:
    """Return where a correction that waits stands beside the entry."""
    waits = entry.state in IN_FORCE and Proposal.objects.filter(registration=entry).exists()
    return reverse("register:proposal", args=[entry.pk]) if waits else ""


@require_safe
def first_weeks(request: HttpRequest) -> HttpResponse:
    """Show the guide for the first weeks with a new colleague, on one sheet."""
    actor = actor_in(request)
    if not (actor.may("write", "own_opening") or actor.may("read", "organisation")):
        raise NotAllowed("read own_opening")
    return render(request, "register/first_weeks.html")
