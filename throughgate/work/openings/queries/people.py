"""Who of one's own caseload might suit an opening: in the order of names, with reasons, never by how well."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.utils import timezone

from throughgate.foundation.database.paging import Page, page_of
from throughgate.ground.acting.actor import Actor
from throughgate.person.people.models import Person
from throughgate.person.people.queries.lines import lines_for
from throughgate.person.people.queries.listed import people_for_work
from throughgate.work.matching import Answer, Verdict, is_shut, judge
from throughgate.work.openings.models import Opening
from throughgate.work.openings.queries.facts import opening_facts
from throughgate.work.openings.queries.near import comparison_settings, demands_shut, person_facts

SIZE: Final = 20
"""So many people are compared on a page."""

PLANS: Final = (("write", "opening"), ("read", "profile"), ("read", "stay"))
"""Rights of whoever lays people beside openings: who keeps openings and reads what work needs to know."""
KINDS: Final = ("stay", "profile", "work_condition")
"""What is read of people, by those who may."""


@dataclass(frozen=True)
class Candidate:
    """Somebody beside an opening."""

    person: Person
    answer: Answer


@dataclass(frozen=True)
class Suiting:
    """One page of a caseload beside an opening: who might suit, and of whom it cannot be said; both in the order of names."""

    might: tuple[Candidate, ...]
    unsure: tuple[Candidate, ...]
    compared: int
    """So many people of the caseload stand on the page, with those who are left out."""
    after: str
    before: str


def may_plan(actor: Actor) -> bool:
    """Say whether the actor lays people beside openings."""
    return all(actor.may(mode, kind) for mode, kind in PLANS)


def must_plan(actor: Actor) -> None:
    """Raise NotAllowed for whoever does not."""
    for mode, kind in PLANS:
        actor.must(mode, kind)


def suiting(
    actor: Actor, opening: Opening, *, today: date | None = None, after: str = "", before: str = ""
) -> Suiting:
    """Compare one page of the caseload of whoever keeps openings with one of them. Two queries, or three.

    The order is that of names and says nothing else; pages follow it, whoever suits. Whom something stands in the way of is
    left out, and so is whom a work condition shuts out, for those who read conditions. Raise NotAllowed for everybody else.
    """
    must_plan(actor)
    today = today or timezone.localdate()
    lines = lines_for(actor, caseload_only=True)
    page = page_of(lines, order=("name_key", "person"), after=after, before=before, size=SIZE)
    compared = list(_compared(actor, page, opening, today))
    return Suiting(
        tuple(one for one in compared if one.answer.verdict in (Verdict.FITS, Verdict.SUPPORT)),
        tuple(one for one in compared if one.answer.verdict is Verdict.CANNOT_SAY),
        len(page.rows),
        page.after,
        page.before,
    )


def _compared(actor: Actor, page: Page[Any], opening: Opening, today: date) -> Iterator[Candidate]:
    """Compare the people of a page in its order, without those whom a work condition shuts out.

    One query, one more for those who read conditions.
    """
    house, facts = comparison_settings(), opening_facts(opening)
    keys = list(dict.fromkeys(line.person_id for line in page.rows))
    people = people_for_work(keys, [kind for kind in KINDS if actor.may("read", kind)], today=today)
    for one in (people[key] for key in keys if key in people):
        theirs = person_facts(one.person, one)
        if not is_shut(demands_shut(one, theirs, today), facts):
            yield Candidate(one.person, judge(theirs, facts, today=today, settings=house))
