"""Read the records of a text file with separators, as they are written and not as they should be.

A quoted cell may hold separators and line breaks. A quotation mark that opens and never closes, or
swallows the rows after it, counts as a letter and the row is marked. Reading takes one record at a time;
a line longer than a record may be is refused before it is held.
"""

from __future__ import annotations

import math
import re
from collections import Counter, deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO, Final

from .cleaning import text_cell
from .encodings import Encoding
from .limits import MB, Limits, Unreadable
from .model import NO_MARKS, Cell, Mark, RawRow
from .sources import Stored

SEPARATORS: Final = (";", ",", "\t", "|")
_SAMPLE: Final = 256 * 1024
_SAMPLE_RECORDS: Final = 400
_FAILED_LOOKS: Final = 16 * MB  # characters looked through in vain for a closing mark, in all
_DECLARED: Final = re.compile(r'"?sep=(.)"?', re.IGNORECASE)
_ESCAPED: Final = re.compile("[\udc80-\udcff]+")
_LETTER_BEYOND: Final = re.compile("[\udc80-\udcff]")
_LONE_BREAK: Final = re.compile("\r(?!\n)")


@dataclass(frozen=True, slots=True)
class Shape:
    """What separates the cells, how many there usually are, how lines end; ``declared``: "sep=" line.

    ``quote`` opens and closes a cell, ``escapes``: a backslash before it makes it a letter. ``wrapped``: each line
    is one quoted cell that holds the whole record.
    """

    separator: str
    width: int
    line_end: str
    declared: bool = False
    quote: str = '"'
    escapes: bool = False
    wrapped: bool = False


def open_text(path: Path | Stored, encoding: Encoding) -> IO[str]:
    """Open a text file so that line ends stay as they are and no byte stops the reading."""
    errors = "surrogateescape" if encoding.mixed else "replace"
    return path.open("r", encoding=encoding.codec, errors=errors, newline="")


def find_shape(path: Path | Stored, encoding: Encoding, separator: str | None = None) -> Shape:
    """Try the separators on the beginning of the file; the one that gives equal, long rows wins."""
    with open_text(path, encoding) as file:
        text = file.read(_SAMPLE)
    complete = len(text) < _SAMPLE
    declared = _DECLARED.fullmatch(text[:20].split("\n")[0].strip())
    if declared and separator is None:
        separator = declared[1]
    ends = Counter({"\r\n": text.count("\r\n"), "\r": len(_LONE_BREAK.findall(text))})
    ends["\n"] = text.count("\n") - ends["\r\n"]
    line_end = max(("\r\n", "\n", "\r"), key=lambda end: ends[end])
    lines = re.findall(r"[^\r\n]*(?:\r\n|\n|\r)|[^\r\n]+$", text)
    if not complete and len(lines) > 1:
        lines.pop()
    best = (0.0, Shape(separator or ";", 1, line_end, bool(declared)))
    for dress in _dresses(lines):
        told = [unwrapped(line) for line in lines] if dress.wrapped else lines
        for candidate in (separator,) if separator else SEPARATORS:
            shape = replace(dress, separator=candidate, line_end=line_end, declared=bool(declared))
            widths = _widths(told, shape)
            whole = sum(widths.values())
            wide = [(count * (1 + math.log2(width)), width) for width, count in widths.items() if width > 1]
            if whole and wide:
                worth, width = max(wide)
                # The plain dress comes first: another one has to be better.
                best = max(best, (worth / whole, replace(shape, width=width)), key=lambda pair: pair[0])
    return best[1]


_WRAPPED: Final = re.compile(r'"(?:[^"]|"")*"')
_SINGLE: Final = re.compile(r"(?:^|[;,\t|])\s*'[^'\r\n]*'\s*(?=[;,\t|\r\n]|$)")


