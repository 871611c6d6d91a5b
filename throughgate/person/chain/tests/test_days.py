"""Months end where they end, and a day off moves a step to the working day before."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughgate.person.chain.rules.days import add, last_in_year, working_day_before

DAYS = st.dates(date(1990, 1, 1), date(2090, 12, 31))


@pytest.mark.parametrize(
    ("day", "months", "found"),
    [
        (date(2027, 8, 31), -6, date(2027, 2, 28)),
        (date(2028, 8, 31), -6, date(2028, 2, 29)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2028, 2, 29), 48, date(2032, 2, 29)),
        (date(2027, 1, 31), 1, date(2027, 2, 28)),
        (date(2027, 1, 15), -1, date(2026, 12, 15)),
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
        (date(2027, 3, 14), 0, date(2027, 3, 14)),
    ],
)
def test_months(day, months, found):
    """A month that has no such day ends it on its last; leap years count."""
    assert add(day, months=months) == found


@given(DAYS, st.integers(-60, 60), st.integers(-60, 60))
def test_months_never_turn_over(day, months, more):
    """The month is the one counted to, and a later day never gives an earlier one."""
    found = add(day, months=months)
    assert (found.year * 12 + found.month) - (day.year * 12 + day.month) == months
    assert found.day == day.day or (found + timedelta(days=1)).day == 1
    assert add(day + timedelta(days=abs(more)), months=months) >= found


@given(DAYS, st.sampled_from(["02-01", "02-29", "12-31", "01-01"]))
def test_a_day_of_the_year(day, month_day):
    """It is not after the day, less than a year before it, and on its month."""
    found = last_in_year(day, month_day)
    assert day - timedelta(days=366) <= found <= day
    assert f"{found:%m}" == month_day[:2]
    assert f"{found:%d}" == month_day[3:] or (month_day, found.day) == ("02-29", 28)


@given(DAYS, st.sets(st.integers(0, 20)))
def test_the_working_day_before(day, off):
    """Every day between it and the day is off; where nobody ever works, the day stays."""
    closed = {day - timedelta(days=back) for back in off}
    found = working_day_before(day, lambda one: one not in closed)
    assert found not in closed
    assert {found + timedelta(days=n) for n in range(1, (day - found).days + 1)} <= closed
    assert working_day_before(day, lambda _: False) == day
