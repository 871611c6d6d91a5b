"""Coefficients of agreement, against published worked examples and against independent libraries."""

from __future__ import annotations

import warnings

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from throughgate.person.observations.agreement import (
    METRICS,
    Ratings,
    fleiss_kappa,
    intraclass,
    krippendorff_alpha,
    weighted_kappa,
)
from throughgate.person.observations.agreement.data import Twice

GAP = np.nan


def table(rows):
    """Make ratings from rows (units) by columns (raters)."""
    cells = ((f"u{n:03}", f"r{m}", v) for n, row in enumerate(rows) for m, v in enumerate(row))
    return Ratings.of((unit, rater, value) for unit, rater, value in cells if not np.isnan(value))


# Shrout & Fleiss (1979), table 2: six targets, four judges.
SHROUT_FLEISS = table([[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]])
# Krippendorff (2011), section C: four observers, twelve units, gaps.
KRIPPENDORFF = np.array(
    [
        [1, 2, 3, 3, 2, 1, 4, 1, 2, GAP, GAP, GAP],
        [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, GAP, 3],
        [GAP, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, GAP],
        [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, GAP],
    ]
)
# Fleiss (1971) as reprinted with ten subjects, fourteen raters, five categories: counts per category.
FLEISS = [
    [0, 0, 0, 0, 14], [0, 2, 6, 4, 2], [0, 0, 3, 5, 6], [0, 3, 9, 2, 0], [2, 2, 8, 1, 1],
    [7, 7, 0, 0, 0], [3, 2, 6, 3, 0], [2, 5, 3, 2, 2], [6, 5, 2, 1, 0], [0, 2, 2, 3, 7],
]  # fmt: skip


@pytest.mark.parametrize(
    ("form", "value"),
    [
        ("ICC(1,1)", 0.17), ("ICC(2,1)", 0.29), ("ICC(3,1)", 0.71),
        ("ICC(1,k)", 0.44), ("ICC(2,k)", 0.62), ("ICC(3,k)", 0.91),
    ],
)  # fmt: skip
def test_intraclass_equals_shrout_and_fleiss(form, value):
    """The six forms of the classic example come out as printed in 1979."""
    assert intraclass(SHROUT_FLEISS)[form].value == pytest.approx(value, abs=0.005)


def test_interval_of_the_consistency_form_equals_the_published_one():
    """Shrout & Fleiss give 0.34 to 0.95 for ICC(3,1)."""
    figure = intraclass(SHROUT_FLEISS)["ICC(3,1)"]
    assert (figure.low, figure.high) == (pytest.approx(0.34, abs=0.005), pytest.approx(0.95, abs=0.005))


@pytest.mark.parametrize(
    ("metric", "value"), [("nominal", 0.743), ("ordinal", 0.815), ("interval", 0.849), ("ratio", 0.797)]
)
def test_alpha_equals_krippendorff(metric, value):
    """The worked example with gaps comes out as printed for each kind of scale."""
    assert krippendorff_alpha(table(KRIPPENDORFF.T), metric).value == pytest.approx(value, abs=0.0005)


def test_fleiss_kappa_equals_the_worked_example():
    """Ten subjects rated by fourteen raters give 0.210."""
    rows = [[level for level, n in enumerate(counts) for _ in range(n)] for counts in FLEISS]
    assert fleiss_kappa(table(rows)).value == pytest.approx(0.210, abs=0.0005)


levels = st.integers(1, 5)


@st.composite
def tables(draw, *, gaps=False):
    """Draw ratings of 4 to 12 units by 2 to 5 raters."""
    raters = draw(st.integers(2, 5))
    cell = st.one_of(levels, st.just(GAP)) if gaps else levels
    return np.array(draw(st.lists(st.tuples(*[cell] * raters), min_size=4, max_size=12)), dtype=float)


@given(tables(gaps=True), st.sampled_from(METRICS))
@settings(max_examples=60, deadline=None)
def test_alpha_equals_the_krippendorff_package(rows, metric):
    """Random tables with gaps give what the independent package gives."""
    import krippendorff

    figure = krippendorff_alpha(table(rows), metric)
    assume(figure.value is not None)
    assert figure.value == pytest.approx(krippendorff.alpha(rows.T, level_of_measurement=metric), abs=1e-9)


