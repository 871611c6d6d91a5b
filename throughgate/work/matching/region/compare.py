"""Lay some people beside some openings: what each pair's verdict is, how far apart they are and how well they fit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce

import numpy as np
from numpy.typing import NDArray

from throughgate.ground.vocabulary.rules import distance_km
from throughgate.ground.vocabulary.rules.distance import EARTH_RADIUS_KM
from throughgate.work.matching.facts import Point
from throughgate.work.matching.fit import HALF, MILLIONTHS, Weights
from throughgate.work.matching.near import DEFAULT, Settings
from throughgate.work.matching.region import conditions
from throughgate.work.matching.region.columns import Floats, Key, OneOpening, OnePerson, Places, in_order
from throughgate.work.matching.region.criteria import BLOCKED, CANNOT_SAY, SUPPORT, Codes, Family, Rows
from throughgate.work.matching.region.people import People
from throughgate.work.matching.region.starts import Starts
from throughgate.work.matching.region.wanted import Skills, Wishes

PAD = 1e-12
"""Added to a cosine: nine metres at most, so that rounding loses nobody at the edge."""
EDGE_KM = 1e-6
"""So near the edge of a reach, the distance of the pair is asked of the scalar rule."""


Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Pairs:
    """Pairs as columns of one length: numbers of people and openings, km (NaN: unknown), verdict, fit in millionths."""

    people: Rows
    openings: Rows
    km: Floats
    verdict: Codes
    fit: NDArray[np.int64]

    def __len__(self) -> int:
        """Return how many pairs there are."""
        return len(self.people)

    def __getitem__(self, which: Rows | Flags) -> Pairs:
        """Return some of the pairs."""
        return Pairs(
            self.people[which], self.openings[which], self.km[which], self.verdict[which], self.fit[which]
        )

    @classmethod
    def joined(cls, parts: Sequence[Pairs]) -> Pairs:
        """Put parts one behind the other."""
        if not parts:
            nothing = np.zeros(0, np.intp)
            return cls(nothing, nothing, np.zeros(0), np.zeros(0, np.int8), np.zeros(0, np.int64))
        return cls(
            np.concatenate([part.people for part in parts]),
            np.concatenate([part.openings for part in parts]),
            np.concatenate([part.km for part in parts]),
            np.concatenate([part.verdict for part in parts]),
            np.concatenate([part.fit for part in parts]),
        )


def heaviest(said: Iterable[Codes]) -> Codes:
    """Return the heaviest of several verdicts about the same pairs."""
    return reduce(np.maximum, said)


class Region:
    """People and openings in the order of their keys, ready to be compared on a day."""

    def __init__(
        self,
        people: Sequence[OnePerson] | People,
        openings: Sequence[OneOpening],
        *,
        today: date,
        weights: Weights | None = None,
        settings: Settings = DEFAULT,
    ) -> None:
        """Put what is compared into columns."""
        self.columns = people if isinstance(people, People) else People(people, today, settings)
        self.people, self.homes, self.reach = self.columns.rows, self.columns.homes, self.columns.reach
        self.openings = sorted(openings, key=lambda one: in_order(one.key))
        self.today, self.weights, self.settings = today, weights or Weights(), settings
        self.shares = self.weights.shares
        self.places = Places.of([one.facts.position for one in self.openings])
        self.on_the_road = np.array([one.facts.is_on_the_road for one in self.openings], bool)
        self.anywhere = self.on_the_road & ~self.places.known
        """Openings that begin nowhere in particular: no distance keeps anybody from them."""
        self.starts = Starts.of(self.columns, self.openings, today)
        self.skills = Skills.of(self.columns, self.openings)
        self.wishes = Wishes.of(self.columns, self.openings)
        self.families = {
            name: Family.of(list(make(self.columns, self.openings)), len(self.people), len(self.openings))
            for name, make in CONDITIONS.items()
        }
        self._cosine = np.cos(np.minimum(self.reach / EARTH_RADIUS_KM, np.pi)) - PAD

    def beside(self, openings: Sequence[OneOpening]) -> Region:
        """Return the same people beside other openings; what is known of people is not put into columns again."""
        return Region(self.columns, openings, today=self.today, weights=self.weights, settings=self.settings)

    def with_seats(self, more: Collection[Key]) -> Region:
        """Return the region with a seat more for each entry: where none is left or known, one is there then."""
        added = Counter(more)
        return self.beside(
            [
                one._replace(facts=one.facts._replace(seats=(one.facts.seats or 0) + added[one.key]))
                if added[one.key]
                else one
                for one in self.openings
            ]
        )

    def verdicts(self, rows: Rows, columns: Rows) -> Codes:
        """Return what everything but distance and competencies says, (rows, columns)."""
        return heaviest(self.each_verdict(rows, columns).values())

    def each_verdict(self, rows: Rows, columns: Rows) -> dict[str, Codes]:
        """Return what each family of conditions says, and the days as "start", (rows, columns)."""
        found = {name: family.verdicts(rows, columns) for name, family in self.families.items()}
        return {**found, "start": self.starts.verdicts(rows, columns)}

    def may_be_near(self, rows: Rows, columns: Rows) -> Flags:
        """Say which pairs may lie within reach, (rows, columns): true for each that does, and for few others."""
        with np.errstate(invalid="ignore"):
            near = (
                self.homes.on_the_sphere[rows] @ self.places.on_the_sphere[columns].T
                >= self._cosine[rows, None]
            )
        return near | self.anywhere[columns]

    def near(self, rows: Rows, columns: Rows) -> Flags:
        """Say which pairs lie within reach, (rows, columns)."""
        near = self.may_be_near(rows, columns)
        left, right = np.nonzero(near)
        people, openings = rows[left], columns[right]
        near[left, right] = self.within(people, openings, self.km(people, openings))
        return near

    def km(self, rows: Rows, columns: Rows) -> Floats:
        """Return the distance of each pair in km, NaN where a position is unknown; as `distance_km`, to an ulp."""
        south, north = np.radians(self.homes.latitude[rows]), np.radians(self.places.latitude[columns])
        half = np.sin((north - south) / 2) ** 2
        turn = np.sin(np.radians(self.places.longitude[columns] - self.homes.longitude[rows]) / 2) ** 2
        root = np.sqrt(half + np.cos(south) * np.cos(north) * turn)
        return np.asarray(2 * EARTH_RADIUS_KM * np.arcsin(np.minimum(1.0, root)))

    def within(self, rows: Rows, columns: Rows, km: Floats) -> Flags:
        """Say which pairs lie within reach; at the edge the scalar rule decides."""
        reach = self.reach[rows]
        near = (km <= reach) | self.anywhere[columns]
        for at in np.flatnonzero(np.abs(km - reach) < EDGE_KM):
            near[at] = self._exactly(rows[at], columns[at]) <= reach[at]
        return np.asarray(near)

    def _exactly(self, row: int, column: int) -> float:
        return distance_km(
            Point(self.homes.latitude[row], self.homes.longitude[row]),
            Point(self.places.latitude[column], self.places.longitude[column]),
        )

    def said(self, rows: Rows, columns: Rows) -> Codes:
        """Return what everything but competencies says, (rows, columns); those never say more than support."""
        found = self.verdicts(rows, columns)
        known = self.homes.known[rows, None] & self.places.known[columns]
        nowhere = ~known & ~self.anywhere[columns]
        found[nowhere] = np.maximum(found[nowhere], CANNOT_SAY)
        far = known & ~self.near(rows, columns)
        found[far] = np.maximum(found[far], BLOCKED)
        return found

    def eligible(self, rows: Rows, columns: Rows) -> Pairs:
        """Return the pairs that fit, or fit with support, of people beside openings."""
        said = self.verdicts(rows, columns)
        left, right = np.nonzero((said <= SUPPORT) & self.may_be_near(rows, columns))
        km = self.km(rows[left], columns[right])
        near = self.within(rows[left], columns[right], km)
        left, right, km = left[near], right[near], km[near]
        reached = self.skills.reached(rows, columns)[left, right]
        wished = self.wishes.nearness(rows, columns)[left, right]
        people, openings = rows[left], columns[right]
        total = self.skills.total[openings]
        short = (reached < total).astype(np.int8)  # SUPPORT is 1
        return Pairs(
            people,
            openings,
            km,
            np.maximum(said[left, right], short),
            self._fit(
                people, openings, km, np.where(total > 0, reached / np.maximum(total, 1), HALF), wished
            ),
        )

    def _fit(
        self, people: Rows, openings: Rows, km: Floats, competence: Floats, occupation: Floats
    ) -> NDArray[np.int64]:
        reach = self.reach[people]
        with np.errstate(invalid="ignore", divide="ignore"):
            distance = np.where(reach > 0, 1 - km / reach, 1.0)
        distance = np.where(self.on_the_road[openings], HALF, distance)
        by_competence, by_occupation, by_distance, by_time = self.shares
        fit = (
            by_competence * competence
            + by_occupation * occupation
            + by_distance * distance
            + by_time * self.starts.soon(people, openings)
        )
        return np.rint(fit * MILLIONTHS).astype(np.int64)


CONDITIONS = {
    "kind": conditions.kinds,
    "licence": conditions.licences,
    "language": conditions.languages,
    "certificate": conditions.certificates,
    "shut": conditions.shut,
}
