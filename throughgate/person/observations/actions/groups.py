"""Lists of people, and the training of observers."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from throughgate.foundation.audit.record import record
from throughgate.ground.accounts.models import Membership
from throughgate.ground.acting.actor import Actor
from throughgate.person.observations.models import GroupMember, ObserverTraining, PersonGroup
from throughgate.person.observations.rules.sheets import MOST_PEOPLE, Refusal
from throughgate.person.observations.words import PROBLEMS, refuse
from throughgate.person.people.models import Person


@transaction.atomic
def make_group(*, actor: Actor, name: str, setting: str = "") -> PersonGroup:
    """Make a list of people for the observers of one's organisation."""
    actor.must("write", "person_group")
    group = PersonGroup(organisation=actor.organisation, name=name.strip(), setting=setting)
    group.full_clean(validate_constraints=False)
    _save(group)
    record("person_group.make", subject=("person_group", group.pk))
    return group


@transaction.atomic
def change_group(*, actor: Actor, group: PersonGroup, expected: int, **changes: Any) -> PersonGroup:
    """Rename or close a list; raise Stale where it changed meanwhile."""
    actor.must("write", "person_group")
    try:
        with transaction.atomic():
            group.save_over(expected, **changes)
    except IntegrityError as error:
        raise ValidationError({"name": str(PROBLEMS["group_name_taken"])}) from error
    record("person_group.change", subject=("person_group", group.pk), fields=changes)
    return group


def _save(group: PersonGroup) -> None:
    try:
        with transaction.atomic():
            group.save(force_insert=True)
    except IntegrityError as error:
        raise ValidationError({"name": str(PROBLEMS["group_name_taken"])}) from error


@transaction.atomic
def add_to_group(*, actor: Actor, group: PersonGroup, person: uuid.UUID) -> None:
    """Put somebody on a list; twice is once."""
    actor.must("write", "person_group")
    if not Person.objects.visible_to(actor).filter(pk=person).exists():
        refuse([Refusal("unknown_person")])
    if GroupMember.objects.filter(group=group).count() >= MOST_PEOPLE:
        refuse([Refusal("too_many_people", number=MOST_PEOPLE)])
    if not GroupMember.objects.filter(group=group, person=person).exists():
        GroupMember.objects.bulk_create([GroupMember(group=group, person_id=person)], ignore_conflicts=True)
        record("person_group.add", subject=("person_group", group.pk), person=person)


@transaction.atomic
def take_from_group(*, actor: Actor, group: PersonGroup, person: uuid.UUID) -> None:
    """Take somebody off a list."""
    actor.must("write", "person_group")
    removed, _ = GroupMember.objects.filter(group=group, person=person).delete()
    if removed:
        record("person_group.take_off", subject=("person_group", group.pk), person=person)


@transaction.atomic
def record_training(
    *, actor: Actor, membership: Membership, trained_on: date, by_whom: str, from_paper: bool = False
) -> ObserverTraining:
    """Record that a member was trained to observe, now or earlier (from a paper)."""
    actor.must("write", "observer_training")
    if actor.membership is None or membership.organisation_id != actor.organisation.pk:
        refuse([Refusal("no_member")])
    if membership.user_id == actor.user.pk:
        refuse([Refusal("own_training")])
    if trained_on > timezone.localdate():
        refuse([Refusal("future")], "trained_on")
    training = ObserverTraining(
        organisation=actor.organisation,
        membership=membership,
        trained_on=trained_on,
        by_whom=by_whom.strip(),
        from_paper=from_paper,
        recorded_by=actor.membership,
    )
    training.full_clean()
    training.save(force_insert=True)
    record("observer_training.record", subject=("membership", membership.pk))
    return training
