"""Many people at once with what stands in a line about them, by one call of a function that asks about each once."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection

from throughgate.ground.vocabulary.models import Place
from throughgate.person.people.models import Person, WorkCondition
from throughgate.person.people.queries.rows import (
    ConditionLine,
    LanguageLine,
    QualificationName,
    StayDates,
    WishCode,
    read,
)


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
class ForWork:
    """Somebody with what work needs to know; empty where roles read none, and where it was not asked for."""

    person: Person
    stays: tuple[StayDates, ...]
    """Oldest first."""
    languages: tuple[LanguageLine, ...]
    wishes: tuple[WishCode, ...]
    qualifications: tuple[QualificationName, ...]
    conditions: tuple[ConditionLine, ...]


def people_for_work(
    keys: Iterable[uuid.UUID], kinds: Sequence[str], *, today: date
) -> dict[uuid.UUID, ForWork]:
    """Return those whom the acting membership may see, with their homes, in no order; one query, none for nobody.

    `kinds` are the kinds of record that are asked for: "stay", "profile", and "work_condition" with a query of its own, for
    whoever reads them.
    """
    wanted = list(keys)
    if not wanted:
        return {}
    people = Person.objects.raw(
        "SELECT (o.person).*, o.its_home, o.its_stays, o.its_languages, o.its_wishes, o.its_qualifications "
        "FROM gate.people_for_work(%s::uuid[], %s) o",
        [wanted, list(kinds)],
    )
    conditions = _conditions(wanted, today) if "work_condition" in kinds else {}
    return {
        person.pk: ForWork(
            with_home(person),
            read(StayDates, json.loads(person.its_stays or "[]")),
            read(LanguageLine, json.loads(person.its_languages or "[]")),
            read(WishCode, json.loads(person.its_wishes or "[]")),
            read(QualificationName, json.loads(person.its_qualifications or "[]")),
            tuple(conditions.get(person.pk, ())),
        )
        for person in people
    }


def _conditions(people: Sequence[uuid.UUID], today: date) -> dict[uuid.UUID, list[ConditionLine]]:
    """Return the work conditions of a day that the policies open. One query."""
    found: dict[uuid.UUID, list[ConditionLine]] = {}
    rows = WorkCondition.objects.filter(person__in=people).exclude(until_on__lt=today).order_by("kind")
    for row in rows:
        found.setdefault(row.person_id, []).append(ConditionLine(row.pk, row.kind, row.until_on))
    return found


def with_home(person: Any) -> Person:
    """Give somebody the place of the home that was read beside them as JSON (`its_home`)."""
    if person.its_home:
        home = json.loads(person.its_home)
        names = [field.attname for field in Place._meta.concrete_fields]
        person.home = Place.from_db(person._state.db, names, [home[name] for name in names])
    found: Person = person
    return found


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
