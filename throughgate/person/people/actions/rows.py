"""Add, change and remove the small rows of a person: languages, qualifications, wishes, work conditions."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeVar

from django.db import transaction

from throughgate.foundation.audit.record import record
from throughgate.ground.accounts.actor import Actor
from throughgate.ground.vocabulary.models import Occupation
from throughgate.person.people.models import (
    OfPerson,
    Person,
    Qualification,
    SpokenLanguage,
    Wish,
    WorkCondition,
)

KINDS: dict[type[OfPerson], tuple[str, str]] = {
    SpokenLanguage: ("profile", "language"),
    Qualification: ("profile", "qualification"),
    WorkCondition: ("work_condition", "work_condition"),
}
"""Kind of record in the access table, and its name in the audit."""

R = TypeVar("R", bound=OfPerson)


@transaction.atomic
def add_row(*, actor: Actor, row: R) -> R:
    """Add one row about a person; raise ValidationError where it cannot be or is there already."""
    kind, name = KINDS[type(row)]
    actor.must("write", kind)
    row.full_clean()
    row.save(force_insert=True)
    record(f"{name}.add", subject=(name, row.pk), person=row.person_id)
    return row


@transaction.atomic
def change_row(*, actor: Actor, row: R, expected: int, **changes: Any) -> R:
    """Change one row that still has version `expected`; raise Stale otherwise."""
    kind, name = KINDS[type(row)]
    actor.must("write", kind)
    row.save_over(expected, **changes)
    record(f"{name}.change", subject=(name, row.pk), person=row.person_id, fields=changes)
    return row


@transaction.atomic
def remove_row(*, actor: Actor, row: OfPerson) -> None:
    """Remove one row; removing it twice is one removal."""
    kind, name = KINDS[type(row)]
    actor.must("write", kind)
    removed, _ = type(row).objects.filter(pk=row.pk).delete()
    if removed:
        record(f"{name}.remove", subject=(name, row.pk), person=row.person_id)


@transaction.atomic
def set_wishes(*, actor: Actor, person: Person, occupations: Iterable[Occupation]) -> None:
    """Make the wished occupations exactly these."""
    actor.must("write", "profile")
    wanted = {occupation.pk for occupation in occupations}
    there = dict(Wish.objects.filter(person=person).values_list("occupation_id", "pk"))
    Wish.objects.filter(pk__in=[there[pk] for pk in there.keys() - wanted]).delete()
    Wish.objects.bulk_create(Wish(person=person, occupation_id=pk) for pk in sorted(wanted - there.keys()))
    if wanted != there.keys():
        record("wish.set", subject=("person", person.pk), person=person.pk, fields=["wishes"])
