"""Add, change and remove the small rows of a person: languages, qualifications, wishes, work conditions."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

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

ONCE = {
    SpokenLanguage: ("language", _("This language is there already.")),
    WorkCondition: ("kind", _("This condition is there already.")),
}
"""What a person has once of a kind, and what to say of a second one."""

R = TypeVar("R", bound=OfPerson)


@transaction.atomic
def add_row(*, actor: Actor, row: R) -> R:
    """Add one row about a person; raise ValidationError where it cannot be or is there already.

    A work condition that ended is taken up again: one row tells all of it, and its history the rest.
    """
    kind, name = KINDS[type(row)]
    actor.must("write", kind)
    over = _over(row)
    if over is None:
        _refuse_second(row)
        row.full_clean()
        row.save(force_insert=True)
    else:
        assert isinstance(row, WorkCondition)
        over.save_over(over.version, until_on=row.until_on)
        row = over
    record(f"{name}.add", subject=(name, row.pk), person=row.person_id)
    return row


@transaction.atomic
def change_row(*, actor: Actor, row: R, expected: int, **changes: Any) -> R:
    """Change one row that still has version `expected`; raise Stale otherwise."""
    kind, name = KINDS[type(row)]
    actor.must("write", kind)
    for field, value in changes.items():
        setattr(row, field, value)
    _refuse_second(row)
    row.save_over(expected, **changes)
    record(f"{name}.change", subject=(name, row.pk), person=row.person_id, fields=changes)
    return row


def _over(row: Any) -> Any:
    if not isinstance(row, WorkCondition):
        return None
    ended = WorkCondition.objects.filter(until_on__lt=timezone.localdate())
    return ended.filter(person=row.person_id, kind=row.kind).first()


def _refuse_second(row: OfPerson) -> None:
    if type(row) not in ONCE:
        return
    field, said = ONCE[type(row)]
    others = type(row).objects.filter(person=row.person_id, **{field: getattr(row, field)})
    if others.exclude(pk=row.pk).exists():
        raise ValidationError({field: said}, code="unique")


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
