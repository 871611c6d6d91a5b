"""Read a workbook in a process of its own, bounded in memory and time, and send its rows as JSON lines.

Run as ``python -m throughgate.foundation.spreadsheets.child PATH KIND LIMITS`` by ``process``. It writes what the
visible sheets hold, waits for the name of one, and writes its rows. A hidden sheet is never opened.
"""

from __future__ import annotations

import datetime as dt
import itertools
import json
import math
import re
import resource
import sys
import zipfile
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import Any, Final

from .details import Notes, ods_notes, sheet_parts, xlsx_notes
from .limits import Findings, Limits, Unreadable, check_archive

SAMPLE_ROWS: Final = 80
_USUAL_PARTS: Final = {"xl/workbook.xml", "xl/_rels/workbook.xml.rels"}
_LENGTH: Final = re.compile(r"PT(\d{1,5})H(\d{1,2})M(\d{1,2})(?:[.,]\d+)?S")
_BATCH_ROWS: Final = 200
_BATCH_CELLS: Final = 10_000
_LONGEST_TEXT: Final = 40_000  # a spreadsheet holds 32,767; the parent cuts and marks


def main() -> None:
    """Bound this process, then read; every failure is told as a code."""
    path, kind, limits = Path(sys.argv[1]), sys.argv[2], Limits(**json.loads(sys.argv[3]))
    _bound(limits)
    try:
        _read(path, kind, limits)
    except Unreadable as error:
        _send({"error": error.code, "detail": error.detail})
    except MemoryError:
        _send({"error": "too_much_memory"})
    except BrokenPipeError:
        sys.exit(1)
    except BaseException as error:  # noqa: BLE001 - a panic inside the reader is no Exception
        name, text = type(error).__name__, str(error).lower()
        if name == "PasswordError" or "password" in text:
            code = "password"
        elif "capacity overflow" in text or "memory" in text:
            code = "too_much_memory"
        else:
            code = "damaged"
        _send({"error": code})


def _bound(limits: Limits) -> None:
    for what, most in (
        (resource.RLIMIT_AS, limits.child_memory),
        (resource.RLIMIT_CPU, limits.child_cpu_seconds),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, 32),
    ):
        resource.setrlimit(what, (most, most))


def _send(message: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(message, ensure_ascii=True, separators=(",", ":")) + "\n")
    sys.stdout.flush()


def _read(path: Path, kind: str, limits: Limits) -> None:
    import python_calamine as calamine

    findings = check_archive(path, limits) if kind != "xls" else Findings()
    book = calamine.CalamineWorkbook.from_path(str(path))
    sheets: list[dict[str, Any]] = []
    sheet, loaded = None, ""
    for about in book.sheets_metadata:
        if about.typ != calamine.SheetTypeEnum.WorkSheet:
            continue
        if about.visible != calamine.SheetVisibleEnum.Visible:
            sheets.append({"name": about.name, "hidden": True})
            continue
        sheet, loaded = None, about.name  # never two sheets in memory
        sheet = book.get_sheet_by_name(about.name)
        reader = SheetReader(path, kind, about.name, sheet, findings, limits)
        rows = reader.rows()
        sample = list(itertools.islice(rows, SAMPLE_ROWS))
        rows.close()
        height = sheet.height if sheet.start else 0
        hidden_columns = sorted(reader.hidden_columns)
        sheets.append(
            {
                "name": about.name,
                "hidden": False,
                "rows": height,
                "sample": sample,
                "hidden_columns": hidden_columns,
            }
        )
        del reader, rows
    _send({"sheets": sheets, "formulas_seen": kind in {"xlsx", "ods"}})
    wanted = json.loads(sys.stdin.readline() or "null")
    if not wanted:
        return
    if wanted != loaded:
        sheet = None
        sheet = book.get_sheet_by_name(wanted)
    reader = SheetReader(path, kind, wanted, sheet, findings, limits)
    batch: list[Any] = []
    cells = 0
    for row in reader.rows():
        batch.append(row)
        cells += len(row[2])
        if len(batch) >= _BATCH_ROWS or cells >= _BATCH_CELLS:
            _send({"rows": batch})
            batch, cells = [], 0
    _send({"rows": batch, "end": True})


