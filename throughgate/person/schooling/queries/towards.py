"""Courses of the person's prison that lead to something: a level of German, a driving licence, a certificate."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import date
from typing import Final, NamedTuple

from throughgate.foundation.database.asking import rows_of
from throughgate.foundation.database.context import current
from throughgate.ground.acting.actor import Actor
from throughgate.person.people.models import Person
from throughgate.person.schooling.choices import GERMAN

LANGUAGE: Final = f"{GERMAN} "
"""How a door to a level of German begins; courses lead to levels of no other language."""


class Towards(NamedTuple):
    """A course that is held now or will be, as `gate.courses_towards` sends it."""

    id: uuid.UUID
    organisation: uuid.UUID
    name: str
    german: str
    licence: str
    certificates: list[str]
    starts_on: date
    seats: int | None
    taken: int
    inside: bool
    """The person is in it; said to who reads enrolments."""

    @property
    def free(self) -> int | None:
        """Return how many seats are free; None where nobody said how many there are."""
        return None if self.seats is None else max(self.seats - self.taken, 0)

    def leads_to(self, kind: str, what: str) -> bool:
        """Say whether it leads to this: a `language` ("de B1"), a `licence` or a `qualification`."""
        match kind:
            case "language":
                return bool(self.german) and what == f"{LANGUAGE}{self.german}"
            case "licence":
                return self.licence == what
            case "qualification":
                return what in self.certificates
        return False


def courses_towards(actor: Actor, person: Person, wanted: Iterable[tuple[str, str]]) -> list[Towards]:
    """Return courses that lead to one of what is `wanted`, as (kind, what), those that begin first first.

    One query; none where nothing is wanted that one learns, and for who does not read stays.
    """
    asked: dict[str, list[str]] = {"language": [], "licence": [], "qualification": []}
    for kind, what in wanted:
        if kind in asked:
            asked[kind].append(what)
    levels = [what.removeprefix(LANGUAGE) for what in asked["language"] if what.startswith(LANGUAGE)]
    if not actor.may("read", "stay") or not (levels or asked["licence"] or asked["qualification"]):
        return []
    current()
    sql = "SELECT * FROM gate.courses_towards(%s, %s::text[], %s::text[], %s::text[])"
    return [
        Towards._make(row)
        for row in rows_of(sql, person.pk, levels, asked["licence"], asked["qualification"])
    ]
