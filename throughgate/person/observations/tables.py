"""A sheet as a spreadsheet to download, fill in elsewhere and bring back (see `importing`)."""

from __future__ import annotations

import io

from django.utils.translation import gettext

from throughgate.foundation.spreadsheets.writing import OutColumn, write_xlsx
from throughgate.person.observations.importing.people import row_code
from throughgate.person.observations.queries.grid import Grid


def sheet_workbook(grid: Grid) -> bytes:
    """Return the sheet as XLSX: one row for each person, one column for each competency."""
    columns = [
        OutColumn("row", gettext("Row code"), 11),
        OutColumn("person", gettext("Person"), 32),
        *(OutColumn(column.key, column.name, 20) for column in grid.columns),
    ]
    rows = (
        {
            "row": row_code(row.id),
            "person": str(row.person or ""),
            **{cell.column.key: cell.level for cell in row.cells},
        }
        for row in grid.rows
    )
    file = io.BytesIO()
    write_xlsx(file, columns, rows, sheet=gettext("Sheet"))
    return file.getvalue()
