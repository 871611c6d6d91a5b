"""Who of one's own caseload might suit an opening: in the order of names, with reasons, never by how well."""

from __future__ import annotations

import json
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db import connection
from django.utils import timezone

from throughgate.ground.acting.actor import Actor
from throughgate.person.people.models import Person
from throughgate.person.people.queries.lines import lines_for
from throughgate.work.matching import Answer, Verdict, is_shut, judge
from throughgate.work.openings.models import Opening
from throughgate.work.openings.queries.facts import opening_facts
from throughgate.work.openings.queries.near import (
    WorkCard,
    comparison_settings,
    demands_shut,
    person_facts,
    work_card_of,
)

MOST: Final = 300
"""So many people of a caseload are compared; that there are more is said."""


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
    """Who might suit, and of whom it cannot be said; both in the order of names."""

    might: tuple[Candidate, ...] = ()
    unsure: tuple[Candidate, ...] = ()
    compared: int = 0
    is_more: bool = False


def may_plan(actor: Actor) -> bool:
    """Say whether the actor lays people beside openings."""
    return all(actor.may(mode, kind) for mode, kind in PLANS)


def must_plan(actor: Actor) -> None:
    """Raise NotAllowed for whoever does not."""
    for mode, kind in PLANS:
        actor.must(mode, kind)


def suiting(actor: Actor, opening: Opening, *, today: date | None = None) -> Suiting:
    """Compare the caseload of whoever keeps openings with one of them. Three queries.

    The order is that of names and says nothing else. Whom something stands in the way of is left out, and so is whom a
    work condition shuts out, for those who read conditions. Raise NotAllowed for everybody else.
    """
    must_plan(actor)
    today = today or timezone.localdate()
    house, facts = comparison_settings(), opening_facts(opening)
    people, cards, is_more = caseload(actor)
    found: dict[Verdict, list[Candidate]] = {}
    for person in people:
        card = cards[person.pk]
        theirs = person_facts(person, card)
        if is_shut(demands_shut(card, theirs, today), facts):
            continue
        answer = judge(theirs, facts, today=today, settings=house)
        found.setdefault(answer.verdict, []).append(Candidate(person, answer))
    might = [*found.get(Verdict.FITS, ()), *found.get(Verdict.SUPPORT, ())]
    return Suiting(
        tuple(sorted(might, key=lambda one: (one.person.name_key, one.person.pk))),
        tuple(found.get(Verdict.CANNOT_SAY, ())),
        len(people),
        is_more,
    )


def caseload(actor: Actor) -> tuple[list[Person], dict[uuid.UUID, WorkCard], bool]:
    """Return one's own caseload in the order of names, with cards, and whether there are more than `MOST`. Three queries."""
    keys = [line.person_id for line in lines_for(actor, caseload_only=True).order_by("name_key")[: MOST + 1]]
    people = list(Person.objects.filter(pk__in=keys[:MOST]).select_related("home").order_by("name_key", "pk"))
    return people, cards_of(actor, [person.pk for person in people]), len(keys) > MOST


def cards_of(
    actor: Actor, people: Sequence[uuid.UUID], kinds: Sequence[str] = KINDS
) -> dict[uuid.UUID, WorkCard]:
    """Return what the comparison reads of people. One query; the policies of each table decide."""
    read = [kind for kind in kinds if actor.may("read", kind)]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT one, gate.person_card(one, %s, %s, 0) FROM unnest(%s::uuid[]) one",
            [read, timezone.localdate(), list(people)],
        )
        return {key: work_card_of(json.loads(found)) for key, found in cursor.fetchall()}
