"""Write tables as CSV and XLSX: the given columns and nothing else, and no cell that anything would run."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import IO, Final

Output = str | int | float | bool | Decimal | dt.date | dt.datetime | dt.time | None

_RUNS: Final = frozenset("=+-@\t\r\n\u2212|%")
_INVISIBLE_CATEGORIES: Final = frozenset({"Cf", "Cc", "Zs", "Zl", "Zp", "Mn", "Cn", "Co"})
_SHEET_NAME: Final = re.compile(r"[\[\]:*?/\\]")
_LONGEST_CELL: Final = 32_767
_ILLEGAL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_NO_MOMENT: Final = dt.datetime(2000, 1, 1)  # noqa: DTZ001 - a file says nothing about when it was made


@dataclass(frozen=True, slots=True)
class OutColumn:
    """A column to write: the key in the rows, the heading, its width in characters."""

    key: str
    heading: str
    width: int = 18


def safe_text(text: str) -> str:
    """Return text that no spreadsheet runs: an apostrophe before what would begin a formula.

    The first letter that counts is found as an attacker hides it: behind invisible characters and spaces,
    or as a wide or small form ("＝") of the plain one.
    """
    text = _ILLEGAL.sub("", text)
    if not text:
        return text
    if text[0] in "\t\r\n":
        return "'" + text
    for letter in text[:200]:
        if unicodedata.category(letter) in _INVISIBLE_CATEGORIES:
            continue
        folded = unicodedata.normalize("NFKC", letter)
        return "'" + text if folded[:1] in _RUNS else text
    return text


def csv_lines(
    columns: Sequence[OutColumn], rows: Iterable[Mapping[str, Output]], *, separator: str = ";"
) -> Iterator[str]:
    """Yield the lines of a CSV file, the first with the mark by which Excel knows UTF-8."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=separator, lineterminator="\r\n", quoting=csv.QUOTE_MINIMAL)

    def line(cells: Iterable[object]) -> str:
        buffer.seek(0)
        buffer.truncate()
        writer.writerow(list(cells))
        return buffer.getvalue()

    yield "\ufeff" + line(safe_text(column.heading) for column in columns)
    for row in rows:
        yield line(_as_text(row.get(column.key)) for column in columns)


def write_csv(
    file: IO[str], columns: Sequence[OutColumn], rows: Iterable[Mapping[str, Output]], *, separator: str = ";"
) -> None:
    """Write CSV to a text file opened with ``newline=""`` and UTF-8."""
    for line in csv_lines(columns, rows, separator=separator):
        file.write(line)


def write_xlsx(
    target: Path | IO[bytes],
    columns: Sequence[OutColumn],
    rows: Iterable[Mapping[str, Output]],
    *,
    sheet: str = "Table",
) -> None:
    """Write one sheet: text typed as text, no formulas, no links, nothing about who made it or when.

    Into a file, rows are written as they come and memory does not grow with them; into memory, no trace of them is
    left in a temporary folder.
    """
    import xlsxwriter

    options = {
        "constant_memory": isinstance(target, Path),
        "in_memory": not isinstance(target, Path),
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "default_date_format": "yyyy-mm-dd",
        "remove_timezone": True,
    }
    book = xlsxwriter.Workbook(target if not isinstance(target, Path) else str(target), options)
    book.set_properties({"author": "", "company": "", "manager": "", "created": _NO_MOMENT})
    page = book.add_worksheet(_SHEET_NAME.sub(" ", safe_text(sheet)).strip("' ")[:31] or "Table")
    text_format = book.add_format({"num_format": "@"})
    heading_format = book.add_format({"bold": True, "num_format": "@", "bottom": 1})
    moment_format = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
    for place, column in enumerate(columns):
        page.set_column(place, place, column.width)
        page.write_string(0, place, safe_text(column.heading)[:_LONGEST_CELL], heading_format)
    page.freeze_panes(1, 0)
    for number, row in enumerate(rows, 1):
        for place, column in enumerate(columns):
            value = row.get(column.key)
            if value is None or value == "":
                continue
            if isinstance(value, dt.datetime):
                page.write_datetime(number, place, value, moment_format)
            elif isinstance(value, dt.date) and value.year >= 1900:
                page.write_datetime(number, place, value)
            elif isinstance(value, (int, float, Decimal)) and _fits(value):
                page.write_number(number, place, value)
            else:
                page.write_string(number, place, _as_text(value)[:_LONGEST_CELL], text_format)
    book.close()


def _fits(number: float | Decimal) -> bool:
    """Tell whether a spreadsheet holds the number exactly and as a number."""
    return not isinstance(number, bool) and abs(float(number)) < 1e15


def _as_text(value: Output) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return safe_text(value)
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, (dt.date, dt.time)):
        return value.isoformat(" ", "minutes") if isinstance(value, dt.datetime) else value.isoformat()
    return str(value)  # a number: a leading minus is its own
