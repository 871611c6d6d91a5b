"""Dress the same rows as partners send them: other programs, encodings, separators, headings, and everything around."""

from __future__ import annotations

import csv
import datetime as dt
import io
import random
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import xlsxwriter

Value = Any


@dataclass(frozen=True)
class Formula:
    """A cell with a formula and its stored result."""

    text: str
    result: str | int | float


@dataclass(frozen=True)
class Dress:
    """How a list is sent."""

    name: str
    form: str = "csv"
    encoding: str = "utf-8-sig"
    separator: str = ";"
    line_end: str = "\r\n"
    quoted: bool = False
    title: int = 1
    """Lines above the headings."""
    language: int = 0
    """Which heading of each field: any number."""
    shuffled: bool = False
    two_lines: str = ""
    """"group": a line of group headings above; "merged": all headings above, those of a group below."""
    sums: bool = False
    sections: bool = False
    repeated: bool = False
    gaps: bool = False
    footer: bool = False
    cut: bool = False
    """The program does not write empty cells at the end of a row."""

    @property
    def is_text(self) -> bool:
        """Say whether it has no typed cells."""
        return self.form == "csv"

    def holds(self, text: str) -> bool:
        """Say whether the encoding holds all letters."""
        if not self.is_text:
            return True
        return text.encode(self.encoding, "replace").decode(self.encoding) == text


@dataclass
class Sheet:
    """Rows of plain values, and where the data rows stand."""

    rows: list[list[Value]]
    numbers: list[int]
    merged: list[tuple[int, int, int, int]]

    def alone(self, text: str, width: int, *, merged: bool = False) -> None:
        """Add a row with one text."""
        if merged and text:
            self.merged.append((len(self.rows), 0, len(self.rows), min(6, width - 1)))
        self.rows.append([text, *[""] * (width - 1)])

    def head(
        self,
        dress: Dress,
        columns: Sequence[str],
        names: Mapping[str, str],
        groups: Mapping[str, tuple[str, str]],
    ) -> None:
        """Add the row or the two rows of headings."""
        if not (dress.two_lines and groups):
            self.rows.append([names[field] for field in columns])
            return
        top, above = len(self.rows), dress.two_lines == "merged"
        upper = [names[field] if above and field not in groups else "" for field in columns]
        lower = [groups[field][1] if field in groups else "" if above else names[field] for field in columns]
        if above:
            self.merged += [(top, at, top + 1, at) for at, field in enumerate(columns) if field not in groups]
        first = min(columns.index(field) for field in groups)
        upper[first] = groups[columns[first]][0]
        self.merged.append((top, first, top, first + len(groups) - 1))
        self.rows += [upper, lower]


def lay_out(
    dress: Dress,
    headings: Mapping[str, Sequence[str]],
    groups: Mapping[str, tuple[str, str]],
    rows: Sequence[Mapping[str, Value]],
    remarks: Sequence[tuple[str, str]],
) -> Sheet:
    """Put rows under their headings; `groups`: field → heading of its group and heading within it.

    A row may have `_short` (cells that are lacking at its end) or `_long` (one too many).
    """
    chance = random.Random(dress.name)
    fields = list(headings)
    if dress.shuffled:
        chance.shuffle(fields)
        if dress.two_lines:
            # A group stands together.
            fields = [field for field in fields if field not in groups] + list(groups)
    names = {field: every[dress.language % len(every)] for field, every in headings.items()}
    names |= {f"_{number}": heading for number, (heading, _) in enumerate(remarks)}
    columns = [*fields, *(f"_{number}" for number in range(len(remarks)))]
    sheet = Sheet([], [], [])
    titles = ["Liste der Übergangsstelle", "Stand: 21.11.2026, bitte vertraulich behandeln", ""]
    for number in range(dress.title):
        sheet.alone(titles[number % 3], len(columns), merged=number == 0)
    sheet.head(dress, columns, names, groups)
    heading = sheet.rows[-1]
    for place, row in enumerate(rows):
        if dress.sections and place % 11 == 0:
            sheet.alone(f"Abteilung {'ABCDEFGH'[place // 11 % 8]}", len(columns), merged=place % 2 == 0)
        if dress.repeated and place and place % 13 == 0:
            sheet.rows.append(list(heading))
        if dress.gaps and place % 9 == 4:
            sheet.alone("", len(columns))
        said = {f"_{number}": text if place % 3 else "" for number, (_, text) in enumerate(remarks)}
        cells = [(row | said).get(field, "") for field in columns]  # type: ignore[operator]
        cells = cells[: -row["_short"]] if row.get("_short") else cells
        sheet.rows.append([*cells, "", "zu viel"] if row.get("_long") else cells)
        sheet.numbers.append(len(sheet.rows))
    if dress.sums:
        sheet.rows.append(["Summe", len(rows), *[""] * (len(columns) - 2)])
    if dress.footer:
        sheet.alone("", len(columns))
        sheet.alone("Erstellt am 21.11.2026 durch die Vollzugsgeschäftsstelle", len(columns))
    return sheet


