"""The three dates of a stay contradict themselves only where one lies behind the other, not where they fall together."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse

from throughgate.person.people.models import Stay
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


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (14, "The planned release is 14 days later."),
        (-1, "The planned release is 1 day earlier."),
        (0, ""),
    ],
)
def test_after_a_change_the_page_says_what_followed(signed_in, acting, cast, days, words):
    """How far the planned release moved, and what moved along; nothing where it stands."""
    person = cast.key("emre")
    with acting("lead"):
        before = Stay.objects.get(person=person, ended_on=None)
    planned = before.release_expected_on + timedelta(days=days)
    typed = {"release_expected_on": planned.isoformat(), "version": before.version, "why": "new calculation"}
    answer = signed_in("lead").post(reverse("people:dates", args=[person, before.pk]), typed, follow=True)
    said = [str(message) for message in answer.context["messages"]]
    assert any("moved along" in one for one in said) is bool(words)
    assert any(one.startswith(words) for one in said if "moved along" in one) is bool(words)
