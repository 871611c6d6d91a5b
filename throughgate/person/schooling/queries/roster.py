"""Who is in a course, with their names as far as one sees them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from throughgate.foundation.languages.folding import search_key
from throughgate.ground.acting.actor import Actor
from throughgate.person.people.models import Person
from throughgate.person.schooling.models import Course, Enrolment


@dataclass(frozen=True)
class Learner:
    """Somebody's time in a course; no person where they are with another organisation."""

    enrolment: Enrolment
    person: Person | None

    @property
    def name(self) -> str:
        """Return the name, family name first, or as the school wrote it into its list."""
        if self.person is None:
            return self.enrolment.name
        return self.person.formal_name

    @property
    def order(self) -> str:
        """Return what a list of them is sorted by."""
        return self.person.name_key if self.person else search_key(self.enrolment.name)


def roster(actor: Actor, course: Course) -> list[Learner]:
    """Return everybody who is or was in a course, those who are in it first, by name. Two queries."""
    rows: Any = Enrolment.objects.visible_to(actor).filter(course=course)
    return sorted(by_name(learners(actor, list(rows))), key=lambda one: one.enrolment.until_on is not None)


def learners(actor: Actor, rows: Iterable[Enrolment]) -> list[Learner]:
    """Return enrolments with their people. One query."""
    rows = list(rows)
    keys = {row.person_id for row in rows}
    people = Person.objects.visible_to(actor).in_bulk(keys) if keys else {}
    return [Learner(row, people.get(row.person_id)) for row in rows]


def by_name(found: Iterable[Learner]) -> list[Learner]:
    """Return learners by their names."""
    return sorted(found, key=lambda one: (one.order, str(one.enrolment.pk)))
