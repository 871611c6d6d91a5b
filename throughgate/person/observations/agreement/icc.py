"""Intraclass correlations: how much of the variation lies between the people rated, with 95 % intervals."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from throughgate.person.observations.agreement.data import Figure, Ratings, Values

FORMS = ("ICC(1,1)", "ICC(2,1)", "ICC(3,1)", "ICC(1,k)", "ICC(2,k)", "ICC(3,k)")
"""1: raters differ from unit to unit; 2: raters are a sample; 3: only these raters. k: the mean of all raters."""
TAIL = 0.025
NOISE = 1e-13
"""So far, as a share of the largest value, means that are equal may lie apart in floating point."""
LOWEST_MEAN = -1.0
"""The forms for the mean have no lower end of their own; below this one a number is no correlation any more."""


@dataclass(frozen=True)
class _Variance:
    """Mean squares of a table of n units by k raters without gaps."""

    n: int
    k: int
    units: float
    raters: float
    error: float
    within: float

    @classmethod
    def of(cls, table: Values) -> _Variance:
        n, k = table.shape
        noise = n * k * (NOISE * float(np.abs(table).max())) ** 2
        # Away from the origin first: a large common part would drown the differences.
        table = table - table.min()
        grand, of_unit, of_rater = table.mean(), table.mean(axis=1), table.mean(axis=0)
        within = table - of_unit[:, None]

        def squares(apart: Values, times: int = 1) -> float:
            found = times * float((apart**2).sum())
            return found if found > noise else 0.0

        return cls(
            n,
            k,
            units=squares(of_unit - grand, k) / (n - 1),
            raters=squares(of_rater - grand, n) / (k - 1),
            error=squares(within - (of_rater - grand)) / ((n - 1) * (k - 1)),
            within=squares(within) / (n * (k - 1)),
        )

    @property
    def lowest(self) -> float:
        """Return the lowest correlation that so many raters can have with each other."""
        return -1 / (self.k - 1)

    def of_mean(self, one: float) -> float:
        """Return the correlation of the mean of all raters from that of one (Spearman-Brown), -inf at the lowest."""
        below = 1 + (self.k - 1) * one
        return self.k * one / below if below > NOISE else -np.inf


def intraclass(ratings: Ratings) -> dict[str, Figure]:
    """Return all six forms over the units that every rater rated.

    A value outside the range of a correlation is not given, nor an interval that would not hold its value: both happen
    where raters contradict each other. Sources: P. E. Shrout, J. L. Fleiss, Psychological Bulletin 86 (1979) 420-428;
    K. O. McGraw, S. P. Wong, Psychological Methods 1 (1996) 30-46 (intervals of the two-way forms).
    """
    table = ratings.complete
    n, k = table.shape
    reason = (
        "too_few_raters" if k < 2 else "not_by_all" if n < 1 else "too_few_units" if n < 2
        else "no_variation" if np.ptp(table) == 0 else ""
    )  # fmt: skip
    if reason:
        return {form: Figure.none(reason, units=n, raters=k) for form in FORMS}
    v = _Variance.of(table)
    singles = _one_way(v), _two_way_random(v), _two_way_mixed(v)
    return dict(zip(FORMS, [*singles, *(_for_the_mean(v, single) for single in singles)], strict=True))


def _one_way(v: _Variance) -> Figure:
    return _from_ratio(v, v.within, v.n * (v.k - 1))


def _two_way_mixed(v: _Variance) -> Figure:
    return _from_ratio(v, v.error, (v.n - 1) * (v.k - 1))


def _from_ratio(v: _Variance, below: float, freedom: int) -> Figure:
    """Return a form that is a function of one F ratio, with its exact interval."""
    if v.units == 0:
        # With nothing below, either, the raters differ by the same amount everywhere.
        return _figure(v, v.lowest, why="units_alike") if below else _none(v, "units_alike")
    value = (v.units - below) / (v.units + (v.k - 1) * below)
    if below == 0:
        return _figure(v, value, value, value)
    ratio, first = v.units / below, v.n - 1
    low = ratio / _f(first, freedom)
    high = ratio * _f(freedom, first)
    return _figure(v, value, *((f - 1) / (f + v.k - 1) for f in (low, high)))


def _f(above: float, below: float) -> float:
    """Return the F ratio, with so many degrees of freedom each, beyond which the tail lies."""
    # Not with the module: loading it takes a tenth of the time in which a process starts.
    from scipy.special import fdtri

    return float(fdtri(above, below, 1 - TAIL))


def _two_way_random(v: _Variance) -> Figure:
    n, k = v.n, v.k
    below = v.units + (k - 1) * v.error + k * (v.raters - v.error) / n
    if below <= 0:
        return _none(v, "contradiction")
    value = (v.units - v.error) / below
    if v.units == 0:
        return _figure(v, value, why="units_alike")
    # Satterthwaite's degrees of freedom for the error of a single rating.
    of_raters, of_error = k * value * v.raters, (n * (1 + (k - 1) * value) - k * value) * v.error
    parts = (n - 1) * of_raters**2 + of_error**2
    if parts == 0:
        return _figure(v, value, value, value)
    freedom = (k - 1) * (n - 1) * (of_raters + of_error) ** 2 / parts
    upper_f = _f(n - 1, freedom)
    lower_f = _f(freedom, n - 1)
    common = k * v.raters + (k * n - k - n) * v.error
    low = n * (v.units - upper_f * v.error) / (upper_f * common + n * v.units)
    high = n * (lower_f * v.units - v.error) / (common + n * lower_f * v.units)
    return _figure(v, value, low, high)


def _for_the_mean(v: _Variance, single: Figure) -> Figure:
    """Return the form for the mean of all raters."""
    if single.value is None:
        return single
    value = v.of_mean(single.value)
    if value < LOWEST_MEAN:
        return _none(v, "contradiction" if v.units else "units_alike")
    bounds = [np.nan if bound is None else v.of_mean(bound) for bound in (single.low, single.high)]
    return _figure(v, value, *bounds, lowest=-np.inf, why=single.reason or "no_interval")


def _figure(
    v: _Variance,
    value: float,
    low: float = np.nan,
    high: float = np.nan,
    *,
    lowest: float | None = None,
    why: str = "no_interval",
) -> Figure:
    """Return the value with its interval where that is possible and holds it, else without and why."""
    lowest = v.lowest if lowest is None else lowest
    if value < lowest - NOISE:
        return _none(v, "contradiction")
    value = float(max(value, lowest))
    possible = np.isfinite([low, high]).all() and lowest <= low and high <= 1 + NOISE
    if possible and low - NOISE <= value <= high + NOISE:
        return Figure(value, float(min(low, value)), float(max(high, value)), units=v.n, raters=v.k)
    return Figure(value, units=v.n, raters=v.k, reason=why)


def _none(v: _Variance, reason: str) -> Figure:
    return Figure.none(reason, units=v.n, raters=v.k)
