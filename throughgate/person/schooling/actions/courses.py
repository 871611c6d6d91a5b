"""Make courses, say what is taught there, by whom, and when marks are due."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction

from throughgate.foundation.audit.record import record
from throughgate.foundation.database.rows import Stale
from throughgate.foundation.languages.folding import search_key
from throughgate.ground.accounts.models import Membership
from throughgate.ground.acting.actor import Actor, NotAllowed
from throughgate.person.schooling.models import Conference, Course, Mark, Staff, Subject
from throughgate.person.schooling.packs import scales
from throughgate.person.schooling.rules.half_years import HalfYear
from throughgate.person.schooling.words import refuse

PART_NEEDS = {"teacher": "teacher", "officer": "observer"}
"""The role that a part in a course takes."""


@transaction.atomic
def make_course(*, actor: Actor, **fields: Any) -> Course:
    """Make a course of one's organisation; whoever makes it is its first teacher."""
    actor.must("write", "course")
    course = Course(organisation=actor.organisation, made_by=actor.membership, **fields)
    course.name_key = _key(course)
    _check(course)
    course.full_clean()
    course.save(force_insert=True)
    record("course.make", subject=("course", course.pk))
    return course


@transaction.atomic
def change_course(*, actor: Actor, course: Course, expected: int, **changes: Any) -> Course:
    """Change what a course is; raise Stale, or ValidationError where marks stand against it."""
    actor.must("write", "course")
    before = course.scale
    for name, value in changes.items():
        setattr(course, name, value)
    _check(course)
    marks = Mark.objects.filter(course=course)
    if course.scale != before and marks.exists():
        raise refuse("scale_in_use", "scale")
    if course.ends_on and marks.filter(given_on__gt=course.ends_on).exists():
        raise refuse("marks_after", "ends_on")
    course.save_over(expected, **changes, name_key=_key(course))
    record("course.change", subject=("course", course.pk), fields=changes)
    return course


def _key(course: Course) -> str:
    return search_key(course.name)[:120]


def _check(course: Course) -> None:
    if course.scale not in scales():
        raise refuse("unknown_scale", "scale")
    if course.ends_on and course.ends_on < course.starts_on:
        raise refuse("ends_before_start", "ends_on")
    if course.school and course.school.kind != "school":
        raise refuse("no_school", "school")
    if course.site and course.site.organisation_id not in (course.organisation_id, course.school_id):
        raise refuse("site_elsewhere", "site")


def must_teach(actor: Actor, course: Course) -> None:
    """Raise NotAllowed for whoever does not teach the course."""
    actor.must("write", "course")
    if not Staff.objects.filter(course=course, membership=actor.membership, part="teacher").exists():
        raise NotAllowed("write course")


@transaction.atomic
def add_subject(*, actor: Actor, course: Course, **fields: Any) -> Subject:
    """Add a subject, behind the others; raise ValidationError where the course has it already."""
    must_teach(actor, course)
    last = (
        Subject.objects.filter(course=course).order_by("-position").values_list("position", flat=True).first()
    )
    subject = Subject(course=course, position=(last or 0) + 1, **fields)
    _check_subject(subject)
    subject.full_clean(validate_constraints=False)
    subject.save(force_insert=True)
    record("subject.add", subject=("subject", subject.pk))
    return subject


@transaction.atomic
def change_subject(*, actor: Actor, subject: Subject, expected: int, **changes: Any) -> Subject:
    """Change a subject; marks that were given keep their level. Raise Stale or ValidationError."""
    must_teach(actor, subject.course)
    before = subject.code
    for name, value in changes.items():
        setattr(subject, name, value)
    _check_subject(subject)
    if subject.code != before and Mark.objects.filter(subject=subject).exists():
        raise refuse("subject_in_use", "code")
    subject.save_over(expected, **changes)
    record("subject.change", subject=("subject", subject.pk), fields=changes)
    return subject


def _check_subject(subject: Subject) -> None:
    if not (subject.code or subject.name):
        raise refuse("subject_missing", "code")
    others = Subject.objects.filter(course=subject.course_id, code=subject.code, name=subject.name)
    if others.exclude(pk=subject.pk).exists():
        raise refuse("subject_twice", "code")


@transaction.atomic
def remove_subject(*, actor: Actor, subject: Subject) -> None:
    """Take a subject out of a course in which nobody got a mark in it; twice is once."""
    must_teach(actor, subject.course)
    if Mark.objects.filter(subject=subject).exists():
        raise refuse("subject_in_use")
    removed, _ = Subject.objects.filter(pk=subject.pk).delete()
    if removed:
        record("subject.remove", subject=("subject", subject.pk))


@transaction.atomic
def name_staff(*, actor: Actor, course: Course, membership: Membership, part: str) -> Staff:
    """Name a colleague as a teacher of a course or as an officer who enters its marks; nobody names themselves."""
    _must_name(actor, course)
    if actor.membership is None or membership.pk == actor.membership.pk:
        raise refuse("not_oneself")
    if membership.organisation_id != course.organisation_id or PART_NEEDS[part] not in membership.roles:
        raise refuse("not_staff", "membership")
    staff = Staff(course=course, membership=membership, part=part)
    try:
        with transaction.atomic():
            staff.save(force_insert=True)
    except IntegrityError as error:
        raise refuse("staff_twice", "membership") from error
    record("course.name_staff", subject=("course", course.pk))
    return staff


@transaction.atomic
def drop_staff(*, actor: Actor, staff: Staff) -> None:
    """Take somebody's part in a course away; twice is once."""
    _must_name(actor, staff.course)
    removed, _ = Staff.objects.filter(pk=staff.pk).delete()
    if removed:
        record("course.drop_staff", subject=("course", staff.course_id))


def _must_name(actor: Actor, course: Course) -> None:
    actor.must("write", "course_staff")
    if not actor.may("write", "own_organisation"):
        must_teach(actor, course)


@transaction.atomic
def set_conference(
    *, actor: Actor, course: Course, half_year: HalfYear, held_on: date | None, expected: int
) -> Conference | None:
    """Say when the marks of a half-year are decided on, or (None) that they are not; raise Stale."""
    must_teach(actor, course)
    of = {"course": course, "school_year": half_year.year, "half": half_year.half}
    row = Conference.objects.filter(**of).first()
    if (row.version if row else 0) != expected and row is not None:
        raise Stale(row)
    if held_on is None:
        if row is not None and Conference.objects.filter(pk=row.pk).delete()[0]:
            record("conference.remove", subject=("conference", row.pk))
        return None
    if row is None:
        row = Conference(**of, held_on=held_on)
        row.full_clean(validate_constraints=False)
        try:
            with transaction.atomic():
                row.save(force_insert=True)
        except IntegrityError as error:
            raise Stale(Conference.objects.get(**of)) from error
    elif row.held_on != held_on:
        row.save_over(expected, held_on=held_on)
    record("conference.set", subject=("conference", row.pk))
    return row


def course_of(actor: Actor, key: uuid.UUID) -> Course:
    """Return a course of one's organisation; raise DoesNotExist."""
    found: Course = (
        Course.objects.visible_to(actor).select_related("school", "site", "organisation").get(pk=key)
    )
    return found
