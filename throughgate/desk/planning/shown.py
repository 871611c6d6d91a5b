"""A plan in words: its title and numbers, how far it is, and the rows of each of its parts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from throughgate.foundation.database.paging import Page
from throughgate.foundation.jobs.progress import Progress
from throughgate.foundation.web.components import Tab, address_with
from throughgate.ground.acting.actor import Actor
from throughgate.person.people.models import Person
from throughgate.person.people.names import formal_name
from throughgate.work.openings import words
from throughgate.work.openings.addresses import page_address
from throughgate.work.openings.models import Opening
from throughgate.work.planning.models import Plan, State, Why
from throughgate.work.planning.queries import PARTS, Line, Tries, apart_page, full_page, lines_page
from throughgate.work.planning.work import COMPARING, READING

TABS: Final[Mapping[str, Promise]] = {
    "suggested": gettext_lazy("Suggested"),
    "none": gettext_lazy("No place yet"),
    "changed": gettext_lazy("What changed"),
    "seats": gettext_lazy("One seat more"),
    "apart": gettext_lazy("Not in the plan"),
}
MARKS: Final = {State.DONE: "done", State.FAILED: "late"}


def title(plan: Plan) -> str:
    """Return when a plan was started: what it is called."""
    at = timezone.localtime(plan.started_at)
    return _("Plan of %(day)s, %(time)s") % {
        "day": date_format(at, "DATE_FORMAT"),
        "time": date_format(at, "TIME_FORMAT"),
    }


def made_by(plan: Plan) -> str:
    """Return who started it."""
    user = plan.made_by.user
    return _("started by %(name)s") % {"name": f"{user.given_names} {user.family_name}"}


def mark(plan: Plan) -> tuple[str, str]:
    """Return how it stands, and the kind of mark."""
    state = State.FAILED if plan.is_silent else State(plan.state)
    return str(state.label), MARKS.get(state, "due" if state is State.MAKING else "")


def numbers(plan: Plan) -> str:
    """Return how many of how many had a place when it was made."""
    people = ngettext("%(n)s person", "%(n)s people", plan.people) % {"n": plan.people}
    return _("%(placed)s of %(people)s had a place when it was made") % {
        "placed": plan.placed,
        "people": people,
    }


def reasons(plan: Plan) -> list[tuple[int, str]]:
    """Return for how many people there was no place, and why."""
    return [(plan.reasons[why], str(why.label)) for why in Why if plan.reasons.get(why)]


def progress(plan: Plan) -> Progress:
    """Return how far a plan is."""
    if plan.begun_at is None:
        label = _("Waits for its turn")
    elif plan.share < READING:
        label = _("Reading")
    elif plan.share < COMPARING:
        label = _("Comparing")
    else:
        label = _("Looking for the best plan")
    percent = round(100 * plan.share)
    return Progress(
        label,
        _("%(percent)s %%") % {"percent": percent},
        percent,
        reverse("desk:plan", args=[plan.pk]),
        is_over=not plan.is_made,
    )


def tries(found: Tries) -> dict[str, Any]:
    """Return what a plan tries, as boxes that are ticked."""
    pairs = [
        {
            "value": f"{row.person_id}.{row.opening_id}",
            "words": f"{name(person)} · {opening_title(opening)}",
            "is_kept": row.is_kept,
            "could_be": row.could_be,
        }
        for row, person, opening in found.rows
    ]
    return {
        "kept": [pair for pair in pairs if pair["is_kept"]],
        "ruled_out": [pair for pair in pairs if not pair["is_kept"]],
        "seats": [{"value": opening.pk, "words": opening_title(opening)} for opening in found.seats],
        "any": bool(found),
    }


def parts(request: HttpRequest, actor: Actor, plan: Plan, tried: Tries) -> dict[str, Any]:
    """Return the tabs of a plan, and the rows of the one that is asked for."""
    asked = request.GET.get("show", "")
    part = asked if asked in TABS else next(iter(TABS))
    after, before = request.GET.get("after", ""), request.GET.get("before", "")
    page: Page[Any]
    if part in PARTS:
        page = lines_page(actor, plan, part, after=after, before=before)
        known = {(row.person_id, row.opening_id) for row, _person, _opening in tried.rows}
        rows: Sequence[Any] = [_line(line, known) for line in page.rows]
    elif part == "seats":
        page = full_page(actor, plan, after=after, before=before)
        rows = [
            {"value": one.pk, "words": opening_title(one), "has_more": one.pk in plan.seats}
            for one in page.rows
        ]
    else:
        page = apart_page(actor, after=after, before=before)
        rows = [(address(person, "desk:person-sharing"), name(person)) for person in page.rows]
    return {
        "part": part,
        "rows": rows,
        "tabs": [
            Tab(str(label), address_with(request, show=key), current=key == part)
            for key, label in TABS.items()
        ],
        "previous": address_with(request, before=page.before) if page.before else "",
        "next": address_with(request, after=page.after) if page.after else "",
    }


def _line(line: Line, tried: set[tuple[Any, Any]]) -> dict[str, Any]:
    place, today = line.place, timezone.localdate()
    return {
        "value": f"{place.person_id}.{place.opening_id}",
        "person": name(line.person),
        "address": address(line.person),
        "has_place": place.opening_id is not None,
        "title": opening_title(line.opening),
        "opening": page_address(line.opening) if line.opening else "",
        "is_offered": line.is_offered,
        "reasons": words.facts_of_reasons(line.answer.reasons, today) if line.answer else (),
        "why": place.get_why_display(),
        "before": opening_title(line.before) if place.before_id else _("no place"),
        "now": opening_title(line.opening) if place.opening_id else _("no place"),
        "is_tried": (place.person_id, place.opening_id) in tried,
    }


def opening_title(opening: Opening | None) -> str:
    """Return what is offered and by whom."""
    return f"{opening.title}, {opening.organisation.name}" if opening else _("an opening that is gone")


def name(person: Person) -> str:
    """Return a name as lists write it."""
    return formal_name(person.given_names, person.family_name)


def address(person: Person, page: str = "desk:near") -> str:
    """Return a page of somebody."""
    return reverse(page, args=[person.pk])
