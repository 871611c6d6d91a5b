"""Kappa: agreement beyond chance, for two raters with quadratic weights and for many raters."""

from __future__ import annotations

import numpy as np

from throughgate.person.observations.agreement.data import Figure, Ratings, Values


def weighted_kappa(one: Values, other: Values) -> Figure:
    """Return Cohen's kappa with quadratic weights of two raters, shapes (n,) and (n,); NaN is a gap.

    1 - observed / expected squared difference; the expected one pairs every rating of one with every rating of the
    other. Source: J. Cohen, Psychological Bulletin 70 (1968) 213-220.
    """
    both = ~(np.isnan(one) | np.isnan(other))
    a, b = one[both], other[both]
    if not len(a):
        return Figure.none("not_by_both", raters=2)
    # Away from the origin first, so that the variance of equal ratings is exactly nothing.
    lowest = min(a.min(), b.min())
    a, b = a - lowest, b - lowest
    observed = float(np.mean((a - b) ** 2))
    # mean over all pairs of (x - y)^2 = var(a) + var(b) + (mean(a) - mean(b))^2
    expected = float(np.var(a) + np.var(b) + (np.mean(a) - np.mean(b)) ** 2)
    if expected <= 0:
        return Figure.none("no_variation", units=len(a), raters=2)
    return Figure(1 - observed / expected, units=len(a), raters=2)


def fleiss_kappa(ratings: Ratings) -> Figure:
    """Return Fleiss' kappa over the units that every rater rated; categories have no order.

    Source: J. L. Fleiss, Psychological Bulletin 76 (1971) 378-382.
    """
    table = ratings.complete
    units, raters = table.shape
    if raters < 2:
        return Figure.none("too_few_raters", units=units, raters=raters)
    if units < 1:
        return Figure.none("not_by_all", raters=raters)
    categories = np.unique(table)
    counts = np.stack([(table == category).sum(axis=1) for category in categories], axis=1)
    agreement = ((counts**2).sum(axis=1) - raters) / (raters * (raters - 1))
    chance = float(((counts.sum(axis=0) / (units * raters)) ** 2).sum())
    if chance >= 1:
        return Figure.none("no_variation", units=units, raters=raters)
    return Figure((float(agreement.mean()) - chance) / (1 - chance), units=units, raters=raters)
