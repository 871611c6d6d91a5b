"""Intraclass correlations where raters contradict each other, against the analysis of variance in exact fractions."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from throughgate.person.observations.agreement import FORMS, Ratings, intraclass


def table(rows):
    """Make ratings from rows (units) by columns (raters)."""
    return Ratings.of(
        (f"u{n:03}", f"r{m}", float(value)) for n, row in enumerate(rows) for m, value in enumerate(row)
    )


def exact(rows):
    """Return each form from the sums of squares in fractions; None where the formula has no answer."""
    n, k = len(rows), len(rows[0])
    total = sum(map(sum, rows))
    correction = Fraction(total * total) / (n * k)
    of_units = sum(Fraction(sum(row)) ** 2 for row in rows) / k - correction
    of_raters = sum(Fraction(sum(column)) ** 2 for column in zip(*rows, strict=True)) / n - correction
    whole = sum(Fraction(value) ** 2 for row in rows for value in row) - correction
    b, j = of_units / (n - 1), of_raters / (k - 1)
    e = (whole - of_units - of_raters) / ((n - 1) * (k - 1))
    w = (whole - of_units) / (n * (k - 1))
    parts = {
        "ICC(1,1)": (b - w, b + (k - 1) * w),
        "ICC(2,1)": (b - e, b + (k - 1) * e + k * (j - e) / n),
        "ICC(3,1)": (b - e, b + (k - 1) * e),
        "ICC(1,k)": (b - w, b),
        "ICC(2,k)": (b - e, b + (j - e) / n),
        "ICC(3,k)": (b - e, b),
    }
    return {form: above / below if below > 0 else None for form, (above, below) in parts.items()}


numbers = st.one_of(
    st.integers(1, 6).map(Fraction),
    st.integers(-40, 40).map(lambda tenths: Fraction(tenths, 10)),
    st.sampled_from([Fraction(1000001), Fraction(1000002)]),
)


@st.composite
def tables(draw):
    """Draw 2 to 8 units by 2 to 5 raters, from few or many different values."""
    raters = draw(st.integers(2, 5))
    values = st.sampled_from(draw(st.lists(numbers, min_size=1, max_size=6)))
    return draw(st.lists(st.lists(values, min_size=raters, max_size=raters), min_size=2, max_size=8))


@given(tables())
@example([[1, 4], [2, 2]])
@example([[1, 4], [2, 3]])
@example([[1, 1, 2], [1, 2, 1]])
@example([[1, 3, 2, 1], [3, 1, 2, 2], [1, 2, 3, 3], [1, 3, 1, 3]])
@example([[1, 2], [2, 1]] * 3)
@example([[1, 5], [5, 1]] * 2)
@example([[Fraction(3, 2), Fraction(5, 2)], [Fraction(5, 2), Fraction(5, 2)], [Fraction(7, 2), 3]])
@example([[2, 4], [2, 4], [2, 4]])
@example([[1, 1, 1], [1, 1, 2], [1, 1, 2], [2, 2, 1], [2, 2, 1]])
@settings(max_examples=300)
def test_value_is_exact_or_has_a_reason(rows):
    """Each value is that of the formula and within its range, with an interval around it; else there is a reason."""
    found, wanted = intraclass(table(rows)), exact(rows)
    for form in FORMS:
        figure, value = found[form], wanted[form]
        lowest = -1 if form.endswith("k)") else Fraction(-1, len(rows[0]) - 1)
        if figure.value is None:
            assert figure.reason
            assert value is None or value < lowest + Fraction(1, 10**9)
        else:
            assert lowest - Fraction(1, 10**9) <= value <= 1
            assert figure.value == pytest.approx(float(value), abs=1e-8)
        if figure.low is None:
            assert figure.high is None
            assert figure.reason
        else:
            assert float("-inf") < figure.low <= figure.value <= figure.high <= 1
            assert not figure.reason


@pytest.mark.parametrize("form", ["ICC(1,1)", "ICC(3,1)"])
@pytest.mark.parametrize("rows", [[[1, 2], [2, 1]] * 3, [[1, 5], [5, 1]] * 2, [[0.1, 0.3], [0.3, 0.1]]])
def test_perfect_opposition_is_minus_one(form, rows):
    """Two raters of whom one says the opposite of the other agree by -1."""
    assert intraclass(table(rows))[form].value == pytest.approx(-1)


@pytest.mark.parametrize(
    ("rows", "form", "reason"),
    [
        # The raters differ by two on each unit: they vary, the units do not.
        ([[2, 4], [2, 4], [2, 4]], "ICC(3,1)", "units_alike"),
        ([[1, 2], [2, 1]] * 3, "ICC(1,k)", "units_alike"),
        # The formulas give -1.5, 6 and -68.
        ([[1, 2], [2, 1]] * 3, "ICC(2,1)", "contradiction"),
        ([[1, 2], [2, 1]] * 3, "ICC(2,k)", "contradiction"),
        ([[1, 3, 2, 1], [3, 1, 2, 2], [1, 2, 3, 3], [1, 3, 1, 3]], "ICC(2,k)", "contradiction"),
        ([[3, 3], [3, 3]], "ICC(1,1)", "no_variation"),
    ],
)
def test_reason_is_the_true_one(rows, form, reason):
    """What cannot be given says what is missing: variation at all, a difference between units, or agreement."""
    figure = intraclass(table(rows))[form]
    assert (figure.value, figure.reason) == (None, reason)


def test_interval_that_leaves_the_range_is_not_given():
    """The approximate interval of this ICC(2,1) would begin below -1, and that of ICC(2,k) above its end."""
    found = intraclass(table([[1.5, 2.5], [2.5, 2.5], [3.5, 3]]))
    for form, value in (("ICC(2,1)", 0.5454545), ("ICC(2,k)", 0.7058824)):
        assert found[form].value == pytest.approx(value)
        assert (found[form].low, found[form].reason) == (None, "no_interval")
