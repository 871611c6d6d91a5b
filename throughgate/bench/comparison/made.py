"""A made region: people and openings around real towns, the same for the same numbers."""

from __future__ import annotations

import csv
import gzip
import random
from datetime import date, timedelta
from typing import TypeVar

from throughgate.ground.vocabulary.building import DATA, PLACES
from throughgate.work.matching import OpeningFacts, PersonFacts, Point, Release, Wanted
from throughgate.work.matching.region.columns import OneOpening, OnePerson

TODAY = date(2026, 12, 1)
UNKNOWN = 0.1
"""So many values nobody knows."""
COMPETENCIES = [f"competency {number}" for number in range(12)]
LANGUAGES = ("de", "en")
SHOWN = ("none", "A1", "A2", "B1", "B2", "C1", "native")
KINDS = ("job", "training", "internship", "support")
QUALIFICATIONS = ("forklift", "welding", "food_hygiene", "crane")
AROUND = 0.06
"""How far from the middle of a town people live and work, in degrees of latitude."""

T = TypeVar("T")


def made_region(people: int, openings: int, seed: int = 20261201) -> tuple[list[OnePerson], list[OneOpening]]:
    """Return so many people and openings; half a thousand towns of Germany share them by their inhabitants."""
    maker = _Maker(seed)
    return (
        [OnePerson(number, maker.person()) for number in range(people)],
        [OneOpening(number, maker.opening()) for number in range(openings)],
    )


class _Maker:
    def __init__(self, seed: int) -> None:
        self.dice = random.Random(seed)  # noqa: S311 - made people, no secrets
        with gzip.open(PLACES, "rt", encoding="utf-8") as file:
            towns = [row for row in csv.DictReader(file, delimiter="\t") if row["country"] == "DE"]
        towns = sorted(towns, key=lambda row: -int(row["population"]))[:500]
        self.towns = [(float(row["latitude"]), float(row["longitude"])) for row in towns]
        self.inhabitants = [int(row["population"]) for row in towns]
        with (DATA / "isco08.csv").open(encoding="utf-8", newline="") as file:
            self.occupations = sorted(row["code"] for row in csv.DictReader(file) if len(row["code"]) == 4)

    def known(self, value: T) -> T | None:
        return None if self.dice.random() < UNKNOWN else value

    def somewhere(self) -> Point | None:
        latitude, longitude = self.dice.choices(self.towns, self.inhabitants)[0]
        around = self.dice.gauss
        return self.known(Point(latitude + around(0, AROUND), longitude + around(0, 1.5 * AROUND)))

    def day(self, first: int, last: int) -> date:
        return TODAY + timedelta(days=self.dice.randint(first, last))

    def person(self) -> PersonFacts:
        dice = self.dice
        free = self.known(self.day(-100, 600))
        return PersonFacts(
            home=self.somewhere(),
            reach_km=self.known(dice.choice([10, 15, 20, 25, 30, 40, 60])),
            release=Release(free, free, free),
            licences=self.known(dice.choice([(), (), ("B",), ("B", "C")])),
            languages=self.known({"de": dice.choice(SHOWN), "en": dice.choice(SHOWN)}),
            wish_kinds=dice.choice([(), ("job",), ("job", "training"), ("internship", "job")]),
            wishes=dice.sample(self.occupations, dice.randint(0, 3)),
            certificates=dice.sample(QUALIFICATIONS, dice.randint(0, 1)),
            competencies={name: dice.randint(1, 5) for name in COMPETENCIES if dice.random() > UNKNOWN},
        )

    def opening(self) -> OpeningFacts:
        dice = self.dice
        asked = dice.sample(COMPETENCIES, 4)
        return OpeningFacts(
            key="",
            kind=dice.choices(KINDS, [6, 2, 2, 1])[0],
            position=self.somewhere(),
            is_on_the_road=dice.random() < 0.05,
            occupation=self.known(dice.choice(self.occupations)) or "",
            seats=self.known(dice.choice([1, 1, 1, 2, 2, 3])),
            starts_on=self.known(self.day(-50, 400)),
            start_until=self.known(self.day(100, 700)),
            licences=self.known(dice.choice([(), (), (), ("B",), ("C",)])),
            languages=self.known(dice.choice([{}, {"de": "A2"}, {"de": "B1"}, {"de": "B1", "en": "A2"}])),
            certificates=dice.sample(QUALIFICATIONS, dice.choice([0, 0, 1])),
            competencies={name: Wanted(dice.randint(2, 5), dice.random() < 0.5) for name in asked},
        )
