"""Put people into a course, and let them leave."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from datetime import date

from django.db import transaction

from throughgate.foundation.audit.record import record
from throughgate.ground.acting.actor import Actor, NotAllowed
from throughgate.person.people.models import Person
from throughgate.person.schooling.models import Course, Enrolment, Mark, Subject
from throughgate.person.schooling.words import refuse


@transaction.atomic
def enrol(*, actor: Actor, course: Course, people: Iterable[uuid.UUID], from_on: date) -> list[Enrolment]:
    """Put people into a course of one's organisation; who is in it already stays as they are. Returns who is new."""
    _must_hold(actor, course)
    keys = list(dict.fromkeys(people))
    if not keys:
        raise refuse("nobody", "people")
    if course.ends_on and from_on > course.ends_on:
        raise refuse("course_ended", "from_on")
    found = Person.objects.visible_to(actor).in_bulk(keys)
    if found.keys() != set(keys):
        raise refuse("unknown_person", "people")
    there = set(
        Enrolment.objects.filter(course=course, person__in=keys, until_on=None).values_list(
            "person_id", flat=True
        )
    )
    new = [
        Enrolment(
            course=course,
            organisation=actor.organisation,
            person=found[key],
            name=str(found[key])[:220],
            from_on=from_on,
        )
        for key in keys
        if key not in there
    ]
    for row in new:
        row.full_clean(validate_unique=False, validate_constraints=False)
        row.save(force_insert=True)
        record("enrolment.begin", subject=("enrolment", row.pk), person=row.person_id)
    return new


@transaction.atomic
def leave(*, actor: Actor, enrolment: Enrolment, expected: int, until_on: date, reason: str) -> Enrolment:
    """End somebody's part in a course; the marks stay. Raise Stale, or ValidationError where it cannot be."""
    _must_hold(actor, enrolment.course)
    if enrolment.until_on is not None and enrolment.version == expected:
        raise refuse("left_already")
    if not reason:
        raise refuse("reason_missing", "reason")
    if until_on < enrolment.from_on:
        raise refuse("ends_before_start", "until_on")
    if Mark.objects.given().filter(enrolment=enrolment, given_on__gt=until_on).exists():
        raise refuse("marks_after", "until_on")
    enrolment.save_over(expected, until_on=until_on, reason=reason)
    record("enrolment.end", subject=("enrolment", enrolment.pk), person=enrolment.person_id)
    return enrolment


@transaction.atomic
def change_levels(
    *, actor: Actor, enrolment: Enrolment, expected: int, extended: Sequence[uuid.UUID]
) -> Enrolment:
    """Say in which subjects somebody is at the extended level from now on; earlier marks keep theirs."""
    _must_hold(actor, enrolment.course)
    offered = Subject.objects.filter(course=enrolment.course_id, level="each").values_list("pk", flat=True)
    enrolment.save_over(expected, extended=[key for key in offered if key in set(extended)])
    record("enrolment.change_levels", subject=("enrolment", enrolment.pk), person=enrolment.person_id)
    return enrolment


def _must_hold(actor: Actor, course: Course) -> None:
    actor.must("write", "enrolment")
    if course.organisation_id != actor.organisation.pk:
        raise NotAllowed("write enrolment")
