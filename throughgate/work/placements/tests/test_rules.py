"""The table of states, and the working days on which something ends."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from throughgate.work.placements.actions.clock import due
from throughgate.work.placements.rules import (
    OVER,
    PLACEMENT,
    RUNNING,
    TALKING,
    asking_ends,
    working_day_after,
)

DAYS = st.dates(date(2026, 1, 1), date(2028, 12, 31))
HOLIDAYS = st.frozensets(DAYS, max_size=40)


def weekday(day):
    """Say whether people work, where there are no holidays."""
    return day.weekday() < 5


def test_every_state_is_one_of_these():
    """A state is before the introduction, while one talks, at work, or over."""
    assert set(PLACEMENT.states) == {"proposed", "asked", *TALKING, *RUNNING, *OVER}
    assert set(PLACEMENT.final) == set(OVER)


def test_a_monday():
    """Asked on a Monday: a no shows on the Monday after, all else on the Monday after that."""
    monday = date(2026, 11, 30)
    ends = [
        next(
            day
            for n in range(40)
            if asking_ends(
                monday, day := monday + timedelta(days=n), refused_on=refused_on, is_working=weekday
            )
        )
        for refused_on in (monday, date(2026, 12, 4), date(2026, 12, 7), None)
    ]
    assert ends == [date(2026, 12, 7), date(2026, 12, 7), date(2026, 12, 14), date(2026, 12, 14)]


@given(DAYS, st.integers(0, 40), st.integers(0, 20), HOLIDAYS)
def test_when_it_shows_tells_nothing_but_early_or_late(asked_on, later, days, holidays):
    """Two noes on any two days before the fifth working day show on the same morning; so do two later ones."""

    def is_working(day):
        return weekday(day) and day not in holidays

    fifth = working_day_after(asked_on, 5, is_working)
    refused_on = asked_on + timedelta(days=days)
    today = asked_on + timedelta(days=later)
    like = asked_on if refused_on < fifth else None
    assert asking_ends(asked_on, today, refused_on=refused_on, is_working=is_working) == asking_ends(
        asked_on, today, refused_on=like, is_working=is_working
    )


@given(DAYS, st.integers(1, 30), HOLIDAYS)
def test_working_days_are_counted_one_by_one(day, count, holidays):
    """Between a day and the one so many working days later lie exactly so many, the last one among them."""

    def is_working(one):
        return weekday(one) and one not in holidays

    end = working_day_after(day, count, is_working)
    between = [day + timedelta(days=n) for n in range(1, (end - day).days + 1)]
    assert sum(map(is_working, between)) == count
    assert is_working(end)


def test_a_worker_that_stood_still_catches_up():
    """What was due on a day without a worker is due on the next: nothing waits for ever."""
    asked_on = date(2026, 11, 30)
    assert due("asked", asked_on, None, asked_on, date(2027, 1, 4), weekday, agreed=False) == "not_agree"
    assert due("introduced", asked_on, None, None, date(2027, 1, 4), weekday, agreed=False) == "lapse"
    assert due("introduced", asked_on, None, None, date(2026, 12, 7), weekday, agreed=False) == "remind"
    assert (
        due("introduced", asked_on, date(2026, 12, 7), None, date(2026, 12, 8), weekday, agreed=False) == ""
    )
