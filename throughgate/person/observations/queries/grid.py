"""A sheet with everything on it: one query for the sheet, one for the people."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Exists, Func, JSONField, OuterRef, Value

from throughgate.ground.acting.actor import Actor
from throughgate.person.observations.models import Sheet, Typist
from throughgate.person.observations.queries.frameworks import Column, columns, competencies_beside
from throughgate.person.observations.queries.training import IsTrained
from throughgate.person.observations.rules.scales import Scale
from throughgate.person.people.models import Person


@dataclass
class GridCell:
    """One cell: its name in the form (line:competency), its level and version, and what somebody else set meanwhile."""

    name: str
    column: Column
    level: int | None
    version: int
    opened: int | None = None
    """The level that goes with the version; `level` may be what was typed over it."""
    note: str = ""
    note_version: int = 0
    theirs: str | None = None
    """The level as somebody else set it, in words, where both changed it."""


@dataclass
class GridRow:
    """One person of the sheet; no person where they left the organisation."""

    id: uuid.UUID
    person_id: uuid.UUID
    person: Person | None
    cells: list[GridCell] = field(default_factory=list)


@dataclass
class Grid:
    """A sheet as its observer works on it."""

    sheet: Sheet
    columns: list[Column]
    rows: list[GridRow]
    is_trained: bool
    is_own: bool

    @property
    def scale(self) -> Scale:
        """Return the scale of the sheet."""
        return self.sheet.framework_version.scale

    @property
    def cells(self) -> list[GridCell]:
        """Return all cells, row by row."""
        return [cell for row in self.rows for cell in row.cells]

    @property
    def noted(self) -> list[GridCell]:
        """Return the cells that have a note."""
        return [cell for cell in self.cells if cell.note_version]

    @property
    def names(self) -> dict[object, str]:
        """Return the people's names by key."""
        return {row.person_id: str(row.person) for row in self.rows if row.person}

    @property
    def set_count(self) -> int:
        """Return how many levels are set."""
        return sum(cell.level is not None for cell in self.cells)


def scale_of(key: uuid.UUID) -> Scale:
    """Return the scale of a sheet; raise Sheet.DoesNotExist. One query."""
    lowest, highest = Sheet.objects.values_list(
        "framework_version__lowest", "framework_version__highest"
    ).get(pk=key)
    return Scale(lowest, highest)


class LinesOfSheet(Func):
    """Everybody on a sheet, in order: [line, person, levels, notes], both by competency as [version, value]."""

    function = "gate.lines_of_sheet"
    output_field: Any = JSONField()


def sheet_of(actor: Actor, key: uuid.UUID) -> Any:
    """Return one's own sheet, or a draft opened by its code, naming none of its people; None for any other. One query."""
    return _sheet(actor, key, Sheet.objects.all())


def sheet_grid(actor: Actor, key: uuid.UUID) -> Grid | None:
    """Return such a sheet with its people and cells. Two queries."""
    sheet = _sheet(
        actor,
        key,
        Sheet.objects.annotate(
            all_competencies=competencies_beside("framework_version"), all_lines=LinesOfSheet("pk")
        ),
    )
    if sheet is None or actor.membership is None:
        return None
    is_own = sheet.observer_id == actor.membership.pk
    chosen = columns(sheet.all_competencies, sheet.competencies, setting=sheet.setting)
    return Grid(sheet, chosen, _rows(actor, sheet, chosen), sheet.is_trained, is_own)


def _sheet(actor: Actor, key: uuid.UUID, sheets: Any) -> Any:
    if actor.membership is None or not actor.may("write", "sheet"):
        return None
    sheet = (
        sheets.filter(pk=key)
        .select_related("framework_version", "observer__user")
        .annotate(
            is_trained=IsTrained(Value(actor.membership.pk)),
            is_typed=Exists(Typist.objects.filter(sheet=OuterRef("pk"), membership=actor.membership)),
        )
        .first()
    )
    if sheet is None:
        return None
    is_own = sheet.observer_id == actor.membership.pk
    return sheet if is_own or (sheet.is_typed and sheet.state == "draft") else None


def _rows(actor: Actor, sheet: Any, chosen: list[Column]) -> list[GridRow]:
    lines = sheet.all_lines or []
    keys = [person for _line, person, _levels, _notes in lines]
    people = Person.objects.visible_to(actor).filter(pk__in=keys).in_bulk() if keys else {}
    of_columns = [(column, str(column.id)) for column in chosen]
    rows = []
    for line, key, levels, notes in lines:
        person = uuid.UUID(key)
        cells = [_cell(line, column, levels.get(of), notes.get(of)) for column, of in of_columns]
        rows.append(GridRow(uuid.UUID(line), person, people.get(person), cells))
    return rows


def _cell(
    line: str, column: Column, rating: tuple[int, int | None] | None, noted: tuple[int, str] | None
) -> GridCell:
    version, level = rating or (0, None)
    note_version, note = noted or (0, "")
    return GridCell(
        name=f"{line}:{column.key}",
        column=column,
        level=level,
        opened=level,
        version=version,
        note=note,
        note_version=note_version,
    )
