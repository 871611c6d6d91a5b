"""Expected: as many people as possible have a place, then the fits are highest, and that is proved."""

from __future__ import annotations

import random
from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughgate.work.matching import PersonFacts
from throughgate.work.matching.region.columns import OneOpening, OnePerson
from throughgate.work.matching.region.compare import Region
from throughgate.work.matching.region.lists import count, eligible
from throughgate.work.matching.region.plan import (
    NoPlan,
    WhatIf,
    Why,
    assign,
    changes,
    is_optimal,
    make_plan,
)
from throughgate.work.matching.region.tests.made import OPEN, TODAY, regions, some_town

tables = st.integers(1, 4).flatmap(
    lambda openings: st.tuples(
        st.lists(
            st.lists(st.none() | st.integers(0, 9), min_size=openings, max_size=openings),
            min_size=1,
            max_size=5,
        ),
        st.lists(st.integers(0, 2), min_size=openings, max_size=openings),
    )
)
"""Fits of people (rows) and openings (None: no pair), and the seats of each opening."""


def as_pairs(table):
    """Return a table as three columns."""
    cells = [
        (p, o, fit) for p, row in enumerate(table) for o, fit in enumerate(row) if fit is not None
    ] or np.zeros((0, 3))
    columns = np.array(cells, np.int64).reshape(-1, 3)
    return columns[:, 0], columns[:, 1], columns[:, 2]


def every_plan(table, seats):
    """Yield (placed, fit) of every way to seat people."""
    for choice in product(*[[None, *range(len(seats))]] * len(table)):
        used = [choice.count(o) for o in range(len(seats))]
        fits = [table[p][o] for p, o in enumerate(choice) if o is not None]
        if all(used[o] <= seats[o] for o in range(len(seats))) and None not in fits:
            yield len(fits), sum(fits)


@given(tables)
def test_no_other_way_is_better(made):
    """The choice equals the best of every way there is, and its proof holds."""
    table, seats = made
    people, openings, fit = as_pairs(table)
    room = np.array(seats, np.int64)
    chosen = assign(people, openings, fit, room)
    assert (len(chosen), int(fit[chosen].sum())) == max(every_plan(table, seats))
    assert is_optimal(people, openings, fit, room, chosen)


@given(tables, st.data())
def test_only_the_best_is_proved(made, data):
    """A choice that can be improved, seats too many or takes somebody twice has no proof."""
    table, seats = made
    people, openings, fit = as_pairs(table)
    some = sorted(data.draw(st.sets(st.integers(0, max(len(fit) - 1, 0))))) if len(fit) else []
    chosen = np.array(some, np.intp)
    used = np.bincount(openings[chosen], minlength=len(seats))
    valid = len(set(people[chosen].tolist())) == len(chosen) and (used <= seats).all()
    best = max(every_plan(table, seats))
    expected = bool(valid and (len(chosen), int(fit[chosen].sum())) == best)
    assert is_optimal(people, openings, fit, np.array(seats, np.int64), chosen) is expected


@given(regions)
def test_a_plan_of_a_region_keeps_seats_and_tells_who_is_left(made):
    """Everybody is placed once or named with a cause; seats are never exceeded; only what fits is used."""
    people, openings = made
    region = Region(people, openings, today=TODAY)
    plan = make_plan(region)
    assert plan.optimal
    assert sorted([*plan.pairs.people.tolist(), *plan.unplaced]) == list(range(len(people)))
    for number, taken in enumerate(np.bincount(plan.pairs.openings, minlength=len(openings))):
        assert taken <= (region.openings[number].facts.seats or 0)
    fitting = eligible(region)
    pairs = set(zip(fitting.people.tolist(), fitting.openings.tolist(), strict=True))
    assert set(zip(plan.pairs.people.tolist(), plan.pairs.openings.tolist(), strict=True)) <= pairs
    for person, why in plan.unplaced.items():
        assert (why is Why.NO_SEAT) is (person in fitting.people)


@pytest.fixture(scope="module")
def town():
    """A town with more people than seats."""
    return Region(*some_town(random.Random(3), 120, 12), today=TODAY)


def keys(region, plan):
    """Return the pairs of a plan by their keys."""
    return [
        (region.people[p].key, region.openings[o].key)
        for p, o in zip(plan.pairs.people.tolist(), plan.pairs.openings.tolist(), strict=True)
    ]


