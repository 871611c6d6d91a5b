"""Read a table from a file: what it is, where it begins, which rows are data, and what was left out."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from .delimited import find_shape, read_records
from .described import FILES, Described, read_described
from .encodings import Encoding, detect_encoding
from .header import Header, find_header, make_columns
from .kinds import kind_of
from .limits import Limits, Unreadable, check_size
from .lines import Sorter
from .model import EMPTY, NO_MARKS, Column, Mark, OtherSheet, RawRow, Row, Skip, Skipped, Source, Table
from .process import Child, raw_rows
from .sources import Stored

if TYPE_CHECKING:
    from .headings import Field

_HEAD_ROWS: Final = 80
_SAMPLE_ROWS: Final = 200
_MOST_HELD_BACK: Final = 50
_MOST_TEXT_OF_SKIPPED: Final = 200
_SHORT: Final = frozenset({Mark.SHORT})
_LONG: Final = frozenset({Mark.LONG})
_SPARSE: Final = frozenset({Mark.SPARSE})


def read_table(
    path: Path | Stored,
    *,
    fields: Sequence[Field] = (),
    limits: Limits = Limits(),  # noqa: B008 - frozen
    encoding: str | None = None,
    separator: str | None = None,
    sheet: str | None = None,
    header_row: int | None = None,
    described: Described | None = None,
) -> Table:
    """Open the table in a file of any kind; its rows are read while they are asked for.

    ``fields`` help to find the sheet and the headings. The other arguments are a person's corrections of what
    was found: the codec, the separator, the sheet, the number of the row of headings (0: there are none).
    ``described`` are things that may be described in the file in place of a table.
    Raise ``Unreadable``, here or while the rows are read. Close the table, or use it with ``with``.
    """
    check_size(path, limits)
    try:
        kind = kind_of(path)
    except Unreadable as error:
        if described is None or error.detail.get("kind") not in FILES:
            raise
        return read_described(path, described, limits)
    with ExitStack() as on_failure:
        if kind == "csv":
            source, raw, share, close, hidden = _open_text(path, limits, encoding, separator)
        else:
            child = Child(path, kind, limits)
            on_failure.callback(child.close)
            source, raw, share, close, hidden = _open_sheet(child, kind, fields, sheet)
        on_failure.callback(close)
        table = _table(source, raw, share, close, hidden, fields, header_row, limits)
        on_failure.pop_all()
        return table


_Opened = tuple[Source, Iterator[RawRow], Callable[[], float], Callable[[], None], frozenset[int]]


def _open_text(path: Path | Stored, limits: Limits, encoding: str | None, separator: str | None) -> _Opened:
    if encoding:
        try:
            "".encode(encoding)
        except LookupError as error:
            raise Unreadable("unknown_encoding", encoding=encoding[:40]) from error
        found = Encoding(encoding, encoding)
    else:
        found = detect_encoding(path)
    # The whole first line must fit before anything is guessed from it.
    shape = find_shape(path, found, separator)
    rows, share, close = read_records(path, found, shape, limits)
    source = Source("csv", found.name, found.sure, shape.separator)
    return source, rows, share, close, frozenset()


def _open_sheet(child: Child, kind: str, fields: Sequence[Field], wanted: str | None) -> _Opened:
    about = child.ask()
    sheets = about["sheets"]
    visible = [one for one in sheets if not one["hidden"]]
    headers: dict[str, Header] = {}
    for one in visible:
        if header := find_header([row for row in raw_rows(one["sample"], 0) if row.cells], fields):
            headers[one["name"]] = header
    chosen = _choose(visible, headers, wanted)
    if chosen is None:
        if wanted is not None:
            raise Unreadable("sheet_missing", sheet=wanted[:100])
        raise Unreadable("only_hidden" if len(visible) < len(sheets) else "no_table")
    others = tuple(
        OtherSheet(one["name"], one.get("rows"), one["hidden"], _alike(headers, one["name"], chosen["name"]))
        for one in sheets
        if one is not chosen
    )
    source = Source(kind, sheet=chosen["name"], other_sheets=others, formulas_seen=about["formulas_seen"])
    done, whole = [0], max(1, chosen["rows"])
    child.tell(chosen["name"])

    def rows() -> Iterator[RawRow]:
        last = 0
        while True:
            message: dict[str, Any] = child.ask()
            for row in raw_rows(message["rows"], last):
                last = done[0] = row.number
                yield row
            if message.get("end"):
                child.close()
                return

    return source, rows(), lambda: min(1.0, done[0] / whole), child.close, frozenset(chosen["hidden_columns"])


def _alike(headers: Mapping[str, Header], name: str, chosen: str) -> bool:
    if name not in headers or chosen not in headers:
        return False
    return headers[name].last >= 0 and headers[name].headings == headers[chosen].headings


def _choose(
    sheets: list[dict[str, Any]], headers: Mapping[str, Header], wanted: str | None
) -> dict[str, Any] | None:
    if wanted is not None:
        return next((one for one in sheets if one["name"] == wanted), None)
    filled = [one for one in sheets if one["name"] in headers]
    # The headings decide; among equal ones the sheet with more rows, then the first.
    return max(
        filled, key=lambda one: headers[one["name"]].worth + min(one["rows"], 10_000) / 10_000, default=None
    )


def _table(
    source: Source,
    raw: Iterator[RawRow],
    share: Callable[[], float],
    close: Callable[[], None],
    hidden: frozenset[int],
    fields: Sequence[Field],
    header_row: int | None,
    limits: Limits,
) -> Table:
    head = list(itertools.islice(raw, max(_HEAD_ROWS, (header_row or 0) + 1)))
    header = find_header(head, fields, header_row)
    if header is None:
        raise Unreadable("no_table")
    columns = make_columns(header, head, hidden)
    skipped: list[Skipped] = []
    title = _take_title(head[: header.first], skipped)
    body = max(header.last + 1, header.first)
    for row in head[header.first : header.last + 1]:
        _skip(skipped, row, Skip.HEADER)
    sorter = Sorter(columns, title, head[body:], headless=header.last < 0)
    rows = _rows(
        itertools.chain(head[body:], raw), columns, sorter, skipped, limits, text_file=source.kind == "csv"
    )
    sample = tuple(itertools.islice(rows, _SAMPLE_ROWS))
    number = head[header.last].number if header.last >= 0 else None
    width = max(len(columns), *(len(row.cells) for row in head[header.first : header.last + 1]), 0)
    whole = itertools.chain(sample, rows)
    return Table(source, columns, number, title, sample, whole, skipped, share, close, width)


def _take_title(rows: Iterable[RawRow], skipped: list[Skipped]) -> tuple[str, ...]:
    title = []
    for row in rows:
        text = _text(row)
        _skip(skipped, row, Skip.TITLE if text else Skip.EMPTY)
        if text:
            title.append(text)
    return tuple(title)


def _rows(
    raw: Iterable[RawRow],
    columns: Sequence[Column],
    sorter: Sorter,
    skipped: list[Skipped],
    limits: Limits,
    *,
    text_file: bool,
) -> Iterator[Row]:
    keys = [column.key for column in columns]
    index, section = 0, ""
    held: list[RawRow] = []  # lone texts after a gap: a footer, if nothing else follows
    after_gap = False
    for row in raw:
        reason = sorter.reason(row)
        if reason is None:
            if after_gap and len(held) < _MOST_HELD_BACK and sorter.is_lone_text(row):
                held.append(row)
                continue
            for one in (*held, row):
                index += 1
                if index > limits.rows:
                    raise Unreadable("too_many_rows", most=limits.rows)
                yield _row(one, keys, index, section, text_file=text_file)
            held, after_gap = [], False
            continue
        if reason is Skip.SECTION:
            section = _text(row)
        after_gap = after_gap or reason is Skip.EMPTY
        _skip(skipped, row, reason)
    for row in held:
        _skip(skipped, row, Skip.FOOTER)


def _row(raw: RawRow, keys: list[str], index: int, section: str, *, text_file: bool) -> Row:
    cells, marks, width = raw.cells, raw.marks, len(keys)
    surplus: tuple[str, ...] = ()
    if len(cells) < width:
        if text_file:
            marks = marks | _SHORT
        cells = cells + [EMPTY] * (width - len(cells))
    elif len(cells) > width:
        surplus = tuple(cell.text for cell in cells[width:])
        if any(surplus):
            marks = marks | _LONG
        else:
            surplus = ()
    if width > 1 and sum(1 for cell in cells if cell.text) == 1:
        marks = marks | _SPARSE
    return Row(raw.number, index, dict(zip(keys, cells, strict=False)), marks or NO_MARKS, surplus, section)


def _text(row: RawRow) -> str:
    return " ".join(cell.text for cell in row.cells if cell.text)


def _skip(skipped: list[Skipped], row: RawRow, reason: Skip) -> None:
    """Note a row that is no data; empty rows in a row are one note."""
    before = skipped[-1] if skipped else None
    both_empty = before is not None and before.reason is reason is Skip.EMPTY
    if before is not None and both_empty and before.last in (row.number - 1, row.number):
        skipped[-1] = before._replace(last=row.number)
        return
    skipped.append(Skipped(row.number, row.number, reason, _text(row)[:_MOST_TEXT_OF_SKIPPED]))
