"""The engine asked with the ids of people and openings: what of a what-if can be, and the plan."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from throughgate.work.matching import OpeningFacts, PersonFacts, Verdict, judge
from throughgate.work.matching.fit import Weights
from throughgate.work.matching.near import Settings
from throughgate.work.planning.rules import MOST_PAIRS

Pair = tuple[uuid.UUID, uuid.UUID]
"""A person and an opening."""


@dataclass(frozen=True)
class WhatIf:
    """What to try: pairs that stay, pairs that must not be, and openings with one seat more."""

    kept: Collection[Pair] = ()
    ruled_out: Collection[Pair] = ()
    seats: Collection[uuid.UUID] = ()

    def __len__(self) -> int:
        """Return how much is tried."""
        return len(self.kept) + len(self.ruled_out) + len(self.seats)


@dataclass(frozen=True)
class Made:
    """A plan: the opening of each person who has one, why of everybody else, and what of the what-if could not be."""

    places: Mapping[uuid.UUID, uuid.UUID]
    why: Mapping[uuid.UUID, str]
    is_proved: bool
    not_kept: frozenset[Pair] = frozenset()
    full: tuple[uuid.UUID, ...] = ()
    """Openings whose seats it uses up, or of which nobody knows the seats."""
    best_each: int | None = None
    """So many openings of each person were looked at, where not all that fit."""


@dataclass
class Planner:
    """People and openings of a region on a day, and by which rules they are compared."""

    people: Mapping[uuid.UUID, PersonFacts]
    openings: Mapping[uuid.UUID, OpeningFacts]
    today: date
    weights: Weights
    settings: Settings
    told: Callable[[int, int], None] | None = None
    """Is told how many people are compared, of how many; may raise to give up."""

    def make(self, asked: WhatIf) -> Made:
        """Make the plan: most people have a place, then the openings fit best."""
        from throughgate.work.matching.region import plan
        from throughgate.work.matching.region.blocks import quiet
        from throughgate.work.matching.region.columns import OneOpening, OnePerson
        from throughgate.work.matching.region.compare import Region

        kept = self.possible(asked)
        ruled_out = [pair for pair in asked.ruled_out if pair[0] in self.people and pair[1] in self.openings]
        seats = [key for key in asked.seats if key in self.openings]
        region = Region(
            [OnePerson(str(key), facts) for key, facts in self.people.items()],
            [OneOpening(str(key), facts) for key, facts in self.openings.items()],
            today=self.today,
            weights=self.weights,
            settings=self.settings,
        )
        made = plan.make_plan(
            region,
            plan.WhatIf(_texts(kept), _texts(ruled_out), [str(key) for key in seats]),
            self.told or quiet,
            MOST_PAIRS,
        )
        people = [uuid.UUID(str(one.key)) for one in region.people]
        openings = [uuid.UUID(str(one.key)) for one in region.openings]
        places = {
            people[person]: openings[opening]
            for person, opening in zip(made.pairs.people.tolist(), made.pairs.openings.tolist(), strict=True)
        }
        taken = Counter(places.values())
        return Made(
            places,
            {people[person]: str(why) for person, why in made.unplaced.items()},
            made.optimal,
            frozenset(asked.kept) - frozenset(kept),
            tuple(key for key in openings if key in seats or taken[key] >= self.seats(key)),
            made.best_each,
        )

    def possible(self, asked: WhatIf) -> list[Pair]:
        """Return the pairs that can stay: each fits, once for a person and a seat, and is not ruled out."""
        more = Counter(asked.seats)
        room: dict[uuid.UUID, int] = {}
        kept: list[Pair] = []
        for person, opening in asked.kept:
            if person not in self.people or opening not in self.openings:
                continue
            left = room.setdefault(opening, self.seats(opening) + more[opening])
            is_free = left > 0 and all(person != one for one, _ in kept)
            if is_free and (person, opening) not in asked.ruled_out and self._fits(person, opening):
                room[opening] = left - 1
                kept.append((person, opening))
        return kept

    def seats(self, opening: uuid.UUID) -> int:
        """Return the seats of an opening; none where nobody knows."""
        return self.openings[opening].seats or 0

    def _fits(self, person: uuid.UUID, opening: uuid.UUID) -> bool:
        facts = self.openings[opening]._replace(seats=1)
        answer = judge(self.people[person], facts, today=self.today, settings=self.settings)
        return answer.verdict in (Verdict.FITS, Verdict.SUPPORT)


def _texts(pairs: Iterable[Pair]) -> list[tuple[str, str]]:
    return [(str(person), str(opening)) for person, opening in pairs]
