"""What pages and the worker ask about plans: whom one may hold, and who stands where, in the order of names."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db.models import BooleanField, F, Func
from django.utils import timezone

from throughgate.foundation.database.paging import Page, page_of
from throughgate.ground.acting.actor import Actor
from throughgate.person.people.models import Person
from throughgate.person.people.models.querysets import VisibilityQuerySet
from throughgate.person.people.queries.lines import lines_for
from throughgate.person.people.queries.listed import people_for_work, people_listed
from throughgate.work.matching import Answer, PersonFacts, judge
from throughgate.work.openings.models import Opening
from throughgate.work.openings.queries.facts import opening_facts
from throughgate.work.openings.queries.near import comparison_settings, person_facts
from throughgate.work.planning.models import Place, Plan, State, Tried

READ: Final = ("stay", "profile")
"""What a plan reads of people. Work conditions are not among it, wherever it is made: a plan is kept, and read by colleagues
who read none."""
SIZE: Final = 25


def plans_of(actor: Actor) -> Any:
    """Return the plans that the actor may see, without what only their pages ask for."""
    return Plan.objects.visible_to(actor).defer("full").select_related("made_by__user")


def newest(actor: Actor) -> Plan | None:
    """Return the newest plan that was made."""
    found: Plan | None = plans_of(actor).filter(state=State.DONE).order_by("-started_at", "-id").first()
    return found


def being_made(actor: Actor) -> Plan | None:
    """Return the plan of the organisation that is being made, also one whose worker was killed."""
    found: Plan | None = plans_of(actor).filter(state=State.MAKING).first()
    return found


def covered(actor: Actor, *, is_covered: bool = True) -> VisibilityQuerySet:
    """Return the lines of those visible people whom a plan may hold (`gate.may_be_planned`), or of all others."""
    may = Func(F("person_id"), function="gate.may_be_planned", output_field=BooleanField())
    lines: VisibilityQuerySet = lines_for(actor, caseload_only=False).annotate(is_covered=may)
    return lines.filter(is_covered=is_covered)


def who_may_be_planned(actor: Actor, people: Iterable[uuid.UUID]) -> set[uuid.UUID]:
    """Return those among people whom a plan may hold now."""
    return set(covered(actor).filter(person__in=list(people)).values_list("person_id", flat=True))


def facts_of(people: Sequence[uuid.UUID]) -> dict[uuid.UUID, tuple[Person, PersonFacts]]:
    """Return people and what a plan may know of them. One query."""
    found = people_for_work(people, READ, today=timezone.localdate())
    return {key: (one.person, person_facts(one.person, one)) for key, one in found.items()}


@dataclass(frozen=True)
class Line:
    """Somebody in a plan, as they may be shown now; `opening` is None where there is none, or it is gone."""

    place: Place
    person: Person
    opening: Opening | None
    before: Opening | None
    is_offered: bool
    """Whether the opening stands today."""
    answer: Answer | None
    """How the two compare today, where the part of the plan tells it."""


PARTS: Final[Mapping[str, Mapping[str, Any]]] = {
    "suggested": {"opening__isnull": False},
    "none": {"opening__isnull": True},
    "changed": {"is_changed": True},
}
"""Which people of a plan a page shows."""
COMPARED: Final = "suggested"
"""The part that tells how people and openings compare; the others name them alone."""


def lines_page(actor: Actor, plan: Plan, part: str, *, after: str = "", before: str = "") -> Page[Line]:
    """Return one page of a part of a plan. Three queries, however many people it holds."""
    rows = Place.objects.visible_to(actor).filter(plan=plan, **PARTS[part])
    page = page_of(rows, order=("name_key", "person"), after=after, before=before, size=SIZE)
    keys = [place.person_id for place in page.rows]
    found: Mapping[uuid.UUID, tuple[Person, PersonFacts | None]]
    found = facts_of(keys) if part == COMPARED else _named(keys)
    return Page(_lines(actor, page.rows, found), page.after, page.before)


def _named(people: Sequence[uuid.UUID]) -> dict[uuid.UUID, tuple[Person, None]]:
    """Return people by their names alone. One query."""
    return {key: (one.person, None) for key, one in people_listed(people).items()}


def _lines(
    actor: Actor, places: Sequence[Place], found: Mapping[uuid.UUID, tuple[Person, PersonFacts | None]]
) -> list[Line]:
    today, house = timezone.localdate(), comparison_settings()
    openings = openings_by_key(
        actor, [key for place in places for key in (place.opening_id, place.before_id) if key]
    )
    lines = []
    for place in places:
        if place.person_id not in found:
            continue
        person, facts = found[place.person_id]
        opening, was = (openings.get(key) if key else None for key in (place.opening_id, place.before_id))
        answer = (
            judge(facts, opening_facts(opening), today=today, settings=house) if facts and opening else None
        )
        lines.append(Line(place, person, opening, was, is_offered(opening, today), answer))
    return lines


def openings_by_key(actor: Actor, keys: Iterable[uuid.UUID]) -> dict[uuid.UUID, Opening]:
    """Return openings with their names, those that are gone left out."""
    rows = Opening.objects.visible_to(actor).with_names().filter(pk__in=set(keys))
    return {opening.pk: opening for opening in rows}


def is_offered(opening: Opening | None, day: date) -> bool:
    """Say whether an opening stands on a day, as `standing` asks the database."""
    return (
        opening is not None
        and opening.state == "open"
        and opening.expires_on >= day
        and (opening.closing_on is None or opening.closing_on >= day)
    )


def full_page(actor: Actor, plan: Plan, *, after: str = "", before: str = "") -> Page[Opening]:
    """Return openings where one seat more could change something, by their titles."""
    rows = Opening.objects.visible_to(actor).standing().with_names().filter(pk__in=plan.full)
    return page_of(rows, order=("title_key", "id"), after=after, before=before, size=SIZE)


def apart_page(actor: Actor, *, after: str = "", before: str = "") -> Page[Any]:
    """Return people whom no plan may hold now, by their names. Two queries."""
    lines = covered(actor, is_covered=False)
    page = page_of(lines, order=("name_key", "person"), after=after, before=before, size=SIZE)
    people = Person.objects.in_bulk([line.person_id for line in page.rows])
    return Page(
        [people[key] for key in dict.fromkeys(line.person_id for line in page.rows) if key in people],
        page.after,
        page.before,
    )


@dataclass(frozen=True)
class Tries:
    """What a plan tries, with the names of whom and what it is about."""

    rows: Sequence[tuple[Tried, Person, Opening | None]] = ()
    seats: Sequence[Opening] = ()

    def __bool__(self) -> bool:
        """Say whether anything is tried."""
        return bool(self.rows or self.seats)


def tries_of(actor: Actor, plan: Plan) -> Tries:
    """Return what a plan tries, in the order of names. Three queries at most."""
    rows = list(Tried.objects.visible_to(actor).filter(plan=plan).select_related("person"))
    rows.sort(key=lambda row: (row.person.name_key, row.pk))
    openings = (
        openings_by_key(actor, [*plan.seats, *(row.opening_id for row in rows)]) if rows or plan.seats else {}
    )
    return Tries(
        [(row, row.person, openings.get(row.opening_id)) for row in rows],
        [openings[key] for key in plan.seats if key in openings],
    )
