"""Double ratings: who was rated by two observers at nearly the same time, and how far they agree."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations

import numpy as np

from throughgate.person.observations.agreement import Figure, Ratings, krippendorff_alpha, weighted_kappa

WITHIN = timedelta(days=14)
"""Ratings of the same person further apart may differ because the person changed."""
FEWEST_DOUBLES = 10
FEWEST_RATERS = 5
"""Figures over fewer observers would be figures about one of them."""


@dataclass(frozen=True, slots=True)
class Seen:
    """One signed level: of whom, in what, by whom, when. Persons and raters are numbers that mean nothing else."""

    person: int
    competency: object
    rater: int
    on: date
    level: int


@dataclass(frozen=True, slots=True)
class Double:
    """What at least two observers gave one person in one competency within the same days."""

    competency: object
    levels: tuple[tuple[int, int], ...]
    """Rater and level, each rater once."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far observers agree over some double ratings; `reason` where no figure is given.

    Reasons: `too_few_doubles`, `too_few_raters`, and those of `Figure`.
    """

    doubles: int
    raters: int
    alike: int = 0
    """So many double ratings hold one level only."""
    near: int = 0
    """So many lie one level apart at most."""
    alpha: Figure | None = None
    kappa: float | None = None
    """The mean of quadratic weighted kappa over pairs of observers with enough double ratings; None without any."""
    kappa_pairs: int = 0
    reason: str = ""


def doubles(rows: Iterable[Seen]) -> list[Double]:
    """Return the double ratings; an observer's first rating within the days counts, each rating in one double at most."""
    by_subject: dict[tuple[int, object], list[Seen]] = {}
    for row in rows:
        by_subject.setdefault((row.person, row.competency), []).append(row)
    return [
        Double(competency, tuple(sorted(together.items())))
        for (_person, competency), seen in sorted(by_subject.items(), key=str)
        for together in _windows(sorted(seen, key=lambda row: (row.on, row.rater, row.level)))
        if len(together) > 1
    ]


def _windows(rows: Sequence[Seen]) -> Iterable[dict[int, int]]:
    start: date | None = None
    together: dict[int, int] = {}
    for row in rows:
        if start is None or row.on - start > WITHIN:
            if together:
                yield together
            start, together = row.on, {}
        together.setdefault(row.rater, row.level)
    if together:
        yield together


def agreement(found: Sequence[Double]) -> Agreement:
    """Return how far the observers agree, or why no figure is given."""
    raters = {rater for double in found for rater, _level in double.levels}
    if len(raters) < FEWEST_RATERS:
        return Agreement(len(found), len(raters), reason="too_few_raters")
    if len(found) < FEWEST_DOUBLES:
        return Agreement(len(found), len(raters), reason="too_few_doubles")
    gaps = [max(levels) - min(levels) for levels in ([level for _, level in d.levels] for d in found)]
    table = Ratings.of(
        (str(number), str(rater), float(level))
        for number, double in enumerate(found)
        for rater, level in double.levels
    )
    alpha = krippendorff_alpha(table, "ordinal")
    kappas = _kappas(table)
    return Agreement(
        len(found),
        len(raters),
        alike=sum(gap == 0 for gap in gaps),
        near=sum(gap <= 1 for gap in gaps),
        alpha=alpha,
        kappa=sum(kappas) / len(kappas) if kappas else None,
        kappa_pairs=len(kappas),
        reason=alpha.reason,
    )


def _kappas(table: Ratings) -> list[float]:
    found = []
    for one, other in combinations(table.values.T, 2):
        if int((~(np.isnan(one) | np.isnan(other))).sum()) >= FEWEST_DOUBLES:
            kappa = weighted_kappa(one, other)
            if kappa.value is not None:
                found.append(kappa.value)
    return found
