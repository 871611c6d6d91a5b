"""Give marks, one cell or a whole grid: each slot has its own version, and whoever is first stays until somebody decides."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from throughgate.foundation.database.keys import uuid7
from throughgate.ground.acting.actor import Actor, NotAllowed
from throughgate.person.schooling.models import Course, Enrolment, Mark, Staff, Subject
from throughgate.person.schooling.packs import scales
from throughgate.person.schooling.rules.half_years import HalfYear
from throughgate.person.schooling.rules.scales import Mark as Given
from throughgate.person.schooling.rules.scales import NotAMark, Scale
from throughgate.person.schooling.words import PROBLEMS, as_read


@dataclass(frozen=True)
class Slots:
    """Which marks of a course are meant: of a half-year, of a kind, the first, second ... of it."""

    half_year: HalfYear
    kind: str = "report"
    number: int = 1


@dataclass(frozen=True)
class Cell:
    """One mark to save, as it was typed; `expected` is the version of the slot (0: none yet).

    Without a day of its own it is given today, or on the last day that its half-year allows. The weight counts for a new mark;
    one that is there keeps its own.
    """

    enrolment: uuid.UUID
    subject: uuid.UUID
    expected: int
    text: str
    given_on: date | None = None
    weight: int = 1

    @property
    def place(self) -> tuple[uuid.UUID, uuid.UUID]:
        """Return where in the grid it is."""
        return self.enrolment, self.subject


@dataclass(frozen=True)
class Problem:
    """Why a cell was not saved."""

    cell: Cell
    code: str

    @property
    def words(self) -> str:
        """Return it as a sentence."""
        return str(PROBLEMS[self.code])


@dataclass(frozen=True)
class Conflict:
    """A cell that somebody else changed first: how it is now, who did that and when."""

    cell: Cell
    version: int
    value: str
    non_mark: str
    who: str
    at: datetime


@dataclass(frozen=True)
class Saved:
    """What became of the cells: new versions and values as they are kept, conflicts, refusals."""

    versions: Mapping[tuple[uuid.UUID, uuid.UUID], int]
    values: Mapping[tuple[uuid.UUID, uuid.UUID], tuple[str, str]]
    conflicts: Sequence[Conflict]
    problems: Sequence[Problem]


# A new cell and a changed one in the same statement, as the observers' grid does it: over an older row only if that is
# the one expected.
SAVE = """
INSERT INTO schooling_mark (id, version, person_id, enrolment_id, course_id, subject_id, school_year, half, kind, number,
                            level, value, non_mark, scale, weight, given_on, given_by_id, changed_at)
SELECT c.id, c.expected + 1, e.person_id, e.id, e.course_id, c.subject, %s, %s, %s, %s, c.level, c.value, c.non_mark, %s,
       c.weight, c.given_on, %s, now()
FROM unnest(%s::uuid[], %s::int[], %s::uuid[], %s::uuid[], %s::text[], %s::text[], %s::text[], %s::date[], %s::int[])
     AS c(id, expected, enrolment, subject, level, value, non_mark, given_on, weight)
JOIN schooling_enrolment e ON e.id = c.enrolment
ON CONFLICT (enrolment_id, subject_id, school_year, half, kind, number) DO UPDATE
  SET level = excluded.level, value = excluded.value, non_mark = excluded.non_mark, scale = excluded.scale,
      given_on = excluded.given_on, given_by_id = excluded.given_by_id, changed_at = excluded.changed_at,
      version = excluded.version
  WHERE schooling_mark.version = excluded.version - 1
