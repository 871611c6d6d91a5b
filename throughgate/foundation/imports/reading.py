"""Open the table of an import as somebody corrected it, and turn its rows into fields."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from typing import Any

from throughgate.foundation.imports import storage
from throughgate.foundation.imports.encrypted_file import Broken
from throughgate.foundation.imports.kinds import Given, ImportField, hashed, kinds
from throughgate.foundation.imports.models import Import
from throughgate.foundation.spreadsheets import (
    Column,
    ColumnMap,
    Described,
    Limits,
    Mark,
    Table,
    Unreadable,
    guess_mapping,
    read_table,
)
from throughgate.foundation.spreadsheets.headings import why_never
from throughgate.foundation.spreadsheets.model import EMPTY, Row, column_letter

LIMITS = Limits()
CORRECTIONS = ("encoding", "separator", "sheet", "header_row")
USUALLY_WHOLE = 10
"""One short row in so many first ones is odd; more are the habit of a program."""


def open_table(job: Import, fields: Sequence[ImportField]) -> Table:
    """Open the file of an import; raise Unreadable."""
    return open_file(storage.file_of(job.file_key), fields, job.reading, kinds()[job.kind].described)


def open_file(
    path: Any,
    fields: Sequence[ImportField],
    corrections: Mapping[str, Any],
    described: Described | None = None,
) -> Table:
    """Open a file; raise Unreadable."""
    said = {name: corrections.get(name) for name in CORRECTIONS if corrections.get(name) not in (None, "")}
    try:
        return read_table(
            path, fields=[f.for_guessing for f in fields], limits=LIMITS, described=described, **said
        )
    except Broken as error:
        raise Unreadable("damaged") from error


def guess(
    table: Table, fields: Sequence[ImportField], remembered: Mapping[str, str | None] | None = None
) -> ColumnMap:
    """Return the guessed field of each column."""
    return guess_mapping(table.columns, table.sample, [f.for_guessing for f in fields], remembered)


def source_key(columns: Sequence[Column]) -> str:
    """Return what a source is known by: its headings, in whatever order they stand."""
    return hashlib.sha256("\n".join(sorted(column.key for column in columns)).encode()).hexdigest()[:32]


class Reader:
    """Turn rows into fields, by a mapping of columns.

    Columns that were left out are dropped here, and those that are never stored whatever the mapping says.
    """

    def __init__(self, table: Table, mapping: Mapping[str, str | None], kind: str) -> None:
        self._kind = kind
        self._used = [
            (column.key, field, column.index)
            for column in table.columns
            if (field := mapping.get(column.key)) and not why_never(column, table.sample)
        ]
        self._sorted = [(field, f"{field}\x1e") for field in sorted(field for _, field, _ in self._used)]
        self._letters = {field: column_letter(place) for _, field, place in self._used}
        short = sum(Mark.SHORT in row.marks for row in table.sample)
        self._day_first = frozenset(
            field for key, field, _ in self._used if writes_day_first([row.text(key) for row in table.sample])
        )
        # Some programs never write the empty cells at the end of a row: then a short row says nothing.
        self._short_is_odd = short * USUALLY_WHOLE <= len(table.sample)

    def given(self, row: Row) -> Given:
        """Return one row."""
        cells = {field: row.cells.get(key) or EMPTY for key, field, _ in self._used}
        missing: frozenset[str] = frozenset()
        if Mark.SHORT in row.marks and self._short_is_odd:
            # The reader fills a short row up at its end.
            last = max((place for _, field, place in self._used if cells[field].text), default=-1)
            missing = frozenset(field for _, field, place in self._used if place > last)
        said = [begin + cells[field].text for field, begin in self._sorted]
        return Given(
            row.index,
            row.number,
            cells,
            row.marks,
            missing,
            day_first=self._day_first,
            fingerprint=hashed(self._kind, *said),
            section=row.section,
            letters=self._letters,
        )


_TWO_NUMBERS = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-](?:\d{4}|\d{2})")
LEAST_SURE = 3
"""So many dates that can only be read one way say how the whole column is written."""


def writes_day_first(texts: Sequence[str]) -> bool:
    """Say whether a column like 05/03/1990 surely has the day first: others in it are like 25/12/1990, none like 12/25."""
    found = [(int(pair[1]), int(pair[2])) for text in texts if (pair := _TWO_NUMBERS.fullmatch(text))]
    day_first = sum(first > 12 >= second for first, second in found)
    month_first = sum(second > 12 >= first for first, second in found)
    return day_first >= LEAST_SURE and month_first * 20 <= day_first
