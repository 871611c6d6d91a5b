"""What an observer is told about the own ratings: pure figures, with their counts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughgate.person.observations.profile.feedback import (
    FEWEST,
    Beside,
    Given,
    correlation,
    halo,
    leniency,
    spread,
    used_levels,
)
from throughgate.person.observations.rules.scales import Scale

FIVE, GERMAN = Scale(1, 5), Scale(1, 6, "lowest")
GIVEN = st.builds(Given, line=st.integers(1, 12), competency=st.sampled_from("abcd"), level=st.integers(1, 5))
MANY = st.lists(GIVEN, max_size=60)
MEAN = st.floats(1, 5)


@given(MANY, st.randoms())
def test_order_changes_nothing(rows, random):
    """The same ratings in another order give the same answers."""
    shuffled = random.sample(rows, len(rows))
    assert spread(shuffled, FIVE) == spread(rows, FIVE)


@given(st.integers(0, 30), st.integers(0, 8), MEAN, MEAN)
def test_nothing_is_said_on_few(pairs, raters, own, others):
    """Below ten comparisons or three others the only answer is that there are too few."""
    found = leniency(Beside(pairs, raters, own, others), FIVE)
    assert (found.code == "too_few") == (pairs < FEWEST or raters < 3)
    if found.code == "too_few":
        assert found.value == 0


@given(MEAN, MEAN)
def test_leniency_turns_with_the_scale(own, others):
    """The same numbers mean the opposite where the lowest is best."""
    beside = Beside(FEWEST, 3, own, others)
    high, low = Scale(1, 5), Scale(1, 5, "lowest")
    assert leniency(beside, high).value == pytest.approx(-leniency(beside, low).value)


@given(MEAN)
def test_who_rates_as_the_others_is_alike(mean):
    """No difference is no finding."""
    assert leniency(Beside(FEWEST, 3, mean, mean), FIVE).code == "alike"


def test_milder_and_stricter():
    """A level above the others is milder on five levels, and stricter on German marks."""
    beside = Beside(FEWEST, 3, 4.0, 3.0)
    assert leniency(beside, FIVE).code == "milder"
    assert leniency(beside, FIVE).value == pytest.approx(1)
    assert leniency(beside, GERMAN).code == "stricter"


@given(MANY)
def test_spread_counts_every_level(rows):
    """The share is the share of the commonest level, out of all."""
    found = spread(rows, FIVE)
    if found.code != "too_few":
        assert found.of == len(rows)
        assert found.value == found.count / found.of >= 1 / used_levels(rows)
        assert sum(row.level == found.level for row in rows) == found.count


def test_one_level_most_of_the_time():
    """Sixty of a hundred at one level is marked."""
    rows = [Given(n, "a", 3 if n % 5 < 3 else 4) for n in range(20)]
    assert spread(rows, FIVE).code == "one_level"
    assert spread([Given(n, "a", n % 5 + 1) for n in range(20)], FIVE).code == "spread"


@given(st.lists(st.tuples(st.integers(1, 5), st.integers(1, 5)), min_size=2))
def test_correlation_lies_between_its_ends(pairs):
    """It is symmetric, within -1 and 1, and 1 with itself."""
    value = correlation(pairs)
    assert value == correlation([(y, x) for x, y in pairs]) or value == pytest.approx(
        correlation([(y, x) for x, y in pairs])
    )
    if value is not None:
        assert -1 <= value <= 1
        assert correlation([(x, x) for x, _ in pairs]) == pytest.approx(1)


@given(st.lists(st.integers(1, 5), min_size=FEWEST))
def test_the_same_level_throughout_is_halo(levels):
    """Who gives everybody one level in all competencies is told."""
    rows = [Given(n, competency, level) for n, level in enumerate(levels) for competency in "abc"]
    found = halo(rows)
    assert found.code == "much_alike"
    assert found.count == found.of == len(levels)


def test_independent_levels_are_no_halo():
    """Levels that have nothing to do with each other are not marked; single competencies say nothing."""
    rows = [Given(n, c, level) for n in range(20) for c, level in (("a", n % 5 + 1), ("b", n // 4 % 5 + 1))]
    assert halo(rows).code == "differs"
    assert halo([Given(n, "a", 3) for n in range(40)]).code == "too_few"
