"""Double ratings: what counts as one, and when a figure is given."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from throughgate.person.observations.profile.doubles import (
    FEWEST_DOUBLES,
    FEWEST_RATERS,
    WITHIN,
    Seen,
    agreement,
    doubles,
)

DAY = date(2026, 6, 1)
ROWS = st.lists(
    st.builds(
        Seen,
        person=st.integers(1, 6),
        competency=st.sampled_from("ab"),
        rater=st.integers(1, 8),
        on=st.dates(DAY, DAY + timedelta(days=60)),
        level=st.integers(1, 5),
    ),
    max_size=80,
)


@given(ROWS)
def test_a_double_has_two_observers_and_no_rating_twice(rows):
    """At least two observers, each once; never more doubles than ratings allow."""
    found = doubles(rows)
    for double in found:
        raters = [rater for rater, _level in double.levels]
        assert len(raters) == len(set(raters)) >= 2
    assert 2 * len(found) <= len(rows)


@given(ROWS, st.randoms())
def test_order_changes_nothing(rows, random):
    """Rows in another order give the same doubles."""
    assert doubles(random.sample(rows, len(rows))) == doubles(rows)


def test_days_apart():
    """Fourteen days apart is together, fifteen is not; one observer alone is none."""

    def pair(days, rater=2):
        return doubles([Seen(1, "a", 1, DAY, 3), Seen(1, "a", rater, DAY + timedelta(days=days), 4)])

    assert len(pair(WITHIN.days)) == 1
    assert pair(WITHIN.days + 1) == []
    assert pair(0, rater=1) == []


@given(ROWS)
def test_no_figure_on_few(rows):
    """Below ten doubles or five observers there is a reason and never a number."""
    found = doubles(rows)
    answer = agreement(found)
    raters = {rater for double in found for rater, _ in double.levels}
    if len(found) < FEWEST_DOUBLES or len(raters) < FEWEST_RATERS:
        assert answer.reason in {"too_few_doubles", "too_few_raters"}
        assert answer.alpha is None
        assert answer.kappa is None
        assert answer.alike == answer.near == 0
    else:
        assert 0 <= answer.alike <= answer.near <= answer.doubles


def test_full_agreement():
    """Five observers who always give the same level agree fully; kappa comes from pairs with enough in common."""
    rows = [
        Seen(person, "a", rater, DAY, person % 5 + 1)
        for person in range(20)
        for rater in ((1, 2) if person < 12 else (3, 4, 5))
    ]
    answer = agreement(doubles(rows))
    assert answer.alpha is not None
    assert answer.alpha.value == 1
    assert (answer.kappa, answer.kappa_pairs) == (1, 1)
    assert answer.alike == answer.near == answer.doubles == 20
