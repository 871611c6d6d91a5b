"""Add, change and remove the small rows about a person, of whatever table says its kind; and set the wishes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeVar, cast

from django.core.exceptions import ValidationError
from django.db import transaction

from throughgate.foundation.audit.record import record
from throughgate.ground.acting.actor import Actor
from throughgate.ground.vocabulary.models import Occupation
from throughgate.person.people.models import OfPerson, Person, Wish

R = TypeVar("R", bound=OfPerson)


@transaction.atomic
def add_row(*, actor: Actor, row: R) -> R:
    """Add one row about a person; raise ValidationError where it cannot be or is there already."""
    actor.must("write", row.record_kind)
    over = row.earlier()
    if over is None:
        _refuse_second(row)
        row.full_clean()
        row.save(force_insert=True)
    else:
        fields = {field.name for field in row._meta.concrete_fields} - {"id", "version", "person"}
        over.save_over(over.version, **{name: getattr(row, name) for name in fields})
        row = cast("R", over)
    record(f"{row.audit_name}.add", subject=(row.audit_name, row.pk), person=row.person_id)
    return row


@transaction.atomic
def change_row(*, actor: Actor, row: R, expected: int, **changes: Any) -> R:
    """Change one row that still has version `expected`; raise Stale otherwise."""
    actor.must("write", row.record_kind)
    for field, value in changes.items():
        setattr(row, field, value)
    _refuse_second(row)
    row.save_over(expected, **changes)
    record(f"{row.audit_name}.change", subject=(row.audit_name, row.pk), person=row.person_id, fields=changes)
    return row


def _refuse_second(row: OfPerson) -> None:
    if row.once is None:
        return
    field, words = row.once
    others = type(row).objects.filter(person=row.person_id, **{field: getattr(row, field)})
    if others.exclude(pk=row.pk).exists():
        raise ValidationError({field: words}, code="unique")


@transaction.atomic
def remove_row(*, actor: Actor, row: OfPerson) -> None:
    """Remove one row; removing it twice is one removal."""
    actor.must("write", row.record_kind)
    removed, _ = type(row).objects.filter(pk=row.pk).delete()
    if removed:
        record(f"{row.audit_name}.remove", subject=(row.audit_name, row.pk), person=row.person_id)


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