def write(folder: Path, dress: Dress, sheet: Sheet) -> Path:
    """Write the file."""
    path = folder / f"liste.{dress.form}"
    {"csv": _write_text, "xlsx": _write_xlsx, "ods": _write_ods}[dress.form](path, dress, sheet)
    return path


def _as_text(value: Value) -> str:
    if isinstance(value, Formula):
        return str(value.result)
    if isinstance(value, dt.date):
        return f"{value.day:02d}.{value.month:02d}.{value.year}"
    if isinstance(value, float):
        return str(value).replace(".", ",")
    return str(value)


def _write_text(path: Path, dress: Dress, sheet: Sheet) -> None:
    file = io.StringIO()
    quoting = csv.QUOTE_ALL if dress.quoted else csv.QUOTE_MINIMAL
    writer = csv.writer(file, delimiter=dress.separator, lineterminator=dress.line_end, quoting=quoting)
    for row in sheet.rows:
        cells = [_as_text(value) for value in row]
        if dress.cut:
            while cells and not cells[-1]:
                cells.pop()
        writer.writerow(cells)
    # What the encoding cannot hold becomes a question mark, as programs do it.
    path.write_bytes(file.getvalue().encode(dress.encoding, "replace"))


def _write_xlsx(path: Path, dress: Dress, sheet: Sheet) -> None:
    with xlsxwriter.Workbook(str(path)) as book:
        page = book.add_worksheet("Liste")
        day = book.add_format({"num_format": "dd.mm.yyyy"})
        for number, row in enumerate(sheet.rows):
            for place, value in enumerate(row):
                if isinstance(value, Formula):
                    page.write_formula(number, place, value.text, None, value.result)
                elif isinstance(value, dt.date):
                    page.write_datetime(number, place, value, day)
                elif isinstance(value, str):
                    if value:
                        page.write_string(number, place, value)
                else:
                    page.write(number, place, value)
        for top, left, bottom, right in sheet.merged:
            if (top, left) != (bottom, right):
                page.merge_range(top, left, bottom, right, sheet.rows[top][left])


_ODS_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?><office:document-content '
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.2">'
    '<office:body><office:spreadsheet><table:table table:name="Liste">'
)
_ODS_END = "</table:table></office:spreadsheet></office:body></office:document-content>"
_ODS_MANIFEST = (
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.2">'
    '<manifest:file-entry manifest:full-path="/" '
    'manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
)