def _dresses(lines: list[str]) -> Iterator[Shape]:
    """Yield the ways in which cells of these lines may be quoted, the plain one first."""
    plain = Shape("", 1, "")
    filled = [line.strip() for line in lines if line.strip()]
    if sum(bool(_SINGLE.search(line)) for line in filled) * 5 >= 4 * (
        len(filled) - 1
    ) > 0 and '"' not in "".join(filled):
        yield replace(plain, quote="'")
        return
    yield plain
    if any('\\"' in line for line in filled):
        yield replace(plain, escapes=True)
    wrapped = [line for line in filled if _WRAPPED.fullmatch(line)]
    if len(filled) > 1 and len(wrapped) * 10 >= 9 * len(filled):
        # A column of "name, given names" alone looks the same: three cells make a record.
        inner = [line[1:-1] for line in wrapped]
        if any(all(line.count(sign) >= 2 for line in inner) for sign in SEPARATORS):
            yield replace(plain, wrapped=True)


def unwrapped(line: str) -> str:
    """Take off the quotation marks around a whole record."""
    bare = line.rstrip("\r\n")
    if not _WRAPPED.fullmatch(bare.strip()):
        return line
    return bare.strip()[1:-1].replace('""', '"') + line[len(bare) :]


def _widths(lines: list[str], shape: Shape) -> Counter[int]:
    source = ((number, line) for number, line in enumerate(lines, 1))
    widths: Counter[int] = Counter()
    for count, (_, cells, _) in enumerate(Records(source, replace(shape, width=0, line_end=""), MB)):
        if count >= _SAMPLE_RECORDS:
            break
        if any(cell.strip() for cell in cells):
            widths[len(cells)] += 1
    return widths


def read_records(
    path: Path | Stored, encoding: Encoding, shape: Shape, limits: Limits
) -> tuple[Iterator[RawRow], Callable[[], float], Callable[[], None]]:
    """Return the records, a function for the share read so far, and one that closes the file."""
    file = open_text(path, encoding)
    size = max(1, path.stat().st_size)

    def share() -> float:
        return 1.0 if file.closed else min(1.0, file.buffer.tell() / size)  # type: ignore[attr-defined]

    def rows() -> Iterator[RawRow]:
        records = Records(_lines(file, limits, shape), shape, limits.record_characters)
        # Counted as a spreadsheet counts: a row with line breaks in its cells is one row.
        for number, (_, cells, marks) in enumerate(records, 1):
            if number == 1 and shape.declared:
                continue
            if len(cells) > limits.columns and len(_without_empty_end(cells)) > limits.columns:
                raise Unreadable("too_wide", most=limits.columns, number=number)
            if encoding.mixed:
                yield RawRow(number, [_cell(cell, encoding) for cell in cells], marks)
            else:
                yield RawRow(number, list(map(text_cell, cells)), marks)

    return rows(), share, file.close


def _lines(file: IO[str], limits: Limits, shape: Shape) -> Iterator[tuple[int, str]]:
    number, most = 0, limits.record_characters
    while line := file.readline(most + 1):
        number += 1
        if len(line) > most:
            raise Unreadable("line_too_long", number=number, most=most)
        yield number, unwrapped(line) if shape.wrapped else line


def _without_empty_end(cells: list[str]) -> list[str]:
    end = len(cells)
    while end and not cells[end - 1].strip():
        end -= 1
    return cells[:end]


def _cell(raw: str, encoding: Encoding) -> Cell:
    if _LETTER_BEYOND.search(raw):
        repaired = _ESCAPED.sub(
            lambda part: part[0].encode("ascii", "surrogateescape").decode(encoding.mixed, "replace"), raw
        )
        cell = text_cell(repaired)
        return cell._replace(marks=cell.marks | {Mark.GUESSED_LETTERS})
    return text_cell(raw)


