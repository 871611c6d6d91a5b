"""A sheet as a spreadsheet: to download, fill in elsewhere and bring back; every refused cell is named."""

from __future__ import annotations

import io
import tempfile
import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from throughgate.foundation.tables import Limits, Table, Unreadable, read_table
from throughgate.foundation.tables.model import Column as TableColumn
from throughgate.foundation.tables.model import Row
from throughgate.foundation.tables.writing import OutColumn, write_xlsx
from throughgate.person.observations.actions import Cell
from throughgate.person.observations.queries.grid import Grid, GridRow
from throughgate.person.observations.rules.tables import find_row, read_cell

ROW, PERSON = "row", "person"
MOST_ROWS = 1_000
"""A sheet holds 60 people; a table with far more rows is another table."""

REASONS: Final[dict[str, Promise]] = {
    "outside_scale": _("This level is not on the scale."),
    "not_a_level": _("This is not a level. Write a whole number, or - for “not observed”."),
    "formula": _("This is a formula. Type the level itself."),
    "merged": _("This cell is merged with others. Give each person a cell."),
    "error": _("This is an error of the spreadsheet program."),
    "unknown_row": _("Nobody on this sheet has this row."),
    "same_name": _("Several people on this sheet have this name. Use the code of the row."),
    "twice": _("This person has another row above."),
}


@dataclass(frozen=True)
class RefusedCell:
    """A cell that did not come in: where it stands, what it says, why."""

    place: str
    person: str
    column: str
    text: str
    reason: Promise


@dataclass
class Reading:
    """What a file says about a sheet."""

    cells: list[Cell] = field(default_factory=list)
    refused: list[RefusedCell] = field(default_factory=list)
    ignored: list[str] = field(default_factory=list)
    """Headings of columns that are no competency of this sheet."""


def row_code(row: GridRow) -> str:
    """Return the code of a row: the random end of its key."""
    return row.id.hex[-8:]


def sheet_workbook(grid: Grid) -> bytes:
    """Return the sheet as XLSX: one row for each person, one column for each competency."""
    columns = [
        OutColumn(ROW, gettext("Row"), 11),
        OutColumn(PERSON, gettext("Person"), 32),
        *(OutColumn(column.key, column.name, 20) for column in grid.columns),
    ]
    rows = (
        {
            ROW: row_code(row),
            PERSON: str(row.person or ""),
            **{cell.column.key: cell.level for cell in row.cells},
        }
        for row in grid.rows
    )
    file = io.BytesIO()
    write_xlsx(file, columns, rows, sheet=gettext("Sheet"))
    return file.getvalue()


def read_upload(grid: Grid, pieces: Iterable[bytes]) -> Reading:
    """Read an uploaded table; raise Unreadable. The file is gone when this returns."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "upload"
        with path.open("wb") as file:
            for piece in pieces:
                file.write(piece)
        with read_table(path, limits=Limits(rows=MOST_ROWS)) as table:
            return read_rows(grid, table)


def read_rows(grid: Grid, table: Table) -> Reading:
    """Return the levels that differ from those on the sheet, and every cell that is refused."""
    reading = Reading()
    known = _columns(grid, table.columns)
    places = {name: column for column in table.columns if (name := known.get(column.key))}
    levels = {name: column for name, column in places.items() if name not in (ROW, PERSON)}
    if not levels:
        raise Unreadable("no_table")
    reading.ignored = [
        column.heading for column in table.columns if column.key not in known and column.heading
    ]
    codes = {row_code(row): row for row in grid.rows}
    names: dict[str, list[GridRow]] = defaultdict(list)
    for row in grid.rows:
        names[str(row.person or "").casefold()].append(row)
    seen: set[uuid.UUID] = set()
    for line in table.rows:
        said = {name: line.text(places[name].key) if name in places else "" for name in (ROW, PERSON)}
        found, problem = find_row(said[ROW], said[PERSON], codes, names)
        whose = found if isinstance(found, GridRow) else None
        if whose is not None and whose.id in seen:
            whose, problem = None, "twice"
        _read_line(grid, reading, line, levels, whose, problem, said[PERSON])
        if whose is not None:
            seen.add(whose.id)
    return reading


def _columns(grid: Grid, columns: Iterable[TableColumn]) -> dict[str, str]:
    """Return what each column of the file holds, by its heading in either language."""
    wanted = {
        gettext("Row").casefold(): ROW,
        gettext("Person").casefold(): PERSON,
        "row": ROW,
        "person": PERSON,
    }
    for column in grid.columns:
        for name in (column.name, column.key, *column.other_names):
            wanted[name.casefold()] = column.key
    return {
        column.key: wanted[heading]
        for column in columns
        if (heading := " ".join(column.heading.split()).casefold()) in wanted
    }


def _read_line(
    grid: Grid,
    reading: Reading,
    line: Row,
    levels: Mapping[str, TableColumn],
    whose: GridRow | None,
    problem: str,
    person: str,
) -> None:
    cells = {cell.column.key: cell for cell in whose.cells} if whose else {}
    for name, column in levels.items():
        stands = line.cells.get(column.key)
        if stands is None:
            continue
        said = read_cell(stands.text, stands.marks, grid.scale)
        why = said.refused or (problem if said.is_said else "")
        if why:
            text = stands.text or str(stands.value or "")
            reading.refused.append(
                RefusedCell(f"{column.letter}{line.number}", person, column.heading, text[:60], REASONS[why])
            )
        elif said.is_said and whose is not None and cells[name].level != said.level:
            cell = cells[name]
            reading.cells.append(Cell(whose.id, cell.column.id, cell.version, said.level))
