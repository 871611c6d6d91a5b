"""One person beside openings by the engine: how well each fits, for their order alone, and what would open more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from throughgate.work.matching import OpeningFacts, PersonFacts, Settings
from throughgate.work.matching.fit import Weights


@dataclass(frozen=True)
class Door:
    """One thing alone that would open so many openings more: a level of a language, a licence, kilometres."""

    kind: str
    what: str
    opens: int


def fits_and_doors(
    person: PersonFacts, openings: Sequence[OpeningFacts], *, today: date, weights: Weights, house: Settings
) -> tuple[dict[str, int], tuple[Door, ...]]:
    """Return the fit of each opening that fits, by its key; and the doors, what opens most first.

    The fit puts openings of one person in order. It is shown nowhere.
    """
    # Loaded where something is compared: arrays cost every process that never does some fifty megabytes.
    from throughgate.work.matching.region.columns import OneOpening, OnePerson
    from throughgate.work.matching.region.compare import Region
    from throughgate.work.matching.region.doors import doors
    from throughgate.work.matching.region.lists import eligible

    region = Region(
        [OnePerson(0, person)],
        [OneOpening(one.key, one) for one in openings],
        today=today,
        weights=weights,
        settings=house,
    )
    pairs = eligible(region)
    keys = (str(region.openings[number].key) for number in pairs.openings.tolist())
    fits = dict(zip(keys, pairs.fit.tolist(), strict=True))
    return fits, tuple(Door(one.kind, one.what, one.opens) for one in doors(region))
