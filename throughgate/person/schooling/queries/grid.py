"""The marks of a course, persons down and subjects across: one query for the course, one for the people."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from throughgate.ground.acting.actor import Actor
from throughgate.person.schooling.actions.marks import Slots
from throughgate.person.schooling.models import Course, Enrolment, Subject
from throughgate.person.schooling.packs import scales
from throughgate.person.schooling.queries import beside
from throughgate.person.schooling.queries.courses import with_part
from throughgate.person.schooling.queries.roster import Learner, by_name, learners
from throughgate.person.schooling.rules.scales import NotAMark, Scale, average
from throughgate.person.schooling.words import as_read, shown, subject_name


@dataclass
class GridCell:
    """One slot: what stands in it and its version (0: nothing yet), and what is to be said of it."""

    value: str = ""
    non_mark: str = ""
    version: int = 0
    level: str = "none"
    typed: str | None = None
    """What somebody typed and was not saved."""
    said: str = ""
    """Why it was not, or what somebody else entered first."""

    @property
    def opened(self) -> str:
        """Return what stands in the slot, as the page shows it."""
        return shown(self.value, self.non_mark)

    @property
    def text(self) -> str:
        """Return what the field shows."""
        return self.opened if self.typed is None else self.typed


@dataclass(frozen=True)
class GridRow:
    """Somebody in the course, with a cell for each subject."""

    learner: Learner
    cells: Sequence[GridCell]


@dataclass(frozen=True)
class GridColumn:
    """A subject of the course."""

    subject: Subject
    name: str


@dataclass
class Grid:
    """The marks of one kind of one half-year of a course."""

    course: Course
    slots: Slots
    columns: Sequence[GridColumn]
    rows: Sequence[GridRow]

    @cached_property
    def scale(self) -> Scale:
        """Return the scale on which its marks stand."""
        return scales()[self.course.scale]

    def averages(self) -> list[Decimal | None]:
        """Return the mean of each subject, on its own scale; what is no mark is left out."""
        return [
            mean_of(self.scale, (row.cells[number].value for row in self.rows))
            for number in range(len(self.columns))
        ]

    @property
    def missing(self) -> int:
        """Return how many slots are empty."""
        return sum(not cell.version or not cell.opened for row in self.rows for cell in row.cells)


def read(scale: Scale, value: str) -> Any:
    """Return a kept value as a mark; None for what the scale does not know any more."""
    try:
        return scale.read(as_read(value))
    except NotAMark:
        return None


def mean_of(scale: Scale, values: Iterable[str]) -> Decimal | None:
    """Return the mean of kept values; None without any."""
    return average((read(scale, value), 1) for value in values)


def course_grid(actor: Actor, key: uuid.UUID, slots: Slots) -> Grid | None:
    """Return the marks of a course for those who are named in it; None for any other. Two queries."""
    half = slots.half_year
    found: Any = (
        with_part(actor)
        .filter(pk=key)
        .annotate(
            its_subjects=beside.subjects(),
            its_enrolments=beside.enrolments_in(half),
            its_marks=beside.marks_in(slots),
        )
        .first()
    )
    if found is None or not found.part:
        return None
    columns = [
        GridColumn(row, subject_name(row.code, row.name))
        for row in (Subject(course=found, **beside.keyed(one)) for one in found.its_subjects)
    ]
    enrolments = [Enrolment(course=found, **beside.keyed(one)) for one in found.its_enrolments]
    marks = {(one["enrolment"], one["subject"]): one for one in found.its_marks}
    rows = [_row(learner, columns, marks) for learner in by_name(learners(actor, enrolments))]
    return Grid(found, slots, columns, rows)


def _row(
    learner: Learner, columns: Sequence[GridColumn], marks: Mapping[tuple[str, str], Mapping[str, Any]]
) -> GridRow:
    mine = str(learner.enrolment.pk)
    return GridRow(
        learner,
        [
            GridCell(found["value"], found["non_mark"], found["version"], found["level"])
            if (found := marks.get((mine, str(column.subject.pk))))
            else GridCell(level=learner.enrolment.level_in(column.subject))
            for column in columns
        ],
    )
