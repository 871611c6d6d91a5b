"""Expected: many pairs at once get what one pair gets."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from throughgate.ground.vocabulary.rules import distance_km
from throughgate.work.matching import PersonFacts, Point
from throughgate.work.matching.fit import MILLIONTHS, Weights
from throughgate.work.matching.region.blocks import PEOPLE, blocks
from throughgate.work.matching.region.columns import OneOpening, OnePerson, in_order
from throughgate.work.matching.region.compare import Region
from throughgate.work.matching.region.criteria import NAMES
from throughgate.work.matching.region.doors import doors
from throughgate.work.matching.region.lists import best, eligible, everything
from throughgate.work.matching.region.tests import oracle
from throughgate.work.matching.region.tests.made import FREE, OPEN, TODAY, regions, some_town

weights = st.builds(Weights, *[st.integers(0, 5)] * 3, st.integers(1, 5))


def plain(region, pairs):
    """Return pairs as tuples of keys and plain values."""
    return [
        (region.people[p].key, region.openings[o].key, f / MILLIONTHS, None if k != k else k, NAMES[v])
        for p, o, f, k, v in zip(
            pairs.people.tolist(),
            pairs.openings.tolist(),
            pairs.fit.tolist(),
            pairs.km.tolist(),
            pairs.verdict.tolist(),
            strict=True,
        )
    ]


def by_keys(pairs):
    """Return pairs by person and opening, as keys ascend."""
    return sorted(pairs, key=lambda pair: (in_order(pair[0]), in_order(pair[1])))


def same(found, expected):
    """Say whether pairs are the same, kilometres to a millimetre."""
    return [(*p[:3], p[4]) for p in found] == [(*p[:3], p[4]) for p in expected] and [
        p[3] for p in found
    ] == pytest.approx([p[3] for p in expected], abs=1e-6)


@settings(max_examples=200)
@given(regions, weights)
def test_all_pairs_are_those_of_plain_loops(made, weighed):
    """Verdict, fit, distance and both counts are those of `judge` and the formula."""
    people, openings = made
    region = Region(people, openings, today=TODAY, weights=weighed)
    found = everything(region)
    pairs, cannot_say, blocked = oracle.everything(region.people, region.openings, TODAY, weighed)
    assert same(plain(region, found.pairs), pairs)
    assert (found.cannot_say, found.blocked) == (cannot_say, blocked)


@given(regions, st.randoms(use_true_random=False))
def test_the_order_of_what_comes_in_changes_nothing(made, dice: random.Random):
    """Shuffled people, openings, wishes and maps give the same answers in the same order."""
    people, openings = made
    mixed_people = [
        OnePerson(
            one.key,
            replace(
                one.facts,
                wishes=mixed(dice, one.facts.wishes),
                wish_kinds=mixed(dice, one.facts.wish_kinds),
                competencies=dict(mixed(dice, one.facts.competencies.items())),
            ),
            mixed(dice, one.shut),
        )
        for one in mixed(dice, people)
    ]
    mixed_openings = [
        OneOpening(
            one.key, one.facts._replace(competencies=dict(mixed(dice, one.facts.competencies.items())))
        )
        for one in mixed(dice, openings)
    ]
    region, other = Region(people, openings, today=TODAY), Region(mixed_people, mixed_openings, today=TODAY)
    assert plain(region, eligible(region)) == plain(other, eligible(other))
    assert plain(region, best(region, 2)) == plain(other, best(other, 2))


def mixed(dice, values):
    """Return values in another order."""
    some = list(values)
    return dice.sample(some, len(some))


@given(regions, st.integers(1, 3))
def test_the_best_are_the_first_of_all(made, most):
    """By fit, then by the opening's key; nobody gets more than was asked for."""
    people, openings = made
    region = Region(people, openings, today=TODAY)
    expected = []
    everyone, _, _ = oracle.everything(region.people, region.openings, TODAY)
    for person in region.people:
        mine = [pair for pair in everyone if pair[0] == person.key]
        expected += sorted(mine, key=lambda pair: (-pair[2], in_order(pair[1])))[:most]
    assert same(plain(region, best(region, most)), expected)


