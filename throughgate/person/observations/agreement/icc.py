"""Intraclass correlations: how much of the variation lies between the people rated, with 95 % intervals."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.stats import f as f_distribution

from throughgate.person.observations.agreement.data import Figure, Ratings, Values

FORMS = ("ICC(1,1)", "ICC(2,1)", "ICC(3,1)", "ICC(1,k)", "ICC(2,k)", "ICC(3,k)")
"""1: raters differ from unit to unit; 2: raters are a sample; 3: only these raters. k: the mean of all raters."""
TAIL = 0.025


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
        grand = table.mean()
        between = k * float(((table.mean(axis=1) - grand) ** 2).sum())
        columns = n * float(((table.mean(axis=0) - grand) ** 2).sum())
        total = float(((table - grand) ** 2).sum())
        rest = max(total - between - columns, 0.0)
        return cls(
            n,
            k,
            units=between / (n - 1),
            raters=columns / (k - 1),
            error=rest / ((n - 1) * (k - 1)),
            within=(total - between) / (n * (k - 1)),
        )


def intraclass(ratings: Ratings) -> dict[str, Figure]:
    """Return all six forms over the units that every rater rated.

    Sources: P. E. Shrout, J. L. Fleiss, Psychological Bulletin 86 (1979) 420-428; K. O. McGraw, S. P. Wong,
    Psychological Methods 1 (1996) 30-46 (intervals of the two-way forms).
    """
    table = ratings.complete
    n, k = table.shape
    reason = (
        "too_few_raters" if k < 2 else "no_overlap" if n < 1 else "too_few_units" if n < 2
        else "no_variation" if np.ptp(table) == 0 else ""
    )  # fmt: skip
    if reason:
        return {form: Figure.none(reason, units=n, raters=k) for form in FORMS}
    v = _Variance.of(table)
    return {
        "ICC(1,1)": _one_way(v, single=True),
        "ICC(2,1)": _two_way_random(v, single=True),
        "ICC(3,1)": _two_way_mixed(v, single=True),
        "ICC(1,k)": _one_way(v, single=False),
        "ICC(2,k)": _two_way_random(v, single=False),
        "ICC(3,k)": _two_way_mixed(v, single=False),
    }


def _one_way(v: _Variance, *, single: bool) -> Figure:
    return _from_ratio(v, v.units, v.within, v.n - 1, v.n * (v.k - 1), single=single)


def _two_way_mixed(v: _Variance, *, single: bool) -> Figure:
    return _from_ratio(v, v.units, v.error, v.n - 1, (v.n - 1) * (v.k - 1), single=single)


def _from_ratio(v: _Variance, above: float, below: float, first: int, second: int, *, single: bool) -> Figure:
    """Return the forms that are a function of one F ratio, with its exact interval."""
    if above == 0:
        return Figure.none("no_variation", units=v.n, raters=v.k)
    value = (above - below) / (above + (v.k - 1) * below) if single else (above - below) / above
    if below == 0:
        return Figure(value, value, value, units=v.n, raters=v.k)
    ratio = above / below
    low = ratio / float(f_distribution.ppf(1 - TAIL, first, second))
    high = ratio * float(f_distribution.ppf(1 - TAIL, second, first))
    lower, upper = ((f - 1) / (f + v.k - 1) if single else 1 - 1 / f for f in (low, high))
    return Figure(value, lower, upper, units=v.n, raters=v.k)


def _two_way_random(v: _Variance, *, single: bool) -> Figure:
    n, k = v.n, v.k
    below = v.units + (k - 1) * v.error + k * (v.raters - v.error) / n
    mean_below = v.units + (v.raters - v.error) / n
    if below == 0 or mean_below == 0:
        return Figure.none("no_variation", units=n, raters=k)
    one = (v.units - v.error) / below
    value = one if single else (v.units - v.error) / mean_below
    if v.error == 0:
        return Figure(value, units=n, raters=k)
    # Satterthwaite's degrees of freedom for the error of a single rating.
    f = v.raters / v.error
    spread = k * one * f + n * (1 + (k - 1) * one) - k * one
    freedom = (k - 1) * (n - 1) * spread**2 / (
        (n - 1) * k**2 * one**2 * f**2 + (n * (1 + (k - 1) * one) - k * one) ** 2
    )  # fmt: skip
    upper_f = float(f_distribution.ppf(1 - TAIL, n - 1, freedom))
    lower_f = float(f_distribution.ppf(1 - TAIL, freedom, n - 1))
    common = k * v.raters + (k * n - k - n) * v.error
    low = n * (v.units - upper_f * v.error) / (upper_f * common + n * v.units)
    high = n * (lower_f * v.units - v.error) / (common + n * lower_f * v.units)
    if not single:
        low, high = (k * bound / (1 + (k - 1) * bound) for bound in (low, high))
    return Figure(value, low, high, units=n, raters=k)