class SheetReader:
    """The rows of one sheet as plain lists: number, hidden, cells, and notes by column.

    Notes are letters: f formula, n formula without result, m merged. An error is ``["x", "#REF!"]``, a day
    ``["d", iso]``, a moment ``["m", iso]``, a time ``["t", iso]``.
    """

    def __init__(
        self, path: Path, kind: str, name: str, sheet: Any, findings: Findings, limits: Limits
    ) -> None:
        self._path, self._kind, self._name, self._sheet = path, kind, name, sheet
        self._findings, self._limits = findings, limits
        self.hidden_columns: set[int] = set()

    def rows(self) -> Generator[list[Any], None, None]:
        """Yield the rows that hold anything."""
        if self._sheet.start is None:
            return
        offset = self._sheet.start[1]
        notes = _Step(self._notes())
        spans = _spans_by_row(self._sheet.merged_cell_ranges or [])
        open_spans: dict[int, tuple[int, int, Any]] = {}  # column: last row, width, value
        filled = 0
        for number, values in enumerate(self._sheet.iter_rows(), 1):
            note = notes.at(number)
            if note is None and number not in spans and not open_spans and not any(v != "" for v in values):
                continue
            cells = [""] * offset + values if offset else values
            letters: dict[int, str] = {}
            for column in note.formulas if note else ():
                letters[column] = "f" if _at(cells, column) != "" or column in note.errors else "n"  # type: ignore[union-attr]
            for column, text in (note.errors if note else {}).items():
                _put(cells, column, ["x", text])
            begins = {**spans.get(number, {}), **(note.spans if note else {})}
            for column, (height, width) in begins.items():
                for covered in range(column, column + width):
                    letters[covered] = letters.get(covered, "") + "m"
                if height > 1:
                    open_spans[column] = number + height - 1, width, _at(cells, column)
            for column, (last, width, value) in list(open_spans.items()):
                if column not in begins:
                    _put(cells, column, value)
                    for covered in range(column, column + width):
                        letters[covered] = letters.get(covered, "") + "m"
                if number >= last:
                    del open_spans[column]
            end = max((place + 1 for place, value in enumerate(cells) if value != ""), default=0)
            if not end:
                continue
            filled += 1
            if filled > self._limits.rows:
                raise Unreadable("too_many_rows", most=self._limits.rows)
            if end > self._limits.columns:
                raise Unreadable("too_wide", most=self._limits.columns, number=number)
            letters = {column: marks for column, marks in letters.items() if column < max(end, 64)}
            hidden = 1 if note and note.hidden else 0
            yield [number, hidden, [_plain(value) for value in cells[:end]], letters or 0]

    def _notes(self) -> Iterator[Notes]:
        if self._kind == "xlsx":
            with zipfile.ZipFile(self._path) as archive:
                # Rarely the parts have other names: then the rows come without notes.
                part = (
                    sheet_parts(archive).get(self._name, "")
                    if set(archive.namelist()) >= _USUAL_PARTS
                    else ""
                )
                if self._findings.contains.get(part):
                    yield from xlsx_notes(archive, part, self.hidden_columns)
        elif self._kind == "ods" and self._findings.contains.get("content.xml"):
            with zipfile.ZipFile(self._path) as archive:
                yield from ods_notes(archive, self._name)


class _Step:
    """Hand out notes in step with the rows; rows out of order lose their notes, never their values."""

    def __init__(self, notes: Iterator[Notes]) -> None:
        self._notes = notes
        self._next = next(notes, None)

    def at(self, number: int) -> Notes | None:
        while self._next is not None and self._next.number < number:
            self._next = next(self._notes, None)
        return self._next if self._next is not None and self._next.number == number else None


def _spans_by_row(ranges: list[Any]) -> dict[int, dict[int, tuple[int, int]]]:
    spans: dict[int, dict[int, tuple[int, int]]] = {}
    for (top, left), (bottom, right) in ranges[:100_000]:
        width = min(right - left + 1, 256)
        spans.setdefault(top + 1, {})[left] = bottom - top + 1, width
    return spans


def _at(cells: list[Any], column: int) -> Any:
    return cells[column] if column < len(cells) else ""


def _put(cells: list[Any], column: int, value: Any) -> None:
    if value != "":
        cells.extend([""] * (column + 1 - len(cells)))
        cells[column] = value


def _plain(value: Any) -> Any:
    if isinstance(value, str):
        if value.startswith("PT") and (length := _LENGTH.fullmatch(value)):
            # As an ODS file holds more than 24 hours.
            return ["t", _hours(3600 * int(length[1]) + 60 * int(length[2]) + int(length[3]))]
        return value if len(value) <= _LONGEST_TEXT else value[:_LONGEST_TEXT]
    if isinstance(value, (bool, int)):
        return value
    if isinstance(value, float):
        if not math.isfinite(value):
            return ["x", "#NUM!"]
        return int(value) if value.is_integer() and abs(value) < 1e18 else value
    if isinstance(value, dt.datetime):
        return ["m", value.isoformat()]
    if isinstance(value, dt.date):
        return ["d", value.isoformat()]
    if isinstance(value, dt.time):
        return ["t", value.isoformat()]
    if isinstance(value, dt.timedelta):
        return ["t", _hours(round(value.total_seconds()))]
    return value


def _hours(seconds: int) -> str:
    """Write a length of time in hours, however many: "30:00:00"."""
    minutes, second = divmod(abs(seconds), 60)
    return f"{'-' if seconds < 0 else ''}{minutes // 60:02d}:{minutes % 60:02d}:{second:02d}"


if __name__ == "__main__":
    main()
