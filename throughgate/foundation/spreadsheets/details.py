"""What the sheet reader does not tell: formulas, errors, hidden rows and columns, spans in ODS.

Runs in the child process, beside the rows and in step with them, so that memory stays flat; only when a
first look (``limits.check_archive``) found anything of the kind in the sheet.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final
from xml.parsers import expat

_CHUNK: Final = 64 * 1024
_MOST_DIRECTORY: Final = 4 * 1024 * 1024
_REFERENCE: Final = re.compile(r"([A-Z]{1,3})([0-9]+)")


@dataclass(slots=True)
class Notes:
    """What is to be said about one row: 1-based number, 0-based columns; ``spans`` are (rows, columns)."""

    number: int
    hidden: bool = False
    formulas: set[int] = field(default_factory=set)
    errors: dict[int, str] = field(default_factory=dict)
    spans: dict[int, tuple[int, int]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.hidden or self.formulas or self.errors or self.spans)


def sheet_parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """Return the part of an XLSX file in which each sheet is kept, by the name of the sheet."""
    targets: dict[str, str] = {}
    sheets: list[tuple[str, str]] = []

    def relation(name: str, given: dict[str, str]) -> None:
        if name == "Relationship":
            target = given.get("Target", "")
            targets[given.get("Id", "")] = posixpath.normpath(posixpath.join("xl", target)).lstrip("/")

    def sheet(name: str, given: dict[str, str]) -> None:
        if name == "sheet":
            ids = [value for key, value in given.items() if key == "id" or key.endswith(":id")]
            sheets.append((given.get("name", ""), ids[0] if ids else ""))

    _parse_small(archive, "xl/_rels/workbook.xml.rels", relation)
    _parse_small(archive, "xl/workbook.xml", sheet)
    return {name: targets[key] for name, key in sheets if key in targets}


def _parse_small(archive: zipfile.ZipFile, part: str, on_start: Any) -> None:
    parser = expat.ParserCreate()
    parser.StartElementHandler = lambda name, given: on_start(name.rpartition(":")[2], given)
    with archive.open(part) as file:
        parser.Parse(file.read(_MOST_DIRECTORY), True)


def xlsx_notes(archive: zipfile.ZipFile, part: str, hidden_columns: set[int]) -> Iterator[Notes]:
    """Yield the notes of an XLSX sheet row by row; ``hidden_columns`` is filled before the first."""
    return _stream(archive, part, _XlsxHandler(hidden_columns))


def ods_notes(archive: zipfile.ZipFile, sheet: str) -> Iterator[Notes]:
    """Yield the notes of an ODS sheet row by row."""
    return _stream(archive, "content.xml", _OdsHandler(sheet))


class _Handler:
    def __init__(self) -> None:
        self.ready: list[Notes] = []

    def start(self, name: str, given: dict[str, str]) -> None:
        raise NotImplementedError

    def end(self, name: str) -> None:
        raise NotImplementedError

    def text(self, text: str) -> None:
        """Take text; most formats need none."""


def _stream(archive: zipfile.ZipFile, part: str, handler: _Handler) -> Iterator[Notes]:
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = handler.start
    parser.EndElementHandler = handler.end
    parser.CharacterDataHandler = handler.text
    with archive.open(part) as file:
        while piece := file.read(_CHUNK):
            parser.Parse(piece, False)
            if handler.ready:
                yield from handler.ready
                handler.ready.clear()


class _XlsxHandler(_Handler):
    def __init__(self, hidden_columns: set[int]) -> None:
        super().__init__()
        self._hidden_columns = hidden_columns
        self._row = Notes(0)
        self._column = -1
        self._error = self._in_value = False
        self._text = ""

    def start(self, name: str, given: dict[str, str]) -> None:
        name = name.rpartition(":")[2]
        if name == "c":
            reference = _REFERENCE.fullmatch(given.get("r", ""))
            self._column = _column_index(reference[1]) if reference else self._column + 1
            self._error = given.get("t") == "e"
            self._text = ""
        elif name == "f":
            self._row.formulas.add(self._column)
        elif name == "v":
            self._in_value = self._error
        elif name == "row":
            number = given.get("r", "")
            hidden = given.get("hidden") in {"1", "true"}
            self._row = Notes(int(number) if number.isdigit() else self._row.number + 1, hidden)
            self._column = -1
        elif name == "col" and given.get("hidden") in {"1", "true"}:
            first, last = int(given.get("min", "1")), min(int(given.get("max", "1")), 16_384)
            self._hidden_columns.update(range(first - 1, last))

    def end(self, name: str) -> None:
        name = name.rpartition(":")[2]
        if name == "c" and self._error:
            self._row.errors[self._column] = self._text[:40] or "#?"
            self._error = False
        elif name == "v":
            self._in_value = False
        elif name == "row" and self._row:
            self.ready.append(self._row)

    def text(self, text: str) -> None:
        if self._in_value:
            self._text += text


class _OdsHandler(_Handler):
    def __init__(self, sheet: str) -> None:
        super().__init__()
        self._sheet = sheet
        self._inside = False
        self._row = Notes(0)
        self._next = 1
        self._repeat = 1
        self._column = 0

    def start(self, name: str, given: dict[str, str]) -> None:
        if name == "table:table":
            self._inside = given.get("table:name") == self._sheet
            self._next = 1
        elif not self._inside:
            return
        elif name == "table:table-row":
            self._repeat = int(given.get("table:number-rows-repeated", "1"))
            self._row = Notes(self._next, given.get("table:visibility") in {"collapse", "filter"})
            self._column = 0
        elif name in {"table:table-cell", "table:covered-table-cell"}:
            if "table:formula" in given:
                self._row.formulas.add(self._column)
            rows = int(given.get("table:number-rows-spanned", "1"))
            columns = int(given.get("table:number-columns-spanned", "1"))
            if rows > 1 or columns > 1:
                self._row.spans[self._column] = rows, columns
            self._column += int(given.get("table:number-columns-repeated", "1"))

    def end(self, name: str) -> None:
        if name == "table:table":
            self._inside = False
        elif name == "table:table-row" and self._inside:
            self._next += self._repeat
            if self._row:
                for extra in range(min(self._repeat, 1000)):
                    self.ready.append(
                        Notes(
                            self._row.number + extra,
                            self._row.hidden,
                            self._row.formulas,
                            {},
                            self._row.spans,
                        )
                    )


def _column_index(letters: str) -> int:
    index = 0
    for letter in letters:
        index = index * 26 + ord(letter) - 64
    return index - 1
