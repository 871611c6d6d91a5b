"""Marks as a kind of import."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from throughgate.foundation.imports.kinds import Choice, Given, ImportField, Option
from throughgate.foundation.imports.models import RowResult
from throughgate.foundation.languages.days import short_day
from throughgate.ground.acting.actor import Actor, NotAllowed
from throughgate.person.people.models import Person
from throughgate.person.schooling import actions
from throughgate.person.schooling.choices import MarkKind
from throughgate.person.schooling.importing.fields import (
    FAMILY,
    MARK,
    PERSON,
    SUBJECT,
    WHO,
    column_of,
    fields,
)
from throughgate.person.schooling.importing.house import course_named, courses_of
from throughgate.person.schooling.importing.says import Period, read_period
from throughgate.person.schooling.importing.session import LOOKED_AT, MarksSession
from throughgate.person.schooling.importing.words import WORDS
from throughgate.person.schooling.models import Course, Enrolment, Subject
from throughgate.person.schooling.packs import scales_in
from throughgate.person.schooling.rules.half_years import HalfYear, read_half_year
from throughgate.person.schooling.words import half_year_name


class Marks:
    """What the engine asks about lists of marks. Only those whom a course names see its marks, so the import is private."""

    name = "marks"
    title = _("Marks of a course")
    lead = _(
        "Marks from a table: a column for each subject, or a row for each mark. The people are in the course already."
    )
    words = WORDS
    cleared_by_looking = LOOKED_AT
    is_private = True
    of_people = True
    described = None
    named_by = ("person", "given_names", "family_name")

    def line(self, values: Mapping[str, str]) -> str:
        """Return whose row it is, as it was written."""
        return values.get("person", "") or " ".join(
            filter(None, (values.get("given_names", ""), values.get("family_name", "")))
        )

    def start(self, actor: Actor) -> None:
        """Refuse whoever enters no marks."""
        actor.must("write", "course_mark")

    def fields(self, actor: Actor) -> Sequence[ImportField]:
        """Return who it is, the subjects, and what a row says of its one mark. Two queries."""
        return fields(
            Subject.objects.filter(course__in=courses_of(actor)), scales_in(actor.organisation.region)
        )

    def lacks(self, used: set[str]) -> str:
        """Return the label of a field without which no row can come in."""
        if not used & {PERSON.key, FAMILY.key}:
            return str(PERSON.label)
        if MARK.key in used:
            return "" if SUBJECT.key in used else str(SUBJECT.label)
        return "" if any(column_of(key) for key in used - set(WHO)) else str(SUBJECT.label)

    def options(self, actor: Actor) -> Sequence[Option]:
        """Ask for the course, the half-year and the kind of mark, and what to do about marks that are there."""
        courses = list(courses_of(actor).values())
        halves = sorted({half for course in courses for half in _begun(course)}, reverse=True)
        open_course = (("", _("A column or a line of the file says it")),)
        return (
            Option(
                "course",
                _("Marks of which course?"),
                (*(() if len(courses) == 1 else open_course), *((str(one.pk), one.name) for one in courses)),
            ),
            Option(
                "half_year",
                _("For which half-year?"),
                (
                    *(() if len(halves) == 1 else (("", _("The file says it")),)),
                    *((half.code, half_year_name(half)) for half in halves),
                ),
            ),
            Option("kind", _("Which marks are they?"), tuple(MarkKind.choices)),
            Option(
                "changes",
                _("Where another mark is there already"),
                (("ask", _("Ask about each")), ("take", _("Take the mark of the file"))),
            ),
        )

    def proposes(self, actor: Actor, lines: Sequence[str]) -> Mapping[str, str]:
        """Return the course and the half-year that the name of the sheet and the lines above the table name."""
        courses = courses_of(actor).values()
        course = course_named(lines, courses) or (next(iter(courses)) if len(courses) == 1 else None)
        said = read_period(lines)
        half = _half_year_meant(said, [course] if course else list(courses))
        found = {"course": str(course.pk)} if course else {}
        return found | ({"half_year": half.code} if half else {})

    def key_of(self, given: Given) -> str:
        """Return nothing: marks are compared with those that are there."""
        del given
        return ""

    def session(self, actor: Actor, *, options: Mapping[str, str]) -> MarksSession:
        """Return a reading."""
        return MarksSession(actor, options=options)

    def targets(self, actor: Actor, keys: Sequence[uuid.UUID]) -> Mapping[uuid.UUID, Choice]:
        """Return the names of people in the actor's courses, as the school wrote them down, born on their day."""
        rows = list(Enrolment.objects.visible_to(actor).filter(pk__in=set(keys)))
        people: Any = Person.objects.visible_to(actor).in_bulk([row.person_id for row in rows])
        return {
            row.pk: Choice(
                str(row.pk),
                _called(row.name, people.get(row.person_id)),
                reverse("schooling:course", args=[row.course_id]),
            )
            for row in rows
        }

    def undo(self, actor: Actor, of: uuid.UUID, results: Sequence[RowResult]) -> Mapping[uuid.UUID, str]:
        """Set every mark back to what was there before; rows that somebody changed since stay whole."""
        del of
        return {row.pk: _undo_row(actor, row) for row in results}


def _begun(course: Course) -> list[HalfYear]:
    """Return the half-years of a course in which marks can be: those that have begun."""
    today = timezone.localdate()
    return [half for half in course.half_years(today) if half.starts_on <= today]


def _half_year_meant(said: Period, courses: Sequence[Course]) -> HalfYear | None:
    """Return the one half-year of the courses that fits what a title says; None for none, or several."""
    fits = {
        half
        for course in courses
        for half in _begun(course)
        if said.year in (None, half.year) and said.half in (None, half.half)
    }
    return fits.pop() if len(fits) == 1 else None


def _called(name: str, person: Person | None) -> str:
    if person is None or person.birth_on is None:
        return name
    return f"{name} ({short_day(person.birth_on)})"


def _undo_row(actor: Actor, row: RowResult) -> str:
    try:
        with transaction.atomic():
            for course, code, kind, number, enrolment, subject, version, before in reversed(row.undo):
                half_year = read_half_year(code)
                assert half_year is not None
                cell = actions.Cell(uuid.UUID(enrolment), uuid.UUID(subject), version, before)
                slots = actions.Slots(half_year, kind, number)
                saved = actions.give_marks(actor=actor, course=uuid.UUID(course), slots=slots, cells=[cell])
                if saved.conflicts or saved.problems:
                    transaction.set_rollback(True)
                    return "changed_since"
    except (Enrolment.DoesNotExist, Subject.DoesNotExist, Course.DoesNotExist):
        return "gone"
    except (NotAllowed, ValidationError):
        return "used_since"
    return ""


MARKS = Marks()