def test_one_seat_more_places_one_person_more(town):
    """Where seats lack, a seat is worth a person; what changed is told."""
    before = make_plan(town)
    waiting = next(person for person, why in before.unplaced.items() if why is Why.NO_SEAT)
    fitting = eligible(town)
    opening = town.openings[fitting.openings[fitting.people == waiting][0]].key
    after = make_plan(town, WhatIf(seats=[opening]))
    assert len(after.pairs) == len(before.pairs) + 1
    assert after.optimal
    changed = changes(keys(town, before), keys(town, after))
    assert [new for _, old, new in changed if old is None and new is not None]
    assert all(old != new for _, old, new in changed)


def test_what_is_locked_stays_and_what_is_forbidden_goes(town):
    """A locked pair is in the plan, a forbidden one is not, and the rest is the best there is beside them."""
    before = make_plan(town)
    pair = keys(town, before)[0]
    without = make_plan(town, WhatIf(forbidden=[pair]))
    assert pair not in keys(town, without)
    fitting = eligible(town)
    unused = next(
        one
        for one in zip(fitting.people.tolist(), fitting.openings.tolist(), strict=True)
        if (town.people[one[0]].key, town.openings[one[1]].key) not in keys(town, before)
        and town.openings[one[1]].facts.seats
    )
    locked = (town.people[unused[0]].key, town.openings[unused[1]].key)
    kept = make_plan(town, WhatIf(locked=[locked]))
    assert locked in keys(town, kept)
    for other in (without, kept):
        assert other.optimal
        assert (len(other.pairs), other.total_fit) <= (len(before.pairs), before.total_fit)


@pytest.mark.parametrize(
    "ask",
    [
        WhatIf(locked=[("nobody", 1)]),
        WhatIf(locked=[(1, 1)]),
        WhatIf(seats=[99]),
        WhatIf(forbidden=[(1, 99)]),
        WhatIf(locked=[(2, 1)], forbidden=[(2, 1)]),
        WhatIf(locked=[(2, 1), (3, 1)]),
        WhatIf(locked=[(2, 1), (2, 2)]),
    ],
)
def test_what_cannot_be_is_refused(ask):
    """Locks that do not fit, or that nobody has a seat for, are no plan."""
    near = PersonFacts(
        home=OPEN.position, release=some_town(random.Random(1), 1, 0)[0][0].facts.release, languages={}
    )
    people = [OnePerson(1, PersonFacts()), OnePerson(2, near), OnePerson(3, near)]
    region = Region(people, [OneOpening(1, OPEN), OneOpening(2, OPEN)], today=TODAY)
    with pytest.raises(NoPlan):
        make_plan(region, ask)


@given(regions, st.integers(1, 30))
def test_the_best_of_each_is_a_plan_too(made, most):
    """With room for few pairs seats are kept, everybody has a place or a reason, and only a plan of all pairs is proved."""
    region = Region(*made, today=TODAY)
    whole, part = make_plan(region), make_plan(region, most=most)
    seats = np.array([one.facts.seats or 0 for one in region.openings])
    assert (np.bincount(part.pairs.openings, minlength=len(seats)) <= seats).all()
    assert sorted([*part.pairs.people.tolist(), *part.unplaced]) == list(range(len(region.people)))
    if part.best_each is None:
        assert keys(region, part) == keys(region, whole)
        assert part.optimal == whole.optimal
    else:
        assert not part.optimal
        assert count(region) == len(eligible(region)) > most
        assert part.best_each == max(1, most // len(region.people))
        assert len(part.pairs) <= len(whole.pairs)
        assert {row for row, why in part.unplaced.items() if why is not Why.NO_SEAT} == {
            row for row, why in whole.unplaced.items() if why is not Why.NO_SEAT
        }


def test_what_is_locked_need_not_be_among_the_best(town):
    """With one pair of each person, every other one that fits can be locked all the same."""
    fitting = eligible(town)
    worst = int(np.argmin(fitting.fit + 10**7 * (np.bincount(fitting.people)[fitting.people] < 2)))
    opening = town.openings[fitting.openings[worst]].key
    pair = (town.people[fitting.people[worst]].key, opening)
    plan = make_plan(town, WhatIf(locked=[pair], seats=[opening]), most=len(town.people))
    assert plan.best_each == 1
    assert pair in keys(town, plan)
    assert not plan.optimal
