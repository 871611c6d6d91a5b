"""What a company's page of an introduction shows and takes, for those who are signed in and those who hold a key."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from throughgate.foundation.audit.reading import note_look
from throughgate.foundation.audit.record import record
from throughgate.foundation.database.rows import Stale
from throughgate.foundation.interchange.calendar import TYPE, Event, calendar
from throughgate.foundation.states import LINK_HOLDER
from throughgate.foundation.web.exports import handed_over
from throughgate.foundation.web.posted import add_errors, key_in, version_in
from throughgate.work.placements import company_words as words
from throughgate.work.placements.actions.company import company_moves, read_messages
from throughgate.work.placements.company_forms import FORMS
from throughgate.work.placements.models import Introduction
from throughgate.work.placements.queries.company import Shown
from throughgate.work.placements.rules import PLACEMENT

_LEADS_TO: Final = {step.name: step.to for step in PLACEMENT.transitions if LINK_HOLDER in step.who}
_BUTTONS: Final = ("agree", "refuse", "try", "offer", "read")
"""Moves that need nothing more than their button."""


@dataclass(frozen=True)
class Desk:
    """How one reads and acts: in a context of one's own, or by the hash of a key."""

    template: str
    find: Callable[[], Shown | None]
    acts: Callable[[], Any]
    """A context in which a change is made."""
    typed: str | None = None
    sections: Callable[[Introduction], list[Any]] = lambda _row: []
    """What else stands on the page: each with its template."""


def answer(request: HttpRequest, desk: Desk, shown: Shown) -> HttpResponse:
    """Show the page, or take the move that was sent."""
    if request.method != "POST":
        return _page(request, desk, shown)
    name = request.POST.get("move", "")
    if name == "calendar":
        return _date(request, desk, shown)
    if name not in FORMS:
        raise Http404
    form = FORMS[name](request.POST)
    if not form.is_valid():
        return _page(request, desk, shown, name, form, status=422)
    version = version_in(request)
    facts = form.facts()
    if name == "write":
        facts["once"] = key_in(request)
    try:
        with desk.acts():
            _do(shown, name, version, desk.typed, facts)
    except Stale:
        why, status = (
            _("Somebody changed this meanwhile. This is how it is now; nothing else was changed."),
            409,
        )
    except ValidationError as refused:
        add_errors(form, refused)
        why, status = " ".join(refused.messages), 422
    else:
        messages.success(request, str(words.DONE[name]))
        return redirect(request.path)
    now = desk.find()
    if now is None:
        raise Http404
    if _is_done(now, name, version):
        # A second click of the same: what it wanted is so.
        messages.success(request, str(words.DONE[name]))
        return redirect(request.path)
    messages.error(request, why)
    return _page(request, desk, now, name, form, status=status)


def _do(shown: Shown, name: str, version: int, typed: str | None, facts: dict[str, Any]) -> None:
    if name != "read":
        company_moves(shown.row, name, expected=version, typed=typed, **facts)
    if name in ("read", "write"):
        read_messages(shown.row, typed=typed)


def _is_done(now: Shown, name: str, version: int) -> bool:
    if name in ("agree", "refuse"):
        return now.agreed is (name == "agree")
    return now.row.state == _LEADS_TO.get(name) and now.row.version == version + 1


def _page(
    request: HttpRequest, desk: Desk, shown: Shown, name: str = "", form: Any = None, *, status: int = 200
) -> HttpResponse:
    row, moves = shown.row, shown.moves
    if shown.profile:
        note_look("gate.note_company_look(%s, %s)", [row.pk, desk.typed])
    page = {
        "shown": shown,
        "row": row,
        "stands": words.stands(row.state, agreed=shown.agreed),
        "mark": words.mark(row.state, waits=shown.waits),
        "meeting": words.meeting(shown),
        "buttons": [(one, words.MOVES[one]) for one in _BUTTONS if one in moves and one != "read"],
        "forms": [
            (one, words.MOVES[one], form if one == name else _empty(one, shown), one == name)
            for one in ("invite", "decline", "share")
            if one in moves
        ],
        "writes": (form if name == "write" else FORMS["write"]()) if "write" in moves else None,
        "moves": moves,
        "sections": desk.sections(row),
    }
    return render(request, desk.template, page, status=status)


def _empty(name: str, shown: Shown) -> Any:
    return FORMS[name](initial={"contact": shown.row.shares_contact} if name == "share" else {})


def _date(request: HttpRequest, desk: Desk, shown: Shown) -> HttpResponse:
    """Hand the talk over for a calendar: it names the place that is offered, and nobody."""
    row = shown.row
    if "calendar" not in shown.moves or row.meets_at is None:
        messages.error(request, _("No day is agreed any more."))
        return _page(request, desk, shown, status=409)
    with desk.acts():
        record("introduction.date", subject=("introduction", row.pk))
    event = Event(
        key=f"{row.pk}-talk",
        title=_("Talk about the place: %(title)s") % {"title": shown.opening},
        begins=row.meets_at,
        changed=row.meets_at,
        place=str(words.MEETS[row.meets_by]),
        version=row.version,
    )
    return handed_over(calendar([event]), TYPE, "talk", "ics")
