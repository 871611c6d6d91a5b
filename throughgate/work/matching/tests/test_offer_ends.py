"""An offer beside the day on which somebody is free: until when it is offered, and from when one can start."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from throughgate.work.matching import Release, Verdict, judge
from throughgate.work.matching.tests.test_near import PERSON, ROOFER, TODAY

FREE = replace(PERSON, release=Release(is_free=True))
LATE = replace(PERSON, release=Release(latest_on=date(2027, 4, 30)))
UNPLANNED = replace(PERSON, release=Release(earliest_on=date(2027, 4, 30)))


@pytest.mark.parametrize(
    ("person", "facts", "says"),
    [
        (PERSON, {"expires_on": date(2027, 3, 14)}, False),
        (PERSON, {"expires_on": date(2027, 2, 20)}, True),
        (PERSON, {"expires_on": TODAY}, True),
        (PERSON, {"expires_on": TODAY - timedelta(days=1)}, False),
        (PERSON, {"expires_on": None}, False),
        (LATE, {"expires_on": date(2027, 4, 29)}, True),
        (LATE, {"expires_on": date(2027, 4, 30)}, False),
        (FREE, {"expires_on": TODAY}, False),
        (UNPLANNED, {"expires_on": TODAY}, False),
        (PERSON, {"expires_on": date(2027, 1, 3), "starts_on": date(2027, 1, 15)}, False),
        (PERSON, {"expires_on": date(2027, 1, 3), "kind": "job", "starts_on": date(2026, 9, 1)}, True),
    ],
)
def test_an_offer_that_ends_before_the_planned_release_asks_for_renewal(person, facts, says):
    """The day on which somebody will be free decides; what is over or begins too early is not to be renewed."""
    answer = judge(person, ROOFER._replace(**facts), today=TODAY)
    assert ("offer_ends" in {reason.code for reason in answer.reasons}) is says
    if says:
        assert answer.verdict is Verdict.SUPPORT


@pytest.mark.parametrize(
    ("person", "starts_on", "now", "inside"),
    [
        (PERSON, date(2026, 9, 1), True, True),
        (PERSON, date(2027, 3, 14), True, True),
        (PERSON, date(2027, 3, 15), False, True),
        (FREE, date(2026, 9, 1), True, False),
        (FREE, TODAY + timedelta(days=1), False, False),
    ],
)
def test_a_start_is_said_for_the_day_somebody_is_free(person, starts_on, now, inside):
    """Whoever is inside can start on release, whoever is free from now; a later start has its own day."""
    answer = judge(person, ROOFER._replace(kind="job", starts_on=starts_on), today=TODAY)
    (start,) = (reason for reason in answer.reasons if reason.code == "start")
    assert (start.values["now"], start.values["inside"]) == (now, inside)
