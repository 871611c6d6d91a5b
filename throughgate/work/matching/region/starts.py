"""When people are free and when one can start, as days: `near.start_reasons` for many pairs at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from throughgate.work.matching.fit import DAYS
from throughgate.work.matching.near import Settings
from throughgate.work.matching.region.columns import NO_DAY, Days, Floats, OneOpening, OnePerson, days
from throughgate.work.matching.region.criteria import BLOCKED, CANNOT_SAY, SUPPORT, Codes, Rows

EVER = np.iinfo(np.int64).max
Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Starts:
    """Days as ordinals. Of people (P,): first, planned, latest day free, and the last day a start may have.

    Of openings (O,): the day from which one can start (`NO_DAY`: unknown), the last such day (`EVER`: open), whether
    day release is possible, whether it is over.
    """

    first: Days
    planned: Days
    latest: Days
    horizon: Days
    known: Flags
    starts: Days
    last: Days
    day_release: Flags
    over: Flags

    @classmethod
    def of(
        cls, people: Sequence[OnePerson], openings: Sequence[OneOpening], today: date, settings: Settings
    ) -> Starts:
        """Put the days into columns."""
        windows = [one.facts.release.window(today) or (None, None, None) for one in people]
        first, planned, latest = (days(window[at] for window in windows) for at in range(3))
        known = first != NO_DAY
        last = days(one.facts.last_start for one in openings)
        last = np.where(last == NO_DAY, EVER, last)
        closing = days(one.facts.closing_on for one in openings)
        now = today.toordinal()
        return cls(
            first,
            planned,
            latest,
            np.where(known, latest + settings.window.days, EVER),
            known,
            days(one.facts.starts_on for one in openings),
            last,
            np.array([bool(one.facts.day_release) for one in openings], bool),
            (last < now) | ((closing != NO_DAY) & (closing < now)),
        )

    def verdicts(self, rows: Rows, columns: Rows) -> Codes:
        """Return what the days say, (rows, columns)."""
        first, latest = self.first[rows, None], self.latest[rows, None]
        starts, last = self.starts[columns], self.last[columns]
        found = np.zeros((len(rows), len(columns)), np.int8)
        found[last < latest] = SUPPORT
        before = last < first
        found[before] = BLOCKED
        found[before & self.day_release[columns]] = SUPPORT
        found[:, starts == NO_DAY] = np.maximum(found[:, starts == NO_DAY], CANNOT_SAY)
        found[starts > self.horizon[rows, None]] = BLOCKED
        found[~self.known[rows]] = CANNOT_SAY
        found[:, self.over[columns]] = BLOCKED
        return found

    def soon(self, people: Rows, openings: Rows) -> Floats:
        """Return how soon each pair could begin, from 1 (at once) to 0 (in `DAYS` days or later)."""
        wait = np.clip(self.starts[openings] - self.planned[people], 0, DAYS)
        return np.asarray(1 - wait / DAYS)
