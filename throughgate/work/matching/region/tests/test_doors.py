"""Expected: a door's count is what the comparison finds once somebody has that one thing."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from hypothesis import given

from throughgate.ground.vocabulary.rules import LEVELS
from throughgate.work.matching import PersonFacts, Point, Release, reach_of
from throughgate.work.matching.near import FARTHER_KM
from throughgate.work.matching.region.columns import OneOpening, OnePerson
from throughgate.work.matching.region.compare import Region
from throughgate.work.matching.region.conditions import level_of
from throughgate.work.matching.region.doors import Opens, doors
from throughgate.work.matching.region.tests import oracle
from throughgate.work.matching.region.tests.made import OPEN, TODAY, regions


def reached(person, openings):
    """Return how many openings are eligible for one person."""
    return len(oracle.everything([person], openings, TODAY)[0])


def with_thing(person: PersonFacts, kind: str, what: str) -> PersonFacts:
    """Return the facts of somebody who has one thing more; what is better already stays."""
    match kind:
        case "licence":
            return replace(person, licences=(*(person.licences or ()), what))
        case "language":
            name, level = what.split()
            now = level_of(person, name)
            better = level if not now or LEVELS.index(level) > LEVELS.index(now) else now
            # Of the other languages is known what was known before.
            known = {"de": "", "en": ""} if person.languages is None else dict(person.languages)
            return replace(person, languages=known | {name: better})
        case _:
            return replace(
                person, reach_km=reach_of(person) + float(what.removeprefix("+").removesuffix(" km"))
            )


def things(openings):
    """Yield every thing to try, the lesser of one sort before the greater."""
    for licence in sorted({one for other in openings for one in other.facts.licences or ()}):
        yield "licence", licence, None
    for language in sorted({one for other in openings for one in other.facts.languages or ()}):
        for below, level in pairwise(LEVELS):
            yield "language", f"{language} {level}", f"{language} {below}" if below != "none" else None
    for below, more in zip([None, *FARTHER_KM], FARTHER_KM, strict=False):
        yield "reach", f"+{more} km", below and f"+{below} km"


@given(regions)
def test_doors_open_what_having_the_thing_opens(made):
    """Each count is the difference of two comparisons; a greater step is named only where it opens more."""
    people, openings = made
    region = Region(people, openings, today=TODAY)
    expected = []
    for number, person in enumerate(region.people):
        now = reached(person, openings)

        def opens(kind, what, person=person, now=now):
            return reached(replace(person, facts=with_thing(person.facts, kind, what)), openings) - now

        for kind, what, below in things(openings):
            count = opens(kind, what)
            if count > (opens(kind, below) if below else 0):
                expected.append(Opens(number, kind, what, count))
    assert sorted(doors(region), key=str) == sorted(expected, key=str)


def test_no_door_leads_where_a_condition_shuts():
    """Who may not drive is not told to get a licence."""
    facts = PersonFacts(
        home=Point(51, 6), release=Release(is_free=True), licences=(), languages={}, competencies={}
    )
    opening = OneOpening("driver", OPEN._replace(licences=("B",)))
    may, may_not = OnePerson(1, facts), OnePerson(2, facts, shut=("driving",))
    assert doors(Region([may, may_not], [opening], today=TODAY)) == [Opens(0, "licence", "B", 1)]
