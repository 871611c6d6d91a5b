"""The pairs that fit: all of them, or the best of each person."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from throughgate.work.matching.region.blocks import PEOPLE, Told, each_block, quiet
from throughgate.work.matching.region.compare import Pairs, Region
from throughgate.work.matching.region.criteria import BLOCKED, CANNOT_SAY, Rows


@dataclass(frozen=True)
class Everything:
    """All pairs that fit, by person and opening, and how many do not; a pair that is shut is in none of these."""

    pairs: Pairs
    cannot_say: int
    blocked: int


def everything(region: Region, told: Told = quiet) -> Everything:
    """Compare everybody with everything."""
    cannot_say = blocked = 0
    openings = np.arange(len(region.openings))
    for start in range(0, len(region.people), PEOPLE):
        rows = np.arange(start, min(start + PEOPLE, len(region.people)))
        said = region.said(rows, openings)
        cannot_say += int((said == CANNOT_SAY).sum())
        blocked += int((said == BLOCKED).sum())
        told(start + len(rows), 2 * len(region.people))
    return Everything(eligible(region, told), cannot_say, blocked)


def eligible(region: Region, told: Told = quiet) -> Pairs:
    """Return all pairs that fit or fit with support, by person and opening."""
    return by_opening(Pairs.joined(list(each_block(region, region.eligible, told))))


def count(region: Region, told: Told = quiet) -> int:
    """Return how many pairs fit or fit with support; none of them is kept, however many there are."""
    return sum(each_block(region, lambda rows, columns: len(region.eligible(rows, columns)), told))


def by_opening(pairs: Pairs) -> Pairs:
    """Put pairs in order by person and opening."""
    return pairs[np.lexsort((pairs.openings, pairs.people))]


def best(region: Region, most: int, told: Told = quiet) -> Pairs:
    """Return the best openings of each person, at most so many: by person, by fit descending, then by opening."""

    def best_of_block(rows: Rows, columns: Rows) -> Pairs:
        return first(region.eligible(rows, columns), most)

    return first(Pairs.joined(list(each_block(region, best_of_block, told))), most)


def first(pairs: Pairs, most: int) -> Pairs:
    """Put each person's pairs in order and keep the first."""
    pairs = pairs[np.lexsort((pairs.openings, -pairs.fit, pairs.people))]
    starts = np.r_[True, pairs.people[1:] != pairs.people[:-1]] if len(pairs) else np.zeros(0, bool)
    begin = np.maximum.accumulate(np.where(starts, np.arange(len(pairs)), 0))
    return pairs[np.arange(len(pairs)) - begin < most]
