"""When people are free and when one can start, as days: `near.start_reasons` for many pairs at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from throughgate.work.matching.fit import DAYS
from throughgate.work.matching.region.columns import EVER, NO_DAY, Days, Floats, OneOpening, days
from throughgate.work.matching.region.criteria import BLOCKED, CANNOT_SAY, SUPPORT, Codes, Rows
from throughgate.work.matching.region.people import People

Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Starts:
    """Days of openings as ordinals, (O,), beside those of people.

    `starts`: the day from which one can start (`NO_DAY`: unknown); `last`: the last such day (`EVER`: open); `expires`: the
    last day of the offer (`EVER`: nobody says, or it is over); whether day release is possible; whether it is over.
    """

    people: People
    starts: Days
    last: Days
    expires: Days
    day_release: Flags
    over: Flags

    @classmethod
    def of(cls, people: People, openings: Sequence[OneOpening], today: date) -> Starts:
        """Put the days into columns."""
        last = days(one.facts.last_start for one in openings)
        last = np.where(last == NO_DAY, EVER, last)
        closing = days(one.facts.closing_on for one in openings)
        now = today.toordinal()
        expires = days(one.facts.expires_on for one in openings)
        expires = np.where((expires == NO_DAY) | (expires < now), EVER, expires)
        return cls(
            people,
            days(one.facts.starts_on for one in openings),
            last,
            expires,
            np.array([bool(one.facts.day_release) for one in openings], bool),
            (last < now) | ((closing != NO_DAY) & (closing < now)),
        )

    def verdicts(self, rows: Rows, columns: Rows) -> Codes:
        """Return what the days say, (rows, columns)."""
        first, latest = self.people.first[rows, None], self.people.latest[rows, None]
        starts, last = self.starts[columns], self.last[columns]
        found = np.zeros((len(rows), len(columns)), np.int8)
        found[(last < latest) | (self.expires[columns] < self.people.planned[rows, None])] = SUPPORT
        before = last < first
        found[before] = BLOCKED
        found[before & self.day_release[columns]] = SUPPORT
        found[:, starts == NO_DAY] = np.maximum(found[:, starts == NO_DAY], CANNOT_SAY)
        found[starts > self.people.horizon[rows, None]] = BLOCKED
        found[~self.people.are_planned[rows]] = CANNOT_SAY
        found[:, self.over[columns]] = BLOCKED
        return found

    def soon(self, people: Rows, openings: Rows) -> Floats:
        """Return how soon each pair could begin, from 1 (at once) to 0 (in `DAYS` days or later)."""
        wait = np.clip(self.starts[openings] - self.people.planned[people], 0, DAYS)
        return np.asarray(1 - wait / DAYS)
