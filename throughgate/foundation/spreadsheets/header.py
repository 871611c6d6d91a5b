"""Find the row of headings under title lines, and make columns of it."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from .left_out import is_never_stored
from .model import Cell, Column, Mark, RawRow, column_letter
from .shapes import is_typed
from .spelling import take_apart

if TYPE_CHECKING:
    from .headings import Field

_CANDIDATES: Final = 40
_ROWS_BELOW: Final = 20
_GOOD: Final = 0.7
_LEAST_HEADINGS: Final = 3
_MOST_GAP: Final = 2
_LONGEST_HEADING: Final = 80


@dataclass(frozen=True, slots=True)
class Header:
    """Where the headings stand: places in the list of rows, ``last`` is -1 for a table without any."""

    first: int
    last: int
    headings: tuple[str, ...]
    worth: float


def find_header(rows: Sequence[RawRow], fields: Sequence[Field], at_row: int | None = None) -> Header | None:
    """Return the most convincing header among the first rows; None if there is no row to start from.

    Headings that match the fields count most, then text above columns of dates and numbers. ``at_row`` is the
    number of the row in the source that a person chose, 0 for "there are no headings".
    """
    filled = [_filled(row) for row in rows]
    if at_row == 0 or not any(filled):
        return _none_found(filled, rows) if any(filled) else None
    if at_row is not None:
        for place, row in enumerate(rows):
            if row.number == at_row:
                return Header(place, place, tuple(_texts(row)), 0.0)
    best: tuple[float, int, list[str]] | None = None
    typed = [[is_typed(cell) for cell in row.cells] for row in rows]
    for place in [place for place, count in enumerate(filled) if count][:_CANDIDATES]:
        worth = _worth(rows, filled, typed, place, fields)
        if best is None or worth > best[0]:
            best = worth, place, _texts(rows[place])
    if best is None:
        return None
    worth, place, headings = _first_of_its_kind(rows, filled, best)
    if any(typed[place]) and _matches(headings, fields) < 2:
        return _none_found(filled, rows)
    return _with_second_row(rows, place, headings, fields, worth)


def _first_of_its_kind(
    rows: Sequence[RawRow], filled: list[int], best: tuple[float, int, list[str]]
) -> tuple[float, int, list[str]]:
    """Return the first row with these headings: where they stand again, rows between are data and not a title."""
    worth, place, headings = best
    told = [text for text in headings if text]
    if len(told) > 1:
        for earlier in range(place):
            if filled[earlier] and _is_repeat(told, rows[earlier]):
                return worth, earlier, _texts(rows[earlier])
    return worth, place, headings


def _none_found(filled: list[int], rows: Sequence[RawRow]) -> Header:
    # Above a table without headings there may still be a title: the table begins where rows are wide.
    usual = sorted(filled)[len(filled) * 3 // 4]
    first = next(place for place, count in enumerate(filled) if count * 2 >= usual and count)
    width = max(len(row.cells) for row in rows[first:])
    return Header(first, -1, ("",) * width, 0.0)


def _filled(row: RawRow) -> int:
    return sum(1 for cell in row.cells if cell.text or cell.marks - {Mark.MERGED})


def _texts(row: RawRow) -> list[str]:
    texts = [cell.text for cell in row.cells]
    while texts and not texts[-1]:
        texts.pop()
    return texts


def _worth(
    rows: Sequence[RawRow], filled: list[int], typed: list[list[bool]], place: int, fields: Sequence[Field]
) -> float:
    row = rows[place]
    texts = [text for text in _texts(row) if text]
    below = [one for one in range(place + 1, len(rows)) if filled[one]][:_ROWS_BELOW]
    usual = sorted(filled[one] for one in below)[len(below) // 2] if below else len(texts)
    if len(texts) < max(1, usual * 0.4):
        return -10.0
    if len(texts) == 1 and _is_title_over(rows, below):
        return -10.0
    values = sum(typed[place])
    long = sum(1 for text in texts if len(text) > _LONGEST_HEADING)
    changes = sum(1 for column in range(len(row.cells)) if _changes(rows, typed, below, place, column))
    below = [one for one in below if not _is_repeat(texts, rows[one])]
    again = sum(1 for column in range(len(row.cells)) if _stands_below(rows, below, row, column))
    repeated = len(texts) - len(set(texts))
    coverage = min(1.0, len(texts) / max(1, usual))
    late = 0.15 * sum(1 for one in range(place) if filled[one]) + (0.0 if below else 5.0)
    matches = _matches(texts, fields) if values * 2 <= len(texts) else 0
    return (
        3.0 * matches
        + 2.0 * changes
        + 4.0 * coverage
        - 3.0 * values
        - 2.0 * long
        - 0.5 * repeated
        - 1.5 * again
        - late
    )


def _is_title_over(rows: Sequence[RawRow], below: list[int]) -> bool:
    """Tell whether the next row could be headings: then one word above it is a title, however sparse the rows are."""
    if not below:
        return False
    cells = [cell for cell in rows[below[0]].cells if cell.text]
    return len(cells) >= _LEAST_HEADINGS and not any(
        is_typed(cell) or len(cell.text) > _LONGEST_HEADING for cell in cells
    )


def _changes(
    rows: Sequence[RawRow], typed: list[list[bool]], below: list[int], place: int, column: int
) -> bool:
    """Tell whether text stands over a column of dates or numbers."""
    if not rows[place].cells[column].text or typed[place][column]:
        return False
    told = [typed[one][column] for one in below if column < len(typed[one]) and rows[one].cells[column].text]
    return len(told) >= 2 and sum(told) >= 0.6 * len(told)


def _is_repeat(texts: Sequence[str], row: RawRow) -> bool:
    """Tell whether a row below is the same headings once more."""
    there = {cell.text.casefold() for cell in row.cells if cell.text}
    return sum(text.casefold() in there for text in texts) * 5 >= len(texts) * 4


def _stands_below(rows: Sequence[RawRow], below: list[int], row: RawRow, column: int) -> bool:
    """Tell whether the same text stands below in the column: then it is a value."""
    text = row.cells[column].text
    return bool(text) and any(
        column < len(rows[place].cells) and rows[place].cells[column].text == text for place in below
    )


def _matches(texts: Sequence[str], fields: Sequence[Field]) -> int:
    found = set()
    for text in texts:
        if text and len(text) <= _LONGEST_HEADING:
            for field in fields:
                if field.key not in found and field.match(text, loose=False).score >= _GOOD:
                    found.add(field.key)
                    break
    return len(found)


def _with_second_row(
    rows: Sequence[RawRow], place: int, headings: list[str], fields: Sequence[Field], worth: float
) -> Header:
    """Take a group heading ("Entlassung") above or sub-headings ("frühest.") below into the headings."""
    plain = Header(place, place, tuple(headings), worth)
    alone = (_matches(headings, fields), -_repeats(headings))
    best, best_count = plain, alone
    for upper in (place - 1, place):
        lower = _next_filled(rows, upper)
        if upper < 0 or lower is None or rows[lower].number - rows[upper].number > _MOST_GAP:
            continue
        if upper < place != lower:
            continue
        if any(is_typed(cell) for cell in (*rows[upper].cells, *rows[lower].cells)):
            continue
        if not _is_group_row(rows[upper].cells, rows[lower].cells):
            continue
        joined = _joined(rows[upper].cells, rows[lower].cells)
        count = (_matches(joined, fields), -_repeats(joined))
        if count > best_count or (best is plain and _completes(rows, upper, lower)):
            best, best_count = Header(upper, lower, tuple(joined), worth), count
    return _beneath_others(rows, plain, fields) if best is plain else best


def _next_filled(rows: Sequence[RawRow], place: int) -> int | None:
    return next((one for one in range(max(0, place + 1), len(rows)) if _filled(rows[one])), None)


def _completes(rows: Sequence[RawRow], upper: int, lower: int) -> bool:
    """Tell whether the lower row names what the groups of the upper hold, and nothing where the rows below hold data."""
    above, beneath = rows[upper].cells, rows[lower].cells
    gaps = [
        column
        for column, cell in enumerate(above)
        if cell.text and (column >= len(beneath) or not beneath[column].text)
    ]
    named = [column for column, cell in enumerate(beneath) if cell.text]
    data = [row.cells for row in rows[lower + 1 : lower + 1 + _ROWS_BELOW] if _filled(row)]
    if len(gaps) < 2 or not named or not data:
        return False
    return all(
        2 * sum(bool(column < len(cells) and cells[column].text) for cells in data) >= len(data)
        for column in gaps[:2]
    )


def _beneath_others(rows: Sequence[RawRow], plain: Header, fields: Sequence[Field]) -> Header:
    """Take the words above into those headings that mean something else beneath them: "Ort" beneath "Tat" is no home."""
    upper = plain.first - 1
    if upper < 0 or rows[plain.first].number != rows[upper].number + 1:
        return plain
    above = rows[upper].cells
    if filling := _filling_gaps(rows, plain, fields):
        return filling
    filled = [column for column, cell in enumerate(above) if cell.text]
    if filled in ([], [0]) or any(is_typed(cell) for cell in above):
        # Nothing, or a title.
        return plain
    joined = _joined(above, rows[plain.first].cells)
    headings = tuple(
        whole if _is_something_else(alone, whole, fields) else alone
        for alone, whole in itertools.zip_longest(plain.headings, joined, fillvalue="")
    )
    return plain if headings == plain.headings else Header(upper, plain.last, headings, plain.worth)


def _filling_gaps(rows: Sequence[RawRow], plain: Header, fields: Sequence[Field]) -> Header | None:
    """Take headings that stand one row above the others over columns of their own: "Nr" merged over two rows."""
    above, own = rows[plain.first - 1].cells, plain.headings
    after = [row.cells for row in rows[plain.last + 1 : plain.last + 1 + _ROWS_BELOW] if _filled(row)]
    found = {
        column: cell.text
        for column, cell in enumerate(above)
        if cell.text
        and (column >= len(own) or not own[column])
        and any(column < len(cells) and cells[column].text for cells in after)
        and _matches([cell.text], fields)
    }
    if not found:
        return None
    width = max(len(own), max(found) + 1)
    headings = tuple(
        found.get(column) or (own[column] if column < len(own) else "") for column in range(width)
    )
    return Header(plain.first - 1, plain.last, headings, plain.worth)


def _is_something_else(alone: str, whole: str, fields: Sequence[Field]) -> bool:
    if not alone or alone == whole or len(whole) > _LONGEST_HEADING:
        return False
    if is_never_stored(whole):
        return True
    meant = [field for field in fields if field.match(alone, loose=False).is_whole]
    if meant:
        return any(field.is_unlike(whole) for field in meant)
    return any(field.match(whole, loose=False).is_whole for field in fields)


def _is_group_row(upper: Sequence[Cell], lower: Sequence[Cell]) -> bool:
    """Tell whether the upper row groups the lower: text stands only above gaps, or where groups begin."""
    if sum(1 for cell in lower if cell.text) < 2:
        return False
    groups = 0
    for column, cell in enumerate(lower):
        if not cell.text or column >= len(upper):
            continue
        above = upper[column]
        after = upper[column + 1].text if column + 1 < len(upper) else ""
        if above.text and above.text != cell.text:
            if after and Mark.MERGED not in above.marks:
                return False
            groups += 1
    # One text above many cells is a title.
    return groups >= 1 and (groups > 1 or sum(1 for cell in upper if cell.text) > 1)


def _joined(upper: Sequence[Cell], lower: Sequence[Cell]) -> list[str]:
    joined: list[str] = []
    group = ""
    for column in range(max(len(upper), len(lower))):
        top = upper[column] if column < len(upper) else Cell("")
        bottom = lower[column].text if column < len(lower) else ""
        if top.text:
            group = top.text
        elif Mark.MERGED not in top.marks and not bottom:
            group = ""
        heading = bottom if not group or bottom == group else f"{group} {bottom}".strip()
        joined.append(heading if bottom or top.text else "")
    while joined and not joined[-1]:
        joined.pop()
    return joined


def _repeats(texts: Sequence[str]) -> int:
    filled = [text for text in texts if text]
    return len(filled) - len(set(filled))


def make_columns(header: Header, rows: Sequence[RawRow], hidden: frozenset[int]) -> tuple[Column, ...]:
    """Return the columns: every heading, and columns without one that most rows fill."""
    width = len(header.headings)
    after = [row for row in rows[max(header.last + 1, header.first) :] if _filled(row) > 1]
    for column in range(width, max((len(row.cells) for row in after), default=width)):
        used = sum(1 for row in after if column < len(row.cells) and row.cells[column].text)
        if used * 10 >= 3 * len(after) and used > 1:
            width = column + 1
    headings = [*header.headings, *([""] * (width - len(header.headings)))]
    columns: list[Column] = []
    seen: dict[str, int] = {}
    for index, heading in enumerate(headings):
        key = (
            "-".join(take_apart(heading).tokens).replace("?", "_")[:60]
            or f"column-{column_letter(index).lower()}"
        )
        seen[key] = seen.get(key, 0) + 1
        unique = key if seen[key] == 1 else f"{key}-{seen[key]}"
        while seen[key] > 1 and unique in seen:
            seen[key] += 1
            unique = f"{key}-{seen[key]}"
        seen.setdefault(unique, 1)
        columns.append(Column(unique, heading, index, index in hidden))
    return tuple(columns)
