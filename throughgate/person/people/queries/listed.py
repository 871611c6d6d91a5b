"""Many people at once with what stands in a line about them, by one call of a function that asks about each once."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection

from throughgate.person.people.models import Person
from throughgate.person.people.queries.rows import StayDates, read


@dataclass(frozen=True)
class Listed:
    """Somebody with name and birth alone, the dates of their stays and who looks after them."""

    person: Person
    stays: tuple[StayDates, ...]
    """Oldest first; empty where nobody asked for them, and for roles that read none."""
    leads: tuple[str, ...]


def people_listed(
    keys: Iterable[uuid.UUID], *, stays_of: Iterable[uuid.UUID] = (), leads: bool = False
) -> dict[uuid.UUID, Listed]:
    """Return those whom the acting membership may see, in no order, some with their stays; one query, none for nobody."""
    wanted = list(keys)
    if not wanted:
        return {}
    people = Person.objects.raw(
        "SELECT * FROM gate.people_listed(%s, %s::uuid[], %s)", [wanted, list(stays_of), leads]
    )
    return {
        person.pk: Listed(
            person,
            read(StayDates, json.loads(person.its_stays or "[]")),
            tuple(dict.fromkeys(person.its_leads)),
        )
        for person in people
    }


@dataclass(frozen=True)
class ReleaseMoved:
    """An expected release that somebody changed; either day may be unknown."""

    person: uuid.UUID
    before: date | None
    after: date | None


def releases_moved(since: datetime, most: int | None) -> list[ReleaseMoved]:
    """Return whose release moved in the acting member's caseload, the latest first, all without `most`; one query."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM gate.releases_moved(%s, %s)", [since, most])
        return [ReleaseMoved(*row) for row in cursor.fetchall()]
