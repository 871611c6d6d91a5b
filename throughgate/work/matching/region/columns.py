"""People and openings as columns, in the order of their keys: what comes in in another order gives the same answers."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from throughgate.ground.vocabulary.rules import Position
from throughgate.work.matching.facts import OpeningFacts, PersonFacts
from throughgate.work.matching.fit import HALF, nearness
from throughgate.work.matching.near import Settings, reach_of
from throughgate.work.matching.region.criteria import Rows, numbered

Floats = NDArray[np.float64]
Days = NDArray[np.int64]
Key = int | str

NO_DAY = np.iinfo(np.int64).min
"""Stands for a date that nobody knows."""


@dataclass(frozen=True)
class OnePerson:
    """A person of the region: a key that tells nothing, the facts, and the demands that work conditions shut."""

    key: Key
    facts: PersonFacts
    shut: Collection[str] = ()


@dataclass(frozen=True)
class OneOpening:
    """An opening of the region."""

    key: Key
    facts: OpeningFacts


def in_order(key: Key) -> tuple[bool, Key]:
    """Return by what keys ascend: numbers, then texts."""
    return isinstance(key, str), key


@dataclass(frozen=True)
class Places:
    """Positions in degrees, NaN where nobody knows one."""

    latitude: Floats
    longitude: Floats

    @classmethod
    def of(cls, positions: Sequence[Position | None]) -> Places:
        """Take the degrees apart."""
        degrees = np.array(
            [(np.nan, np.nan) if at is None else (at.latitude, at.longitude) for at in positions], float
        ).reshape(-1, 2)
        return cls(degrees[:, 0], degrees[:, 1])

    @property
    def known(self) -> NDArray[np.bool_]:
        """Say where a position is known."""
        return ~np.isnan(self.latitude)

    def on_the_sphere(self) -> Floats:
        """Return points on the unit sphere, (n, 3); unknown ones are NaN."""
        latitude, longitude = np.radians(self.latitude), np.radians(self.longitude)
        level = np.cos(latitude)
        return np.stack([level * np.cos(longitude), level * np.sin(longitude), np.sin(latitude)], axis=1)


@dataclass(frozen=True)
class Skills:
    """Competencies shown and wanted, over the levels that any opening wants.

    `shown` (P, competencies): levels, 0 where not observed. `of_level` (levels,): whose competency it is. `wanted`
    (levels,): the level. `counts` (O, levels): how often it counts, twice where needed. `total` (O,): their sum.
    """

    shown: Floats
    of_level: Rows
    wanted: Floats
    counts: csr_array
    total: Floats

    @classmethod
    def of(cls, people: Sequence[OnePerson], openings: Sequence[OneOpening]) -> Skills:
        """Collect levels in the order of their names, so that sums do not hang on the order of what came in."""
        levels = sorted(
            {(name, float(want.level)) for one in openings for name, want in one.facts.competencies.items()}
        )
        number = {level: at for at, level in enumerate(levels)}
        names = {name: at for at, name in enumerate(dict.fromkeys(name for name, _ in levels))}
        shown = np.zeros((len(people), len(names)))
        for row, person in enumerate(people):
            for name, level in person.facts.competencies.items():
                if name in names:
                    shown[row, names[name]] = level
        cells = [
            (row, number[name, float(want.level)], 2.0 if want.needed else 1.0)
            for row, one in enumerate(openings)
            for name, want in one.facts.competencies.items()
        ]
        rows, columns, counts = zip(*cells, strict=True) if cells else ((), (), ())
        matrix = csr_array((counts, (rows, columns)), shape=(len(openings), len(levels)))
        matrix.sort_indices()
        return cls(
            shown,
            np.array([names[name] for name, _ in levels], np.intp),
            np.array([level for _, level in levels]),
            matrix,
            np.asarray(matrix.sum(axis=1)).reshape(-1),
        )

    def reached(self, rows: Rows, columns: Rows) -> Floats:
        """Return the sum of what is reached of each wanted level, (rows, columns); all of `total` is all reached."""
        ratio = np.minimum(self.shown[np.ix_(rows, self.of_level)] / self.wanted, 1.0)
        return np.asarray((self.counts[columns] @ ratio.T).T)


@dataclass(frozen=True)
class Wishes:
    """Occupations. `wished` (P, most wishes): numbers of wishes. `offered` (O,): numbers of occupations.

    `near` (wishes, occupations): nearness.
    """

    wished: Rows
    offered: Rows
    near: Floats

    @classmethod
    def of(cls, people: Sequence[OnePerson], openings: Sequence[OneOpening]) -> Wishes:
        """Compare each wish with each occupation once."""
        offered, occupations = numbered(one.facts.occupation for one in openings)
        codes = sorted({wish for one in people for wish in one.facts.wishes})
        number = {wish: at for at, wish in enumerate(codes, start=1)}
        most = max((len(one.facts.wishes) for one in people), default=0)
        # Number 0 stands for "no wish"; a short list is filled up with its own first wish.
        wished = np.zeros((len(people), max(most, 1)), np.intp)
        for row, person in enumerate(people):
            numbers = [number[wish] for wish in person.facts.wishes]
            if numbers:
                wished[row] = numbers[0]
                wished[row, : len(numbers)] = numbers
        near = np.full((len(codes) + 1, len(occupations)), HALF)
        for column, occupation in enumerate(occupations):
            if occupation:
                near[1:, column] = [nearness(wish, occupation) for wish in codes]
        return cls(wished, offered, near)

    def nearness(self, rows: Rows, columns: Rows) -> Floats:
        """Return how near each occupation is to the best wish, (rows, columns)."""
        wished = self.wished[rows]
        best = self.near[wished[:, 0]]
        for number in range(1, wished.shape[1]):
            np.maximum(best, self.near[wished[:, number]], out=best)
        return np.take(best, self.offered[columns], axis=1)


def days(dates: Iterable[date | None]) -> Days:
    """Return dates as numbers of days."""
    return np.array([NO_DAY if day is None else day.toordinal() for day in dates], np.int64)


def reaches(people: Sequence[OnePerson], settings: Settings) -> Floats:
    """Return how far each person travels, in km."""
    return np.array([reach_of(one.facts, settings) for one in people], float)
