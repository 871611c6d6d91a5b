"""The days of milestones, and what follows when."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughgate.work.followups.rules import MILESTONES, RETAINS, Stand, due_on, following, moves_due, outcome
from throughgate.work.placements.rules import PLACEMENT, working_day_after

DAYS = st.dates(date(2026, 1, 1), date(2090, 12, 31))
HOLIDAYS = st.frozensets(st.integers(0, 90), max_size=20)


def weekday(day):
    """Say whether people work, where there are no holidays."""
    return day.weekday() < 5


@pytest.mark.parametrize(
    ("started_on", "days"),
    [
        (date(2026, 11, 30), ["2026-11-30", "2027-01-11", "2027-05-30", "2027-11-30"]),
        # Of a month without such a day it is the last one.
        (date(2026, 8, 31), ["2026-08-31", "2026-10-12", "2027-02-28", "2027-08-31"]),
        (date(2027, 8, 31), ["2027-08-31", "2027-10-12", "2028-02-29", "2028-08-31"]),
        (date(2028, 2, 29), ["2028-02-29", "2028-04-11", "2028-08-29", "2029-02-28"]),
    ],
)
def test_the_days_of_milestones(started_on, days):
    """Start, six weeks, six months, a year."""
    assert [due_on(started_on, one).isoformat() for one in MILESTONES] == days


@given(DAYS)
def test_milestones_come_one_after_the_other(started_on):
    """Each lies behind the one before, and half a year in between is 181 to 184 days."""
    days = [due_on(started_on, one) for one in MILESTONES]
    assert days == sorted(set(days))
    assert days[1] - days[0] == timedelta(days=42)
    assert 181 <= (days[2] - days[0]).days <= 184
    assert 365 <= (days[3] - days[0]).days <= 366
    assert [following(one) for one in MILESTONES] == [*MILESTONES[1:], ""]


@given(
    st.dates(date(2026, 1, 1), date(2090, 6, 1)), st.integers(0, 60), HOLIDAYS, st.booleans(), st.booleans()
)
def test_who_is_asked_when(started_on, later, holidays, person_answered, asks_company):
    """The company follows after the person's answer, else on the fifth working day, and never without the consent; a reminder
    comes between the fifth and the tenth; nothing closes before the tenth, nor while the company can still answer."""
    free = {started_on + timedelta(days=n) for n in holidays}
    today = started_on + timedelta(days=later)

    def is_working(day):
        return weekday(day) and day not in free

    fifth, tenth = (working_day_after(started_on, n, is_working) for n in (5, 10))
    stand = Stand(person_asked_on=started_on, person_answered=person_answered)
    found = moves_due("start", started_on, stand, today, is_working, asks_company=asks_company)
    assert ("ask_company" in found) == (asks_company and (person_answered or today >= fifth))
    assert ("remind_person" in found) == (not person_answered and fifth <= today < tenth)
    assert ("close" in found) == (not asks_company and today >= tenth)
    asked = Stand(
        person_asked_on=started_on,
        person_reminded_on=fifth,
        company_asked_on=fifth,
        person_answered=person_answered,
    )
    ends = working_day_after(fifth, 10, is_working)
    assert (
        "close" in moves_due("start", started_on, asked, today, is_working, asks_company=asks_company)
    ) == (today >= ends)


def test_what_nobody_could_be_asked_about_is_passed_over():
    """A start that is written down two months late is not asked about any more, six weeks are."""
    started_on, today = date(2026, 9, 1), date(2026, 11, 2)
    moves = [moves_due(one, started_on, Stand(), today, weekday, asks_company=True) for one in MILESTONES]
    assert moves == [["pass_over"], ["ask_person"], [], []]


def test_unknown_is_not_no():
    """A yes confirms whatever the other side said; a no is no; else it is unknown once it is closed."""
    assert outcome(is_closed=False, is_confirmed=False, said=[]) == "open"
    assert outcome(is_closed=True, is_confirmed=False, said=[]) == "unknown"
    assert outcome(is_closed=True, is_confirmed=False, said=["unsure"]) == "unknown"
    assert outcome(is_closed=True, is_confirmed=False, said=["unsure", "no"]) == "no"
    assert outcome(is_closed=True, is_confirmed=True, said=["no", "yes"]) == "confirmed"


def test_milestones_lead_where_placements_go():
    """Each state that a yes leads to may follow from the start, and the clock completes from all of them."""
    for state in RETAINS.values():
        assert ("started", state) in PLACEMENT.pairs
        assert (state, "completed") in PLACEMENT.pairs
