"""What the comparison looks at: facts of one person and of one opening, as plain values."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import NamedTuple

from throughgate.ground.vocabulary.rules import Position

NONE = "none"
"""The level of a language that somebody does not speak."""


class Point(NamedTuple):
    """A position in degrees."""

    latitude: float
    longitude: float


@dataclass(frozen=True)
class Release:
    """When somebody is free; each date may be unknown. Somebody free already has no dates and `is_free`."""

    earliest_on: date | None = None
    expected_on: date | None = None
    latest_on: date | None = None
    is_free: bool = False

    def window(self, today: date) -> tuple[date, date, date] | None:
        """Return the earliest, the planned and the latest day, none before today; None where nobody can plan.

        An earliest date alone is no plan: the release may be years later.
        """
        if self.is_free:
            return today, today, today
        planned = self.expected_on or self.latest_on
        if planned is None:
            return None
        first = min(self.earliest_on or planned, planned)
        last = max(self.latest_on or planned, planned)
        return max(first, today), max(planned, today), max(last, today)


@dataclass(frozen=True)
class PersonFacts:
    """One person. Nothing here tells who it is."""

    home: Position | None = None
    reach_km: float | None = None
    release: Release = field(default_factory=Release)
    licences: Collection[str] | None = None
    """Classes held; empty is "no licence", None is unknown."""
    languages: Mapping[str, str] | None = None
    """A level from "none" to "native" per language; an empty level is unknown, an absent language is not spoken."""
    wish_kinds: Collection[str] = ()
    """None chosen means any."""
    wishes: Collection[str] = ()
    """Codes of occupations; none means any."""
    right_to_work: str = ""
    certificates: Collection[str] = ()
    competencies: Mapping[str, float] = field(default_factory=dict)
    """The level shown, of those that were observed."""


@dataclass(frozen=True)
class Wanted:
    """A level of a competency that an opening asks for, above zero."""

    level: float
    needed: bool = False
    """Needed, not only helpful."""


class OpeningFacts(NamedTuple):
    """One opening. A tuple, for a page compares with hundreds of them."""

    key: str
    kind: str
    position: Position | None = None
    is_on_the_road: bool = False
    occupation: str = ""
    seats: int | None = None
    starts_on: date | None = None
    start_until: date | None = None
    closing_on: date | None = None
    expires_on: date | None = None
    """The last day on which it is offered, unless somebody renews it; None where nobody says."""
    day_release: bool | None = None
    licences: Collection[str] | None = None
    """Classes asked; empty is "none asked", None is "nobody said"."""
    languages: Mapping[str, str] | None = None
    """The level asked per language; empty is "none asked", None is "nobody said"."""
    certificates: Collection[str] = ()
    competencies: Mapping[str, Wanted] = MappingProxyType({})
    demands: Collection[str] = ()
    """What the work brings with it ("heights"), for work conditions."""

    @property
    def last_start(self) -> date | None:
        """Return the last day on which one can start; None where the start is open.

        A training place begins on its day, everything else from its day on.
        """
        if self.start_until is None and self.kind == "training":
            return self.starts_on
        return self.start_until


DEMAND_OF_CONDITION = {
    "no_driving": "driving",
    "no_night_work": "night_work",
    "no_heights": "heights",
    "no_heavy_lifting": "heavy_lifting",
    "no_cash": "cash",
    "no_online": "online",
    "no_private_homes": "private_homes",
    "no_minors": "minors",
    "fixed_place": "on_the_road",
}
"""Which demand of an opening a work condition shuts."""


def demands_of(opening: OpeningFacts) -> frozenset[str]:
    """Return everything that a work condition could shut: a licence means driving."""
    derived = {"driving"} if opening.licences else set()
    return frozenset(opening.demands) | derived | ({"on_the_road"} if opening.is_on_the_road else set())


def shut_by(conditions: Iterable[tuple[str, date | None]], on: date) -> frozenset[str]:
    """Return the demands that work conditions shut, of those that still hold on a day: each with its last day."""
    return frozenset(
        DEMAND_OF_CONDITION[name] for name, until_on in conditions if until_on is None or until_on >= on
    )


def is_shut(shut: Collection[str], opening: OpeningFacts) -> bool:
    """Say whether a demand that is shut rules the pair out. Such a pair is absent: neither shown nor counted."""
    return not demands_of(opening).isdisjoint(shut)
