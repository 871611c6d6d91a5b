"""Take back what an import of people did: what others changed since stays."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection, transaction

from throughgate.foundation.database.rows import Stale
from throughgate.foundation.imports.models import RowResult
from throughgate.ground.acting.actor import Actor
from throughgate.ground.vocabulary.models import Occupation
from throughgate.person.people import actions
from throughgate.person.people.models import Person, PersonNumber, SpokenLanguage, Stay, Wish

DAYS = ("birth_on", "arrived_on", "release_earliest_on", "release_expected_on", "release_latest_on")


def undo_people(actor: Actor, of: uuid.UUID, results: Sequence[RowResult]) -> Mapping[uuid.UUID, str]:
    """Remove people whom the import registered, set back whom it changed; say per row why something stays."""
    stays: dict[uuid.UUID, str] = {}
    made = {row.target: row for row in results if row.outcome == "created" and row.target}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT one, gate.undo_registered(one, %s) FROM unnest(%s::uuid[]) one", [of, list(made)]
        )
        for key, code in cursor.fetchall():
            stays[made[key].pk] = code
    for row in results:
        if row.outcome == "changed":
            stays[row.pk] = _set_back(actor, of, row)
    return stays


def _set_back(actor: Actor, of: uuid.UUID, row: RowResult) -> str:
    """Set one person back, whole or not at all."""
    try:
        with transaction.atomic():
            for kind, key, version, before in reversed(row.undo):
                _UNDO[kind](actor, of, uuid.UUID(key), version, before)
    except (Stale, LookupError, ValidationError):
        return "changed_since"
    except (Person.DoesNotExist, Stay.DoesNotExist, SpokenLanguage.DoesNotExist, PersonNumber.DoesNotExist):
        return "gone"
    return ""


def _typed(before: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: date.fromisoformat(value) if name in DAYS and value else value for name, value in before.items()
    }


def _person(actor: Actor, of: uuid.UUID, key: uuid.UUID, version: int, before: Any) -> None:
    person = Person.objects.get(pk=key)
    actions.change_person(actor=actor, person=person, expected=version, why="undo", **_typed(before))


def _number(actor: Actor, of: uuid.UUID, key: uuid.UUID, version: int, before: Any) -> None:
    actor.must("write", "number")
    if not PersonNumber.objects.filter(pk=key, version=version).delete()[0]:
        raise LookupError


def _language(actor: Actor, of: uuid.UUID, key: uuid.UUID, version: int, before: Any) -> None:
    row = SpokenLanguage.objects.get(pk=key)
    if row.version != version:
        raise LookupError
    if before is None:
        actions.remove_row(actor=actor, row=row)
    else:
        actions.change_row(actor=actor, row=row, expected=version, **before)


def _wishes(actor: Actor, of: uuid.UUID, key: uuid.UUID, after: list[str], before: Any) -> None:
    there = sorted(Wish.objects.filter(person=key).values_list("occupation_id", flat=True))
    if there != after:
        raise LookupError
    occupations = Occupation.objects.filter(pk__in=before["wishes"])
    actions.set_wishes(actor=actor, person=Person.objects.get(pk=key), occupations=occupations)


def _stay(actor: Actor, of: uuid.UUID, key: uuid.UUID, version: int, before: Any) -> None:
    stay = Stay.objects.get(pk=key)
    if before is not None:
        actions.correct_stay(actor=actor, stay=stay, expected=version, **_typed(before))
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT gate.undo_stay(%s, %s)", [key, of])
        if not cursor.fetchone()[0]:
            raise LookupError


_UNDO: dict[str, Callable[[Actor, uuid.UUID, uuid.UUID, Any, Any], None]] = {
    "person": _person,
    "number": _number,
    "language": _language,
    "wishes": _wishes,
    "stay": _stay,
}
