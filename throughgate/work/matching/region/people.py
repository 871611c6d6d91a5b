"""People as columns, each made once and kept: beside one opening more they need not be made anew."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from datetime import date
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from throughgate.work.matching.near import Settings, reach_of
from throughgate.work.matching.region.columns import (
    EVER,
    NO_DAY,
    Days,
    Floats,
    OnePerson,
    Places,
    days,
    in_order,
)
from throughgate.work.matching.region.criteria import Rows, numbered

NO_WISH = 0
"""The number of "no wish": it stands before those of the codes."""


class People:
    """People in the order of their keys, on a day. Columns are (P,) unless it is said otherwise.

    `homes`; `reach` in km. As ordinals: `first`, `planned`, `latest` day free (`NO_DAY`: nobody knows), `horizon`, the last
    day on which a start may lie.
    """

    def __init__(self, people: Sequence[OnePerson], today: date, settings: Settings) -> None:
        """Put into columns what does not hang on what is offered."""
        self.rows = sorted(people, key=lambda one: in_order(one.key))
        self.homes = Places.of([one.facts.home for one in self.rows])
        self.reach: Floats = np.array([reach_of(one.facts, settings) for one in self.rows], float)
        windows = [one.facts.release.window(today) or (None, None, None) for one in self.rows]
        self.first: Days
        self.planned: Days
        self.latest: Days
        self.first, self.planned, self.latest = (days(window[at] for window in windows) for at in range(3))
        self.horizon: Days = np.where(self.are_planned, self.latest + settings.window.days, EVER)
        self._levels: dict[str, Floats] = {}
        self._numbered: dict[Hashable, tuple[Rows, list[Any]]] = {}

    def __len__(self) -> int:
        """Return how many people there are."""
        return len(self.rows)

    @property
    def are_planned(self) -> NDArray[np.bool_]:
        """Say of whom it is known when they are free."""
        return np.asarray(self.first != NO_DAY)

    def numbered(self, name: Hashable, value: Callable[[OnePerson], Hashable]) -> tuple[Rows, list[Any]]:
        """Return the number of each person's value of a fact, and the values; `name` says which fact it is."""
        if name not in self._numbered:
            self._numbered[name] = numbered(value(one) for one in self.rows)
        return self._numbered[name]

    def levels(self, competency: str) -> Floats:
        """Return the levels shown of a competency, 0 where it was not observed."""
        if competency not in self._levels:
            self._levels[competency] = np.array(
                [one.facts.competencies.get(competency, 0.0) for one in self.rows], float
            )
        return self._levels[competency]

    @cached_property
    def demands(self) -> list[str]:
        """Return every demand that is shut for anybody."""
        return sorted({demand for one in self.rows for demand in one.shut})

    @cached_property
    def wishes(self) -> tuple[Rows, list[str]]:
        """Return the numbers of wishes, (P, most wishes), and their codes: the first is number 1."""
        codes = sorted({wish for one in self.rows for wish in one.facts.wishes})
        number = {wish: at for at, wish in enumerate(codes, start=NO_WISH + 1)}
        most = max((len(one.facts.wishes) for one in self.rows), default=0)
        # A short list is filled up with its own first wish.
        wished = np.full((len(self.rows), max(most, 1)), NO_WISH, np.intp)
        for row, person in enumerate(self.rows):
            numbers = [number[wish] for wish in person.facts.wishes]
            if numbers:
                wished[row] = numbers[0]
                wished[row, : len(numbers)] = numbers
        return wished, codes
