"""What `judge` says of one fact, for many pairs at once.

A fact has few values: a licence class is held, not held or unknown. So the rule of the pair is asked once for each value
of a person beside each value of an opening, and the answers are looked up. No rule is written a second time.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from throughgate.work.matching.near import Verdict

FITS, SUPPORT, CANNOT_SAY, BLOCKED, SHUT = range(5)
"""Verdicts as numbers: the heavier is the greater. A pair that is shut is in no list and no count."""
CODES = {
    Verdict.FITS: FITS,
    Verdict.SUPPORT: SUPPORT,
    Verdict.CANNOT_SAY: CANNOT_SAY,
    Verdict.BLOCKED: BLOCKED,
}
NAMES = {code: verdict.value for verdict, code in CODES.items()}

Codes = NDArray[np.int8]
Rows = NDArray[np.intp]
Numbered = tuple[Rows, list[Any]]
"""The number of each one's value, and the values by number."""
OfPerson = TypeVar("OfPerson", bound=Hashable)
OfOpening = TypeVar("OfOpening", bound=Hashable)


@dataclass(frozen=True)
class Criterion:
    """One fact. `people` (P,) and `openings` (O,) number its values; `table` (values, values) holds the verdicts."""

    name: str
    people: Rows
    openings: Rows
    table: Codes
    asked: Sequence[Any]
    """The values of openings by number."""
    rule: Callable[[Any, Any], int]

    def beside(self, value: Any) -> Codes:
        """Return what would be said of a person's value, (values of openings,)."""
        return np.array([self.rule(value, asked) for asked in self.asked], np.int8)


def numbered(values: Iterable[OfPerson]) -> tuple[Rows, list[OfPerson]]:
    """Return the number of each value, and the values by number in the order in which they came."""
    all_values = list(values)
    known = {value: number for number, value in enumerate(dict.fromkeys(all_values))}
    return np.array([known[value] for value in all_values], np.intp), list(known)


def criterion(
    name: str,
    people: Numbered,
    openings: Iterable[OfOpening],
    rule: Callable[[Any, OfOpening], int],
) -> Criterion:
    """Ask `rule` about each value of people beside each value of openings."""
    of_people, left = people
    of_openings, right = numbered(openings)
    table = np.array([[rule(one, other) for other in right] for one in left], np.int8)
    return Criterion(name, of_people, of_openings, table.reshape(len(left), len(right)), right, rule)


@dataclass(frozen=True)
class Family:
    """Criteria that openings share in few combinations: judged once for each combination, then spread.

    `people` (P, criteria), `kinds` (combinations, criteria), `of_opening` (O,).
    """

    people: Rows
    kinds: Rows
    of_opening: Rows
    criteria: tuple[Criterion, ...]

    @classmethod
    def of(cls, criteria: Sequence[Criterion], people: int, openings: int) -> Family:
        """Put criteria together; without any, everything fits."""
        left = np.zeros((people, 0), np.intp)
        right = np.zeros((openings, 0), np.intp)
        if criteria:
            left = np.stack([one.people for one in criteria], axis=1)
            right = np.stack([one.openings for one in criteria], axis=1)
        # Column by column: a table is compared row by row, which takes many times as long.
        combined = np.zeros(openings, np.intp)
        for column in right.T:
            combined = np.unique(combined * (column.max(initial=0) + 1) + column, return_inverse=True)[1]
        _, first, of_opening = np.unique(combined, return_index=True, return_inverse=True)
        return cls(left, right[first], of_opening, tuple(criteria))

    def each(self, rows: Rows, kinds: Rows) -> Iterator[Codes]:
        """Yield for each criterion the verdicts of people beside combinations, (rows, kinds)."""
        for number, one in enumerate(self.criteria):
            yield one.table[self.people[rows, number]][:, self.kinds[kinds, number]]

    def verdicts(self, rows: Rows, columns: Rows) -> Codes:
        """Return the verdicts of people beside openings, (rows, columns)."""
        kinds, where = np.unique(self.of_opening[columns], return_inverse=True)
        found = np.zeros((len(rows), len(kinds)), np.int8)
        for said in self.each(rows, kinds):
            np.maximum(found, said, out=found)
        return np.take(found, where, axis=1)
