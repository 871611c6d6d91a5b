"""Ratings as a table with gaps, and what a coefficient answers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Self

import numpy as np
from numpy.typing import NDArray

Values = NDArray[np.float64]


class Twice(ValueError):
    """A rater rated the same unit twice; which one counts is not for a coefficient to guess."""


@dataclass(frozen=True)
class Figure:
    """A coefficient: its value and 95 % interval where it has one, what it rests on, or why there is none.

    Reasons: `too_few_raters`, `too_few_units`; `not_by_two`, `not_by_both`, `not_by_all` (no unit was rated by as many as
    it takes); `no_variation` (all ratings that can be compared are the same, so chance alone explains them),
    `units_alike` (the units have the same mean: there is nothing to tell apart), `contradiction` (the estimate leaves the
    range of a correlation), `not_defined` (a ratio scale needs values of zero or more). Beside a value, the reason says
    why it has no interval; `no_interval`: the approximate one would not hold it.
    """

    value: float | None
    low: float | None = None
    high: float | None = None
    units: int = 0
    raters: int = 0
    reason: str = ""

    @classmethod
    def none(cls, reason: str, *, units: int = 0, raters: int = 0) -> Self:
        """Return the answer that there is no figure, with its reason."""
        return cls(None, units=units, raters=raters, reason=reason)


@dataclass(frozen=True)
class Ratings:
    """Units by raters, shape (units, raters), NaN where a rater did not rate a unit."""

    units: tuple[str, ...]
    raters: tuple[str, ...]
    values: Values = field(repr=False)

    @classmethod
    def of(cls, rows: Iterable[tuple[str, str, float]]) -> Self:
        """Make the table from (unit, rater, value); raise Twice where a rater rated a unit twice.

        Units and raters are sorted, so that the order of the rows changes nothing.
        """
        cells: dict[tuple[str, str], float] = {}
        for unit, rater, value in rows:
            if (unit, rater) in cells:
                raise Twice(f"{rater} rated {unit} twice")
            cells[unit, rater] = value
        units = tuple(sorted({unit for unit, _ in cells}))
        raters = tuple(sorted({rater for _, rater in cells}))
        values = np.full((len(units), len(raters)), np.nan)
        row = {unit: n for n, unit in enumerate(units)}
        column = {rater: n for n, rater in enumerate(raters)}
        for (unit, rater), value in cells.items():
            values[row[unit], column[rater]] = value
        return cls(units, raters, values)

    @property
    def complete(self) -> Values:
        """Return the units that every rater rated."""
        return self.values[~np.isnan(self.values).any(axis=1)]