@given(regions, st.sampled_from(["care", "pace", "team"]), st.sampled_from([1, 2.5, 3, 4, 5]))
def test_one_more_skill_never_lowers_a_fit(made, name, level):
    """Who shows a competency more, or one more, loses no pair, and fits each at least as well."""
    people, openings = made
    better = [
        OnePerson(
            one.key,
            replace(
                one.facts,
                competencies={
                    **one.facts.competencies,
                    name: max(level, one.facts.competencies.get(name, 0)),
                },
            ),
            one.shut,
        )
        for one in people
    ]
    before = eligible(Region(people, openings, today=TODAY))
    after = eligible(Region(better, openings, today=TODAY))
    assert before.people.tolist() == after.people.tolist()
    assert before.openings.tolist() == after.openings.tolist()
    assert (after.fit >= before.fit).all()
    assert (after.verdict <= before.verdict).all()


@given(regions)
def test_each_person_is_in_one_block_with_all_that_may_fit(made):
    """Blocks lose nobody and nothing."""
    people, openings = made
    region = Region(people, openings, today=TODAY)
    rows = [row for rows, _ in blocks(region) for row in rows.tolist()]
    assert sorted(rows) == list(range(len(people)))


def test_many_people_are_halved_into_blocks():
    """A block never holds more than its size, and blocks change no answer."""
    dice = random.Random(7)
    people, openings = some_town(dice, 400, 60)
    region = Region(people, openings, today=TODAY)
    sizes = [len(rows) for rows, _ in blocks(region)]
    assert max(sizes) <= PEOPLE < sum(sizes) == 400
    alone = [
        pair
        for small in (Region([one], openings, today=TODAY) for one in people)
        for pair in plain(small, best(small, 5))
    ]
    assert by_keys(plain(region, best(region, 5))) == by_keys(alone)
    assert alone


@pytest.mark.parametrize(("further", "fits"), [(0.0, True), (1e-12, False)])
def test_the_edge_of_the_reach_is_within_it(further, fits):
    """Exactly as far as somebody travels is near; a hair more is not."""
    home, work = Point(51.1, 6.15), Point(51.06, 6.22)
    person = OnePerson(1, PersonFacts(home=home, reach_km=distance_km(home, work) - further, release=FREE))
    opening = OneOpening(1, OPEN._replace(position=work))
    assert (len(eligible(Region([person], [opening], today=TODAY))) == 1) is fits


def test_antipodes_and_poles_are_compared_like_any_place():
    """A reach around the world, both poles and the date line: the distances of the scalar rule."""
    places = [Point(90, 0), Point(-90, 30), Point(0, 180), Point(0, -180), Point(51, 6), Point(-51, -174)]
    people = [
        OnePerson(at, PersonFacts(home=one, reach_km=20040, release=FREE)) for at, one in enumerate(places)
    ]
    openings = [OneOpening(at, OPEN._replace(position=one)) for at, one in enumerate(places)]
    found = eligible(Region(people, openings, today=TODAY))
    assert len(found) == len(places) ** 2
    for at in range(len(found)):
        exact = distance_km(places[found.people[at]], places[found.openings[at]])
        assert found.km[at] == pytest.approx(exact, abs=1e-4)


def test_nobody_and_nothing_have_no_pairs():
    """An empty region is answered, too."""
    for people, openings in ([], []), ([OnePerson(1, PersonFacts())], []), ([], [OneOpening(1, OPEN)]):
        region = Region(people, openings, today=TODAY)
        found = everything(region)
        assert (len(found.pairs), found.cannot_say, found.blocked, len(best(region, 3))) == (0, 0, 0, 0)


@given(regions, regions)
def test_other_openings_beside_the_same_people_are_compared_as_anew(made, others):
    """What is kept of people changes no answer: their columns know nothing of what was offered before."""
    people, _ = made
    kept = Region(people, made[1], today=TODAY).beside(others[1])
    anew = Region(people, others[1], today=TODAY)
    found, expected = everything(kept), everything(anew)
    assert plain(kept, found.pairs) == plain(anew, expected.pairs)
    assert (found.cannot_say, found.blocked) == (expected.cannot_say, expected.blocked)
    assert doors(kept) == doors(anew)
