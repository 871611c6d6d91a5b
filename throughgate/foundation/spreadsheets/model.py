"""What a table is once it has been read: cells, rows, columns, and everything that was left out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple, Self

Value = str | int | float | bool | dt.date | dt.datetime | dt.time | None


class Mark(StrEnum):
    """Something a person should know about a cell or a row; the words are in ``words.py``."""

    # Cells
    FORMULA = "formula"  # a formula in a sheet; the stored result is used
    NO_RESULT = "no_result"  # a formula without a stored result
    FORMULA_TEXT = "formula_text"  # text that a spreadsheet would run ("=HYPERLINK(...)"); kept as text
    ERROR = "error"  # #NV, #REF!; no text, the error is kept as the value
    MERGED = "merged"  # the value of a merged cell, also for the rows below its first
    IMPRECISE = "imprecise"  # a number with more digits than a spreadsheet can hold
    GUESSED_LETTERS = "guessed_letters"  # bytes that do not fit the encoding of the file
    GARBLED = "garbled"  # letters that went through a wrong encoding were repaired
    CONTROL = "control"  # characters that cannot be seen (NUL, direction, ...) were taken out
    CUT = "cut"  # more than 32,767 characters
    # Rows
    SHORT = "short"  # fewer cells than headings; the missing ones are empty
    LONG = "long"  # filled cells beyond the last heading; see ``Row.surplus``
    SPARSE = "sparse"  # one filled cell only
    STRAY_QUOTE = "stray_quote"  # a quotation mark that opens and never closes
    JOINED = "joined"  # a line break inside a cell without quotation marks was repaired
    HIDDEN = "hidden"  # a hidden row of the sheet
    BROKEN = "broken"  # a part of the file that cannot be read; its beginning stands in the first cell


class Skip(StrEnum):
    """Why a row of the source is no data; the words are in ``words.py``."""

    TITLE = "title"
    HEADER = "header"
    REPEATED_HEADER = "repeated_header"
    EMPTY = "empty"
    SUM = "sum"
    SECTION = "section"
    FOOTER = "footer"
    RULE = "rule"  # a line of dashes
    SEPARATOR = "separator"  # "sep=;" for Excel


NO_MARKS: frozenset[Mark] = frozenset()


class Cell(NamedTuple):
    """One cell: its text as a person would type it, the typed value of the sheet, and its marks."""

    text: str
    value: Value = None
    marks: frozenset[Mark] = NO_MARKS


EMPTY = Cell("", None)


class RawRow(NamedTuple):
    """A row as it stands in the source, before anybody knows which column is which.

    ``number`` is the row as a spreadsheet shows it (1-based): line breaks inside cells do not count, empty rows
    do. ``marks`` belong to the row.
    """

    number: int
    cells: list[Cell]
    marks: frozenset[Mark] = NO_MARKS


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the table.

    ``key`` is made from the heading ("geb-dat"; "bem-2" for the second "Bem."; "column-q" without
    heading) and stays the same when columns move. ``letter`` is its place in a spreadsheet.
    """

    key: str
    heading: str
    index: int
    hidden: bool = False

    @property
    def letter(self) -> str:
        """Return the name of the column in a spreadsheet: 0 is "A"."""
        return column_letter(self.index)


@dataclass(slots=True)
class Row:
    """One data row: ``number`` as seen in the source, ``index`` counts data rows from 1.

    ``surplus`` holds the filled cells beyond the last heading, ``section`` the last line like
    "Abteilung B" above it.
    """

    number: int
    index: int
    cells: dict[str, Cell]
    marks: frozenset[Mark] = NO_MARKS
    surplus: tuple[str, ...] = ()
    section: str = ""

    def text(self, key: str) -> str:
        """Return the text of a column, "" if there is no such column."""
        cell = self.cells.get(key)
        return cell.text if cell else ""


class Skipped(NamedTuple):
    """Rows ``first`` to ``last`` of the source were not read as data."""

    first: int
    last: int
    reason: Skip
    text: str = ""


@dataclass(frozen=True, slots=True)
class OtherSheet:
    """A sheet of the same file that was not read. ``rows`` is None for hidden ones: never opened.

    ``alike``: it has the headings of the one that was read, so it is likely to hold more of the same list.
    """

    name: str
    rows: int | None
    hidden: bool = False
    alike: bool = False


@dataclass(frozen=True, slots=True)
class Source:
    """How the file was understood, so that it can be shown and corrected."""

    kind: str  # csv, xlsx, xlsb, xls, ods, json-ld
    encoding: str = ""
    encoding_sure: bool = True
    separator: str = ""
    sheet: str = ""
    other_sheets: tuple[OtherSheet, ...] = ()
    formulas_seen: bool = True  # False where the format hides them from the reader (XLS, XLSB)


@dataclass(slots=True)
class Table:
    """A table whose rows are read while they are asked for. Use as a context manager.

    ``skipped`` is complete once ``rows`` is exhausted. ``sample`` holds the first data rows (without
    consuming them) for guessing the mapping. ``header_row`` is None for a table without headings. ``width``: cells
    in the row of headings, also where the last ones are empty and no columns of the table.
    """

    source: Source
    columns: tuple[Column, ...]
    header_row: int | None
    title: tuple[str, ...]
    sample: tuple[Row, ...]
    rows: Iterator[Row]
    skipped: list[Skipped] = field(default_factory=list)
    share_read: Callable[[], float] = lambda: 0.0
    close: Callable[[], None] = lambda: None
    width: int = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def column_letter(index: int) -> str:
    """Return the spreadsheet name of the column at a 0-based place: 0 "A", 25 "Z", 26 "AA"."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