@given(tables())
@settings(max_examples=12, deadline=None)
def test_intraclass_equals_pingouin(rows):
    """Random tables give pingouin's six values, and its intervals to the two decimals that it prints."""
    import pandas as pd
    import pingouin

    ours = intraclass(table(rows))
    assume(ours["ICC(2,1)"].value is not None)
    assume(ours["ICC(3,1)"].value is not None and ours["ICC(3,1)"].low != ours["ICC(3,1)"].high)
    long = pd.DataFrame(
        [(n, m, value) for n, row in enumerate(rows) for m, value in enumerate(row)], columns=["t", "r", "s"]
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        theirs = pingouin.intraclass_corr(long, "t", "r", "s")
    assume(np.isfinite(theirs["ICC"]).all())
    for figure, value, bounds in zip(ours.values(), theirs["ICC"], theirs.iloc[:, -1], strict=True):
        if figure.value is None:
            assert value < -1
            continue
        assert figure.value == pytest.approx(value, abs=1e-7)
        if figure.low is not None and np.isfinite(bounds).all():
            assert [figure.low, figure.high] == pytest.approx(list(bounds), abs=0.00501)


def test_no_interval_lies_beyond_a_correlation():
    """Where the approximate interval of one rater leaves -1 to 1, that of the mean would lie above 1: there is none.

    pingouin 0.5.5 gives 127.04 to 0.98 for these four people (findings/icc-interval-beyond-one.sh).
    """
    found = intraclass(table([(3, 2), (4, 5), (2, 1), (1, 3)]))
    for name, value in (("ICC(2,1)", 4 / 7), ("ICC(2,k)", 8 / 11)):
        figure = found[name]
        assert figure.value == pytest.approx(value)
        assert (figure.low, figure.high, figure.reason) == (None, None, "no_interval")


@given(tables())
@settings(max_examples=40, deadline=None)
def test_fleiss_kappa_equals_statsmodels(rows):
    """Random tables give what statsmodels gives."""
    from statsmodels.stats.inter_rater import aggregate_raters
    from statsmodels.stats.inter_rater import fleiss_kappa as theirs

    figure = fleiss_kappa(table(rows))
    assume(figure.value is not None)
    assert figure.value == pytest.approx(theirs(aggregate_raters(rows)[0]), abs=1e-9)


@given(st.lists(st.tuples(levels, levels), min_size=3, max_size=30))
@settings(max_examples=60, deadline=None)
def test_weighted_kappa_equals_scikit_learn(pairs):
    """Random pairs give scikit-learn's quadratic kappa on the whole scale."""
    from sklearn.metrics import cohen_kappa_score

    one, other = np.array(pairs, dtype=float).T
    figure = weighted_kappa(one, other)
    assume(figure.value is not None)
    theirs = cohen_kappa_score(one, other, weights="quadratic", labels=[1, 2, 3, 4, 5])
    assert figure.value == pytest.approx(theirs, abs=1e-9)


@given(tables(gaps=True), st.randoms())
@settings(max_examples=30, deadline=None)
def test_order_of_rows_changes_nothing(rows, random):
    """The same ratings in another order give the same figures."""
    cells = [
        (f"u{n}", f"r{m}", v) for n, row in enumerate(rows) for m, v in enumerate(row) if not np.isnan(v)
    ]
    assume(cells)
    shuffled = list(cells)
    random.shuffle(shuffled)
    for metric in METRICS:
        assert krippendorff_alpha(Ratings.of(cells), metric) == krippendorff_alpha(
            Ratings.of(shuffled), metric
        )


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ([[3, 3], [3, 3], [3, 3]], "no_variation"),
        ([[1], [2]], "too_few_raters"),
        ([[1, 2], [2, GAP]], "too_few_units"),
        ([[1, GAP], [GAP, 2]], "not_by_all"),
    ],
)
def test_figures_that_cannot_be_given_say_why(rows, reason):
    """Without variation, raters, units or overlap there is a reason and never a number."""
    for figure in intraclass(table(rows)).values():
        assert (figure.value, figure.reason) == (None, reason)


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ([[1], [2]], "too_few_raters"),
        ([[1, GAP], [GAP, 2]], "not_by_two"),
        ([[3, 3], [3, GAP], [GAP, 4]], "no_variation"),
        ([[0, 0], [0, 0]], "no_variation"),
    ],
)
def test_alpha_says_what_it_lacks(rows, reason):
    """Alpha needs two raters for a unit, not all; nothing but zeros is no variation, on a ratio scale, too."""
    for metric in METRICS:
        figure = krippendorff_alpha(table(rows), metric)
        assert (figure.value, figure.reason) == (None, reason)


def test_ratings_below_zero_have_no_ratios():
    """Values below zero are measured on an interval scale, not on a ratio scale."""
    below = table([[-1, -2], [3, 4]])
    assert krippendorff_alpha(below, "interval").value is not None
    assert krippendorff_alpha(below, "ratio").reason == "not_defined"


def test_equal_fractions_do_not_vary():
    """What is a tenth everywhere has no variation, although a tenth is no round number for a computer."""
    same = np.array([0.1, 0.1, 0.1])
    assert weighted_kappa(same, same).reason == "no_variation"


def test_perfect_agreement_is_one():
    """Raters who always agree get 1 everywhere."""
    same = table([[1, 1, 1], [2, 2, 2], [5, 5, 5]])
    assert fleiss_kappa(same).value == pytest.approx(1)
    column = np.array([1.0, 2.0, 5.0])
    assert weighted_kappa(column, column).value == pytest.approx(1)
    for metric in METRICS:
        assert krippendorff_alpha(same, metric).value == pytest.approx(1)
    for figure in intraclass(same).values():
        assert figure.value == pytest.approx(1)


def test_rating_twice_is_refused():
    """Which of two ratings counts is not guessed."""
    with pytest.raises(Twice):
        Ratings.of([("u", "r", 1), ("u", "r", 2)])