def _write_ods(path: Path, dress: Dress, sheet: Sheet) -> None:
    spans = {(top, left): (bottom, right) for top, left, bottom, right in sheet.merged}
    covered = {
        (row, column)
        for (top, left), (bottom, right) in spans.items()
        for row in range(top, bottom + 1)
        for column in range(left, right + 1)
    } - set(spans)
    parts = [_ODS_HEAD]
    for number, row in enumerate(sheet.rows):
        cells = []
        for place, value in enumerate(row):
            about = ""
            if (number, place) in covered:
                cells.append("<table:covered-table-cell/>")
                continue
            if (number, place) in spans:
                bottom, right = spans[number, place]
                about = (
                    f' table:number-rows-spanned="{bottom - number + 1}"'
                    f' table:number-columns-spanned="{right - place + 1}"'
                )
            cells.append(_ods_cell(value, about))
        parts.append(f"<table:table-row>{''.join(cells)}</table:table-row>")
    parts.append(_ODS_END)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet", zipfile.ZIP_STORED)
        archive.writestr("content.xml", "".join(parts))
        archive.writestr("META-INF/manifest.xml", _ODS_MANIFEST)


def _ods_cell(value: Value, about: str) -> str:
    if isinstance(value, Formula):
        about += f' table:formula="of:{escape(value.text, {chr(34): "&quot;"})}"'
        value = value.result
    if isinstance(value, dt.date):
        return (
            f'<table:table-cell office:value-type="date" office:date-value="{value.isoformat()}"{about}>'
            f"<text:p>{_as_text(value)}</text:p></table:table-cell>"
        )
    if isinstance(value, (int, float)):
        return (
            f'<table:table-cell office:value-type="float" office:value="{value}"{about}>'
            f"<text:p>{_as_text(value)}</text:p></table:table-cell>"
        )
    if value == "":
        return f"<table:table-cell{about}/>"
    lines = "".join(f"<text:p>{escape(line)}</text:p>" for line in value.split("\n"))
    return f'<table:table-cell office:value-type="string"{about}>{lines}</table:table-cell>'


TEXTS = [
    Dress("utf-8 with mark, semicolons, sum", sums=True),
    Dress("utf-8 without mark, commas", encoding="utf-8", separator=",", line_end="\n", language=1, title=0),
    Dress("utf-16 little-endian, tabs", encoding="utf-16", separator="\t", language=2, shuffled=True),
    Dress("utf-16 big-endian without mark", encoding="utf-16-be", title=2, language=3, footer=True),
    Dress("utf-16 le without mark, commas", encoding="utf-16-le", separator=",", quoted=True, language=4),
    Dress("cp1252, semicolons, sections", encoding="cp1252", sections=True, sums=True, language=5),
    Dress("central Europe, bars", encoding="iso8859-2", separator="|", language=6, gaps=True, title=3),
    Dress(
        "Turkish, semicolons, headings again", encoding="iso8859-9", repeated=True, language=7, shuffled=True
    ),
    Dress(
        "cp1252, tabs, all quoted", encoding="cp1252", separator="\t", quoted=True, language=8, footer=True
    ),
    Dress("old Macintosh ends of lines", encoding="utf-8", line_end="\r", quoted=True, language=9),
    Dress("two lines of headings", two_lines="group", language=0, sums=True, gaps=True),
    Dress("headings above, those of a group below", two_lines="merged", language=1, shuffled=True),
    Dress("letters lost everywhere", encoding="ascii", language=0, sums=True),
    Dress("nothing written at the end of rows", cut=True, language=10, sections=True),
]
BOOKS = [
    Dress("workbook", form="xlsx", title=2, sums=True),
    Dress("workbook, moved, English", form="xlsx", title=0, language=1, shuffled=True, repeated=True),
    Dress(
        "workbook, group headings merged", form="xlsx", two_lines="merged", language=2, gaps=True, footer=True
    ),
    Dress("workbook, group headings", form="xlsx", two_lines="group", language=3, sections=True, title=3),
    Dress("open document", form="ods", title=1, language=4, sums=True),
    Dress(
        "open document, groups merged", form="ods", two_lines="merged", language=5, shuffled=True, gaps=True
    ),
]
DRESSES = [*TEXTS, *BOOKS]
