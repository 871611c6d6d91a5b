"""Dates become places on the line."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from throughgate.desk.path.scale import GateKind, Phase, add_months, milestones_after, read, scale
from throughgate.desk.path.tests.plain import TODAY, days, some_dates, some_pins
from throughgate.foundation.charts.pins import PathDates

DATES = PathDates(arrived_on=date(2026, 2, 2), today=TODAY)


def test_months_end_where_the_month_ends():
    """Six months after 31 August is the last day of February, in leap years the 29th."""
    assert add_months(date(2026, 8, 31), 6) == date(2027, 2, 28)
    assert add_months(date(2027, 8, 31), 6) == date(2028, 2, 29)
    assert add_months(date(2028, 2, 29), 12) == date(2029, 2, 28)
    assert add_months(date(2026, 12, 31), 12) == date(2027, 12, 31)


def test_milestones_follow_the_release():
    """Follow-up is due 6 weeks, 6 months and 12 months after release."""
    assert [day for _, day in milestones_after(date(2027, 3, 14))] == [
        date(2027, 4, 25),
        date(2027, 9, 14),
        date(2028, 3, 14),
    ]


def test_unknown_release_has_no_gate_and_no_milestones():
    """Without a release date nothing is invented."""
    line = read(DATES)
    assert (line.phase, line.gate_on, line.milestones) == (Phase.UNKNOWN, None, ())


def test_an_earliest_day_that_has_passed_is_no_gate():
    """A past earliest day says nothing about the release."""
    assert read(replace(DATES, earliest_on=TODAY - timedelta(days=1))).phase is Phase.UNKNOWN


def test_only_the_latest_day_known():
    """The gate stands on the latest day, but gives no follow-up days."""
    line = read(replace(DATES, latest_on=date(2027, 4, 30)))
    assert (line.gate_kind, line.gate_on, line.milestones) == (GateKind.LATEST, date(2027, 4, 30), ())


def test_overdue_release_is_not_taken_for_a_release():
    """An expected day that has passed gives no follow-up days as long as no release is recorded."""
    line = read(replace(DATES, expected_on=TODAY - timedelta(days=3)))
    assert (line.phase, line.milestones) == (Phase.OVERDUE, ())


def test_a_recorded_release_wins_over_the_expected_day():
    """Follow-up counts from the day of the release itself."""
    line = read(replace(DATES, expected_on=date(2027, 3, 14), released_on=date(2026, 11, 1)))
    assert (line.phase, line.gate_on) == (Phase.RELEASED, date(2026, 11, 1))


def test_the_band_lies_between_the_earliest_and_the_latest_day():
    """The band holds all release dates that are known."""
    line = read(replace(DATES, earliest_on=date(2027, 2, 2), expected_on=date(2027, 3, 14)))
    assert line.maybe == (date(2027, 2, 2), date(2027, 3, 14))


@given(dates=some_dates, pins=st.lists(some_pins, max_size=8), asked=st.lists(days, min_size=2, max_size=8))
def test_later_days_never_lie_further_left(dates, pins, asked):
    """The scale is monotone and stays between its edges, whatever the dates."""
    line = read(dates, pins)
    at = scale(line, 24, 1156)
    places = [at(day) for day in sorted([*asked, *(pin.on for pin in pins)])]
    assert places == sorted(places)
    assert all(24 <= place <= 1156.01 for place in places)


@given(dates=some_dates, pins=st.lists(some_pins, max_size=8))
def test_today_and_the_gate_stand_apart(dates, pins):
    """Their labels need room: at least 150 pixels, unless it is the same day."""
    line = read(dates, pins)
    at = scale(line, 24, 1156)
    if line.gate_on and line.gate_on != TODAY:
        assert abs(at(line.gate_on) - at(TODAY)) >= 149.9
