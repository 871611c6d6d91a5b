"""What one person learned: enrolments, marks, and a school year's marks as rules for certificates take them."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from throughgate.ground.acting.actor import Actor
from throughgate.person.schooling.models import Course, Enrolment, Mark


@dataclass(frozen=True)
class SubjectMark:
    """The term mark in a subject, as it was written on the scale of the course, or why there is none."""

    subject: str
    """A code of the list of subjects, or what the course calls it."""
    level: str
    """extended, basic or none."""
    value: str
    non_mark: str
    foreign_language: bool
    hours: float | None
    """Hours a week."""


@dataclass(frozen=True)
class YearMarks:
    """Somebody's term marks of one school year in one course; of both halves the later one counts."""

    person: uuid.UUID
    course: Course
    school_year: int
    """The year in which it begins."""
    scale: str
    marks: tuple[SubjectMark, ...]

    @property
    def school_type(self) -> str | None:
        """Return the kind of school as certificate rules call it; None in vocational training."""
        return None if self.course.school_type == "vocational" else self.course.school_type


def enrolments_of(actor: Actor, person: uuid.UUID) -> list[Enrolment]:
    """Return where somebody is and was in a course, as far as the actor sees it, the latest first. One query."""
    rows: Any = Enrolment.objects.visible_to(actor).filter(person=person)
    return list(rows.select_related("course__school", "course__organisation"))


def marks_given(actor: Actor, person: uuid.UUID) -> list[Mark]:
    """Return the marks of a person that the actor may read, and what stands for none, the earliest first. One query."""
    rows: Any = Mark.objects.visible_to(actor).given().filter(person=person)
    return list(
        rows.select_related("course", "subject").order_by(
            "school_year", "half", "subject__position", "kind", "number", "pk"
        )
    )


def marks_of(actor: Actor, person: uuid.UUID, school_year: int) -> list[YearMarks]:
    """Return a person's term marks of a school year, one for each course. One query."""
    return year_marks(_reports(actor, school_year).filter(person=person))


def marks_in(actor: Actor, course: uuid.UUID, school_year: int) -> list[YearMarks]:
    """Return the term marks of everybody in a course in a school year. One query."""
    return year_marks(_reports(actor, school_year).filter(course=course))


def _reports(actor: Actor, school_year: int) -> Any:
    rows: Any = Mark.objects.visible_to(actor).given().filter(school_year=school_year, kind="report")
    return rows.select_related("course", "subject").order_by(
        "person", "course", "half", "subject__position", "pk"
    )


def year_marks(rows: Iterable[Mark]) -> list[YearMarks]:
    """Return term marks by person and course; rows come by half-year, and a later one replaces an earlier one."""
    found: dict[tuple[uuid.UUID, uuid.UUID, int], dict[uuid.UUID, Mark]] = {}
    for row in rows:
        found.setdefault((row.person_id, row.course_id, row.school_year), {})[row.subject_id] = row
    return [_year(list(marks.values())) for marks in found.values()]


def _year(marks: list[Mark]) -> YearMarks:
    first = marks[0]
    by_position = sorted(marks, key=lambda mark: (mark.subject.position, str(mark.subject_id)))
    return YearMarks(
        first.person_id,
        first.course,
        first.school_year,
        first.scale,
        tuple(
            SubjectMark(
                mark.subject.code or mark.subject.name,
                mark.level,
                mark.value,
                mark.non_mark,
                mark.subject.is_foreign_language,
                None if mark.subject.weekly_hours is None else float(mark.subject.weekly_hours),
            )
            for mark in by_position
        ),
    )