class Records:
    """Iterate over (line number, cells, marks of the row); a width of 0 means not yet known."""

    def __init__(self, lines: Iterator[tuple[int, str]], shape: Shape, most: int) -> None:
        self._lines = lines
        self._ahead: deque[tuple[int, str]] = deque()
        self._separator = shape.separator
        self._width = shape.width
        self._line_end = shape.line_end
        self._quote = shape.quote
        self._escapes = shape.escapes
        self._most = most
        self._left_to_look = _FAILED_LOOKS

    def __iter__(self) -> Iterator[tuple[int, list[str], frozenset[Mark]]]:
        while (line := self._next()) is not None:
            number, text = line
            text = text.removeprefix("\ufeff")
            if self._quote in text:
                cells, end, marks = self._quoted(text)
            else:
                end, marks = text, NO_MARKS
                cells = text.rstrip("\r\n").split(self._separator)
            if 1 < len(cells) <= self._width and not end.endswith(self._line_end):
                cells, marks = self._join(text, cells, marks)
            yield number, cells, marks

    def _next(self) -> tuple[int, str] | None:
        return self._ahead.popleft() if self._ahead else next(self._lines, None)

    def _quoted(self, text: str) -> tuple[list[str], str, frozenset[Mark]]:
        """Return the cells of a record with quotation marks, its last line, and its marks."""
        cells, closed = self._split(text)
        if closed:
            return cells, text, NO_MARKS
        taken: list[tuple[int, str]] = []
        length = len(text)
        parts = [text]
        # Only a line with a mark can close the cell: look again then, not for every line.
        while length <= min(self._most, self._left_to_look) and (line := self._next()) is not None:
            taken.append(line)
            parts.append(line[1])
            length += len(line[1])
            if self._quote not in line[1]:
                continue
            whole = "".join(parts)
            longer, closed = self._split(whole)
            if closed:
                alone = self._fits_alone(text)
                if not alone or (
                    len(longer) == self._width and not any(self._fits_alone(one) for _, one in taken)
                ):
                    return longer, line[1], NO_MARKS
                break
            parts = [whole]
            self._left_to_look -= len(line[1])
            if len(taken) > 50:  # joining again and again would be quadratic
                break
        self._left_to_look -= length
        self._ahead.extendleft(reversed(taken))
        return self._split(text, lenient=True)[0], text, frozenset({Mark.STRAY_QUOTE})

    def _fits_alone(self, text: str) -> bool:
        return bool(self._width) and len(self._split(text, lenient=True)[0]) == self._width

    def _join(self, text: str, cells: list[str], marks: frozenset[Mark]) -> tuple[list[str], frozenset[Mark]]:
        """Join a record to the next lines where its line break is not the one of the file.

        Nothing is joined to a whole record but text without any separator: the rest of its last cell.
        """
        taken: list[tuple[int, str]] = []
        whole = text
        while len(taken) < 20 and len(whole) < self._most and (line := self._next()) is not None:
            taken.append(line)
            whole += line[1]
            longer, closed = self._split(whole)
            if len(longer) > self._width or not line[1].strip():
                break
            if closed and len(longer) == self._width and line[1].endswith(self._line_end):
                return longer, marks | {Mark.JOINED}
        self._ahead.extendleft(reversed(taken))
        return cells, marks

    def _split(self, text: str, *, lenient: bool = False) -> tuple[list[str], bool]:
        """Split a record; False if its last cell is still open. ``lenient``: an open mark is a letter."""
        text = text.rstrip("\r\n")
        separator, at, end = self._separator, 0, len(text)
        cells: list[str] = []
        while True:
            start = at
            while start < end and text[start] == " ":
                start += 1
            if start < end and text[start] == self._quote:
                close, after = self._closing(text, start + 1, end)
                if close >= 0:
                    cells.append(self._inside(text[start + 1 : close]))
                elif not lenient:
                    return cells, False
                else:
                    after = text.find(separator, start)
                    after = end if after < 0 else after
                    cells.append(text[start + 1 : after])
            else:
                after = text.find(separator, at)
                after = end if after < 0 else after
                cells.append(text[at:after])
            if after >= end:
                return cells, True
            at = after + 1

    def _closing(self, text: str, at: int, end: int) -> tuple[int, int]:
        """Find the mark that closes a cell and the separator after it; a lone mark inside is a letter."""
        while (found := text.find(self._quote, at)) >= 0:
            if self._escapes and text[found - 1] == "\\":
                at = found + 1
                continue
            after = found + 1
            while after < end and text[after] == " " and self._separator != " ":
                after += 1
            if after >= end or text[after] == self._separator:
                return found, after
            at = found + (2 if text.startswith(self._quote * 2, found) else 1)
        return -1, end

    def _inside(self, text: str) -> str:
        """Return the text of a quoted cell, its own quotation marks as letters."""
        if self._escapes:
            text = text.replace(f"\\{self._quote}", self._quote)
        return text.replace(self._quote * 2, self._quote)
