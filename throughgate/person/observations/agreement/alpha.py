"""Krippendorff's alpha: agreement of any number of raters with gaps, for four kinds of scale."""

from __future__ import annotations

from typing import Literal

import numpy as np

from throughgate.person.observations.agreement.data import Figure, Ratings, Values

Metric = Literal["nominal", "ordinal", "interval", "ratio"]
METRICS: tuple[Metric, ...] = ("nominal", "ordinal", "interval", "ratio")


def krippendorff_alpha(ratings: Ratings, metric: Metric) -> Figure:
    """Return alpha = 1 - observed / expected disagreement over all units rated at least twice.

    Source: K. Krippendorff, Computing Krippendorff's Alpha-Reliability (2011), section C and D.
    """
    counted = (~np.isnan(ratings.values)).sum(axis=1)
    table = ratings.values[counted > 1]
    units, raters = len(table), int((~np.isnan(table)).any(axis=0).sum()) if len(table) else 0
    if not units:
        few = len(ratings.raters) < 2
        return Figure.none("too_few_raters" if few else "not_by_two", raters=len(ratings.raters))
    levels = np.unique(table[~np.isnan(table)])
    if metric == "ratio" and levels[0] < 0:
        return Figure.none("not_defined", units=units, raters=raters)
    if len(levels) < 2:
        return Figure.none("no_variation", units=units, raters=raters)
    # Coincidences: within a unit with m ratings each ordered pair counts 1 / (m - 1).
    counts = np.stack([(table == level).sum(axis=1) for level in levels], axis=1).astype(float)
    share = 1 / (counts.sum(axis=1) - 1)
    coincidences = (counts * share[:, None]).T @ counts - np.diag((counts * share[:, None]).sum(axis=0))
    totals = coincidences.sum(axis=1)
    n = totals.sum()
    apart = _distances(levels, totals, metric)
    expected = float((np.outer(totals, totals) * apart).sum()) / (n - 1)
    observed = float((coincidences * apart).sum())
    if expected <= 0:
        return Figure.none("no_variation", units=units, raters=raters)
    return Figure(1 - observed / expected, units=units, raters=raters)


def _distances(levels: Values, totals: Values, metric: Metric) -> Values:
    """Return the squared distance of each pair of levels, shape (levels, levels)."""
    c, k = levels[:, None], levels[None, :]
    if metric == "nominal":
        different: Values = (c != k).astype(np.float64)
        return different
    if metric == "interval":
        squared: Values = (c - k) ** 2
        return squared
    if metric == "ratio":
        together = c + k
        with np.errstate(divide="ignore", invalid="ignore"):
            relative: Values = np.where(together == 0, 0.0, ((c - k) / together) ** 2)
        return relative
    # Ordinal: how many ratings lie between two levels, half of each end counted.
    middle = np.cumsum(totals) - totals / 2
    ranked: Values = (middle[:, None] - middle[None, :]) ** 2
    return ranked
