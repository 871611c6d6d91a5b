"""The three dates of a stay contradict themselves only where one lies behind the other, not where they fall together."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from throughgate.person.people.rules import ReleaseDates

DAY = date(2027, 5, 20)
NEXT = DAY + timedelta(days=1)


@pytest.mark.parametrize(
    ("dates", "problems"),
    [
        ((DAY, DAY, DAY), []),
        ((DAY, None, DAY), []),
        ((DAY, NEXT, NEXT), []),
        ((NEXT, DAY, None), ["earliest_after_expected"]),
        ((None, NEXT, DAY), ["expected_after_latest"]),
        ((NEXT, None, DAY), ["earliest_after_latest"]),
        ((None, None, None), []),
    ],
)
def test_what_contradicts_itself(dates, problems):
    """Dates on one day are in order; a day too late is named once, by the two dates that it is about."""
    assert ReleaseDates(*dates).problems() == problems
