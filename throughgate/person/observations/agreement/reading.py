"""Read ratings from a file with the columns unit, rater and value: gaps are known, and nothing else is guessed."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Final

from throughgate.foundation.spreadsheets import Cell, Field, Mark, Skip, Table, read_table
from throughgate.foundation.spreadsheets.model import EMPTY
from throughgate.foundation.spreadsheets.unknown import is_unknown
from throughgate.person.observations.agreement.data import Ratings
from throughgate.person.observations.rules.scales import is_not_observed

FIELDS = tuple(Field(name, (name,)) for name in ("unit", "rater", "value"))
_NUMBER: Final = r"[+-]?[0-9]+(?:[.,][0-9]+)?"
"""As people write numbers. What only a programming language reads as one (`inf`, `1_0`, `1e400`) is none here."""
_LONGEST: Final = 40
_SCALE: Final = re.compile(rf"({_NUMBER})\s*-\s*({_NUMBER})")
_GAPS: Final = frozenset({"none", "nan", "<na>", "#n/a", "#na", "#nv"})
"""What programs write where there is no value, beside the words that people use."""
_LEFT_OUT: Final = (Skip.SUM, Skip.SECTION, Skip.FOOTER)


class BadFile(ValueError):
    """The file cannot be measured; the message says where and why."""


def read_scale(text: str | None) -> tuple[float, float] | None:
    """Read `1-5` as the lowest and highest value."""
    if text is None:
        return None
    found = _SCALE.fullmatch(text.strip())
    if not found:
        raise BadFile(f"the scale {text!r} is not written like 1-5")
    low, high = _number(found[1]), _number(found[2])
    return min(low, high), max(low, high)


def read_ratings(path: Path, *, scale: tuple[float, float] | None) -> tuple[Ratings, list[str]]:
    """Return the ratings, and what is worth knowing about them. Raise BadFile or Unreadable."""
    with read_table(path, fields=FIELDS) as table:
        keys = [_column(table, field.key) for field in FIELDS]
        rows = list(_rows(table, keys, scale))
        notes = [
            f"row {skipped.first} is no rating ({skipped.reason}): {skipped.text}"
            for skipped in table.skipped
            if skipped.reason in _LEFT_OUT
        ]
    if not rows:
        raise BadFile("there are no ratings in it")
    ratings = Ratings.of(rows)
    return ratings, [*_alike("units", ratings.units), *_alike("raters", ratings.raters), *notes]


def _column(table: Table, name: str) -> str:
    for column in table.columns:
        if column.heading.strip().casefold() == name:
            return column.key
    raise BadFile(f"there is no column {name!r}; it needs unit, rater and value")


def _rows(
    table: Table, keys: list[str], scale: tuple[float, float] | None
) -> Iterator[tuple[str, str, float]]:
    seen: dict[tuple[str, str], int] = {}
    for row in table.rows:
        unit, rater = (_name(row.text(key)) for key in keys[:2])
        value = _text(row.cells.get(keys[2], EMPTY))
        if _is_gap(value):
            continue
        if not unit or not rater:
            raise BadFile(f"row {row.number}: the unit or the rater is missing")
        if not re.fullmatch(_NUMBER, value):
            raise BadFile(f"row {row.number}: {value!r} is not a number")
        if len(value) > _LONGEST:
            raise BadFile(f"row {row.number}: the number has more than {_LONGEST} digits")
        number = _number(value)
        if scale and not scale[0] <= number <= scale[1]:
            raise BadFile(f"row {row.number}: {value} is outside the scale {scale[0]:g}-{scale[1]:g}")
        if (unit, rater) in seen:
            first = seen[unit, rater]
            raise BadFile(f"row {row.number}: {rater} rated {unit} twice, first in row {first}")
        seen[unit, rater] = row.number
        yield unit, rater, number


def _text(cell: Cell) -> str:
    """Return what stands in a cell; a number of a workbook with all its digits, a fault by its name."""
    if Mark.NO_RESULT in cell.marks:
        return "formula without a result"
    if Mark.ERROR in cell.marks:
        return str(cell.value)
    if isinstance(cell.value, int | float) and not isinstance(cell.value, bool):
        return format(Decimal(repr(cell.value)), "f")
    return cell.text.strip()


def _number(text: str) -> float:
    # A 0 with a minus sign is the same rating.
    return float(text.replace(",", ".")) + 0.0


def _is_gap(text: str) -> bool:
    return not text or is_not_observed(text) or is_unknown(text) or text.casefold() in _GAPS


def _name(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


def _alike(what: str, names: Iterable[str]) -> Iterator[str]:
    """Say which names stay apart although they differ in capitals or in the form of their letters alone."""
    together: dict[str, list[str]] = defaultdict(list)
    for name in names:
        together[unicodedata.normalize("NFKC", name).casefold()].append(name)
    for alike in together.values():
        if len(alike) > 1:
            yield f"{' and '.join(map(repr, alike))} are counted as {len(alike)} {what}"
