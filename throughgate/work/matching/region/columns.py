"""What a region is made of: people and openings with their keys; positions and days as columns."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from throughgate.ground.vocabulary.rules import Position
from throughgate.work.matching.facts import OpeningFacts, PersonFacts

Floats = NDArray[np.float64]
Days = NDArray[np.int64]
Key = int | str

NO_DAY = np.iinfo(np.int64).min
"""Stands for a date that nobody knows."""
EVER = np.iinfo(np.int64).max
"""Stands for a date that never comes."""


@dataclass(frozen=True)
class OnePerson:
    """A person of the region: a key that tells nothing, the facts, and the demands that work conditions shut."""

    key: Key
    facts: PersonFacts
    shut: Collection[str] = ()


class OneOpening(NamedTuple):
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

    @cached_property
    def known(self) -> NDArray[np.bool_]:
        """Say where a position is known."""
        return ~np.isnan(self.latitude)

    @cached_property
    def on_the_sphere(self) -> Floats:
        """Return points on the unit sphere, (n, 3); unknown ones are NaN."""
        latitude, longitude = np.radians(self.latitude), np.radians(self.longitude)
        level = np.cos(latitude)
        return np.stack([level * np.cos(longitude), level * np.sin(longitude), np.sin(latitude)], axis=1)


def days(dates: Iterable[date | None]) -> Days:
    """Return dates as numbers of days."""
    return np.array([NO_DAY if day is None else day.toordinal() for day in dates], np.int64)
