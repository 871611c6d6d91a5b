"""Keep what is known of somebody beside marks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from throughgate.foundation.audit.record import record
from throughgate.foundation.database.rows import Stale
from throughgate.ground.acting.actor import Actor, NotAllowed
from throughgate.person.people.models import Person
from throughgate.person.schooling.models import Enrolment, Facts, Staff


@transaction.atomic
def change_facts(*, actor: Actor, person: Person, expected: int, changes: Mapping[str, Any]) -> Facts:
    """Keep answers by their names; None is not known. Version 0 means that nothing was. Raise NotAllowed or Stale."""
    if not keeps_facts(actor, person):
        raise NotAllowed("write certificate")
    row: Facts | None = Facts.objects.filter(person=person).first()
    if row is None:
        row = Facts(person=person, given=_merged({}, changes))
        try:
            with transaction.atomic():
                row.save(force_insert=True)
        except IntegrityError as error:
            # Somebody else was first, a moment ago.
            raise Stale(Facts.objects.get(person=person)) from error
    elif expected == 0:
        raise Stale(row)
    else:
        row.save_over(expected, given=_merged(row.given, changes))
    record("school_facts.change", subject=("school_facts", row.pk), person=person.pk, fields=changes)
    return row


def _merged(before: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in {**before, **changes}.items() if value is not None}


def keeps_facts(actor: Actor, person: Person) -> bool:
    """Say whether the actor keeps them: case leads do for whom they see, teachers for whoever is in their course."""
    if actor.may("write", "certificate"):
        return True
    mine = Staff.objects.filter(membership=actor.membership, part="teacher").values("course")
    return (
        actor.may("write", "course")
        and Enrolment.objects.on(timezone.localdate()).filter(person=person, course__in=mine).exists()
    )
