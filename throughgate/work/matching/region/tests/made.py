"""Made people and openings, close enough together that some pairs fit."""

from __future__ import annotations

import random
from datetime import date, timedelta

from hypothesis import strategies as st

from throughgate.work.matching import OpeningFacts, PersonFacts, Point, Release, Wanted
from throughgate.work.matching.region.columns import OneOpening, OnePerson

TODAY = date(2026, 11, 21)
LANGUAGES = ["de", "en"]
LEVELS = ["none", "A2", "B1", "B2", "native"]
CLASSES = ["B", "BE", "C", "T"]
KINDS = ["training", "job", "internship", "support"]
CODES = ["7121", "7122", "712", "71", "7", "9333", "51"]
COMPETENCIES = ["care", "pace", "team"]
DEMANDS = ["heights", "cash", "driving", "on_the_road"]

days = st.integers(-60, 500).map(lambda number: TODAY + timedelta(days=number))
soon = st.integers(-60, 90).map(lambda number: TODAY + timedelta(days=number))
later = st.integers(60, 400).map(lambda number: TODAY + timedelta(days=number))
points = st.builds(Point, st.sampled_from([51.0, 51.1, 51.15]), st.sampled_from([6.1, 6.15, 6.4]))


def mostly(usual: st.SearchStrategy, other: st.SearchStrategy | None = None) -> st.SearchStrategy:
    """Draw what is usual five times in six, else the other (None: nobody knows): most pairs have one flaw at most."""
    return st.integers(0, 5).flatmap(lambda dice: usual if dice else (st.none() if other is None else other))


def some(values: list[str]) -> st.SearchStrategy:
    """Draw up to two values."""
    return st.lists(st.sampled_from(values), max_size=2, unique=True).map(tuple)


nothing = st.just(())
people = st.builds(
    PersonFacts,
    home=mostly(points),
    reach_km=mostly(st.sampled_from([12.5, 30, 60]), st.sampled_from([None, 0, 5])),
    release=mostly(
        soon.map(lambda day: Release(day, day, day)),
        st.builds(Release, st.none() | days, st.none() | days, st.none() | days, st.booleans()),
    ),
    licences=mostly(some(CLASSES)),
    languages=mostly(st.dictionaries(st.sampled_from(LANGUAGES), st.sampled_from(["", *LEVELS[1:]]))),
    wish_kinds=mostly(nothing, some(KINDS)),
    wishes=some(CODES),
    right_to_work=mostly(st.sampled_from(["", "yes"]), st.sampled_from(["no", "clarifying"])),
    certificates=some(["forklift", "crane"]),
    competencies=st.dictionaries(st.sampled_from(COMPETENCIES), st.sampled_from([1, 2.5, 3, 5])),
)
openings = st.builds(
    OpeningFacts,
    key=st.just(""),
    kind=st.sampled_from(KINDS),
    position=mostly(points),
    is_on_the_road=mostly(st.just(False), st.just(True)),
    occupation=st.sampled_from(["", *CODES]),
    seats=mostly(st.integers(1, 3), st.sampled_from([None, 0])),
    starts_on=mostly(later, st.none() | days),
    start_until=mostly(st.none(), days),
    closing_on=mostly(st.none(), days),
    expires_on=st.none() | days,
    day_release=st.none() | st.booleans(),
    licences=mostly(nothing, st.none() | some(CLASSES)),
    languages=mostly(
        st.just({}),
        st.none() | st.dictionaries(st.sampled_from(LANGUAGES), st.sampled_from(LEVELS[1:]), min_size=1),
    ),
    certificates=mostly(nothing, some(["forklift", "crane"])),
    demands=mostly(nothing, some(DEMANDS[:2])),
    competencies=st.dictionaries(
        st.sampled_from(COMPETENCIES), st.builds(Wanted, st.sampled_from([1, 3, 4.5]), st.booleans())
    ),
)
keys = st.one_of(st.integers(0, 99), st.text("abc", min_size=1, max_size=3))
regions = st.tuples(
    st.lists(
        st.builds(OnePerson, keys, people, mostly(nothing, some(DEMANDS))),
        max_size=5,
        unique_by=lambda one: one.key,
    ),
    st.lists(st.builds(OneOpening, keys, openings), max_size=5, unique_by=lambda one: one.key),
)
"""Lists of people and of openings."""

FREE = Release(is_free=True)
OPEN = OpeningFacts(
    key="", kind="job", position=Point(51, 6), seats=1, starts_on=TODAY, licences=(), languages={}
)
"""Free already, and open to anybody who is near."""


def some_town(dice: random.Random, people: int, openings: int) -> tuple[list[OnePerson], list[OneOpening]]:
    """Return people around a town with jobs around it, one and a half seats each."""

    def somewhere() -> Point:
        return Point(51 + dice.gauss(0, 0.1), 6 + dice.gauss(0, 0.15))

    return (
        [
            OnePerson(
                number,
                PersonFacts(
                    home=somewhere() if dice.random() > 0.1 else None,
                    reach_km=dice.choice([2, 8, 15]),
                    release=FREE,
                    languages={"de": dice.choice(LEVELS)},
                    licences=dice.choice([(), ("B",)]),
                    wishes=(dice.choice(CODES),),
                    competencies={"care": dice.choice([1, 2, 3, 4, 5])},
                ),
            )
            for number in range(people)
        ],
        [
            OneOpening(
                number,
                OpeningFacts(
                    key="",
                    kind="job",
                    position=somewhere(),
                    seats=dice.choice([1, 2]),
                    starts_on=TODAY + timedelta(days=dice.randrange(200)),
                    licences=dice.choice([(), (), ("B",)]),
                    languages=dice.choice([{}, {"de": "B1"}]),
                    occupation=dice.choice(CODES),
                    competencies={"care": Wanted(dice.choice([2, 4]))},
                ),
            )
            for number in range(openings)
        ],
    )