RETURNING enrolment_id, subject_id, version
"""


@transaction.atomic
def give_marks(*, actor: Actor, course: uuid.UUID, slots: Slots, cells: Sequence[Cell]) -> Saved:
    """Save marks of one course; a cell with a problem and one that somebody else changed are left, the others saved.

    Raise NotAllowed for whoever is not named in the course, Enrolment.DoesNotExist for somebody who is not in it, and
    Subject.DoesNotExist. What stands there already counts as saved: a request sent again is no conflict. No audit entry for
    each cell: the mark names who gave it, and history keeps what it was before.
    """
    actor.must("write", "course_mark")
    if (
        actor.membership is None
        or not Staff.objects.filter(course=course, membership=actor.membership).exists()
    ):
        raise NotAllowed("write course_mark")
    if not cells:
        return Saved({}, {}, (), ())
    reading = Reading.of(Course.objects.get(pk=course), slots, cells)
    read = [reading.read(cell) for cell in cells]
    problems = [found for found in read if isinstance(found, Problem)]
    good = [found for found in read if not isinstance(found, Problem)]
    versions = _save(actor, reading.course, slots, good)
    values = {found.cell.place: (found.value, found.non_mark) for found in good}
    conflicts = []
    for row in _as_they_are(slots, [found.cell for found in good if found.cell.place not in versions]):
        place = row["enrolment_id"], row["subject_id"]
        if values[place] == (row["value"], row["non_mark"]):
            versions[place] = row["version"]
        else:
            conflicts.append(_conflict(next(found.cell for found in good if found.cell.place == place), row))
    return Saved(versions, values, conflicts, problems)


@dataclass(frozen=True)
class Read:
    """A cell as it is kept."""

    cell: Cell
    value: str
    non_mark: str
    level: str
    given_on: date


@dataclass(frozen=True)
class Reading:
    """What it takes to read cells of a course: the scale, who is in it, its subjects."""

    course: Course
    scale: Scale
    slots: Slots
    enrolments: Mapping[uuid.UUID, Enrolment]
    subjects: Mapping[uuid.UUID, Subject]

    @classmethod
    def of(cls, course: Course, slots: Slots, cells: Iterable[Cell]) -> Reading:
        """Return it for these cells. Raise DoesNotExist for whoever, or whatever, is not of the course."""
        enrolments = Enrolment.objects.filter(course=course).in_bulk({cell.enrolment for cell in cells})
        subjects = Subject.objects.filter(course=course).in_bulk({cell.subject for cell in cells})
        for cell in cells:
            if cell.enrolment not in enrolments:
                raise Enrolment.DoesNotExist
            if cell.subject not in subjects:
                raise Subject.DoesNotExist
        return cls(course, scales()[course.scale], slots, enrolments, subjects)

    def read(self, cell: Cell) -> Read | Problem:
        """Return a cell as it is kept, or why it is refused."""
        enrolment = self.enrolments[cell.enrolment]
        level = enrolment.level_in(self.subjects[cell.subject])
        given_on = cell.given_on or self.given_on(enrolment)
        try:
            said = self.scale.read(as_read(cell.text), on_report=self.slots.kind == "report")
        except NotAMark as error:
            return Problem(cell, error.code)
        if said is None:
            return Read(cell, "", "", level, given_on)
        if problem := self.against(enrolment, given_on):
            return Problem(cell, problem)
        if isinstance(said, Given):
            return Read(cell, said.text, "", level, given_on)
        return Read(cell, "", said.value, level, given_on)

    def given_on(self, enrolment: Enrolment) -> date:
        """Return the day of a mark that is entered today: in its half-year, while the person was in the course."""
        ends = (self.slots.half_year.ends_on, self.course.ends_on, enrolment.until_on)
        return min(timezone.localdate(), *(day for day in ends if day))

    def against(self, enrolment: Enrolment, given_on: date) -> str | None:
        """Return what stands against a mark of this half-year."""
        begins = self.slots.half_year.starts_on
        if begins > timezone.localdate():
            return "future"
        if given_on > timezone.localdate():
            return "future"
        latest = max(begins, given_on)
        if self.course.ends_on and latest > self.course.ends_on:
            return "after_course"
        if enrolment.until_on and latest > enrolment.until_on:
            return "after_leaving"
        return "before_enrolment" if given_on < enrolment.from_on else None


def _save(
    actor: Actor, course: Course, slots: Slots, good: Sequence[Read]
) -> dict[tuple[uuid.UUID, uuid.UUID], int]:
    if not good or actor.membership is None:
        return {}
    columns: list[list[Any]] = [
        [uuid7() for _ in good],
        [found.cell.expected for found in good],
        [found.cell.enrolment for found in good],
        [found.cell.subject for found in good],
        [found.level for found in good],
        [found.value for found in good],
        [found.non_mark for found in good],
        [found.given_on for found in good],
        [found.cell.weight for found in good],
    ]
    half = slots.half_year
    what: list[Any] = [half.year, half.half, slots.kind, slots.number, course.scale, actor.membership.pk]
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(SAVE, [*what, *columns])
            return {(enrolment, subject): version for enrolment, subject, version in cursor.fetchall()}
    except IntegrityError as error:
        # The course or somebody's part in it ended while this was typed; asked again, the page says so of each cell.
        raise ValidationError(str(PROBLEMS["after_course"]), code="after_course") from error


def _as_they_are(slots: Slots, cells: Sequence[Cell]) -> list[dict[str, Any]]:
    if not cells:
        return []
    half = slots.half_year
    rows = Mark.objects.filter(
        enrolment__in={cell.enrolment for cell in cells},
        school_year=half.year,
        half=half.half,
        kind=slots.kind,
        number=slots.number,
    ).values(
        *("enrolment_id", "subject_id", "version", "value", "non_mark", "changed_at"),
        *("given_by__user__given_names", "given_by__user__family_name"),
    )
    asked = {cell.place for cell in cells}
    return [row for row in rows if (row["enrolment_id"], row["subject_id"]) in asked]


def _conflict(cell: Cell, row: Mapping[str, Any]) -> Conflict:
    who = f"{row['given_by__user__given_names']} {row['given_by__user__family_name']}".strip()
    return Conflict(cell, row["version"], row["value"], row["non_mark"], who, row["changed_at"])
