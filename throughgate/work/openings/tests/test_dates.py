"""The last day to apply, for a calendar: of one opening and of a list."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from throughgate.work.openings import actions
from throughgate.work.openings.tests.making import page


@pytest.fixture
def closing(acting, opening):
    """The roofer's opening, with a last day to apply."""
    with acting("placement") as actor:
        return actions.change_opening(
            actor=actor,
            opening=opening,
            expected=opening.version,
            closing_on=date(2027, 3, 5),
            day_release=True,
        )


def lines(response):
    """Return the lines of a calendar, put together again."""
    return response.content.decode().replace("\r\n ", "").split("\r\n")


def test_the_last_day_is_a_whole_day(signed_in, closing):
    """Named by what is offered and who offers it, known again by its key, later when it was changed."""
    response = signed_in("lead").post(page(closing.pk, "date"))
    said = lines(response)
    assert "DTSTART;VALUE=DATE:20270305" in said
    assert f"UID:{closing.pk}-closing" in said
    assert f"SEQUENCE:{closing.version}" in said
    assert any(line.startswith("SUMMARY:Apply until today: Dachdecker\\, ") for line in said)
    assert response["Content-Disposition"].startswith('attachment; filename="apply-until-2')
    assert not [
        word
        for word in ("release", "prison", "throughgate", "custody")
        if word in response.content.decode().lower()
    ]


def test_without_a_last_day_there_is_none(signed_in, opening):
    """A sentence says so, and no button is there."""
    client = signed_in("lead")
    response = client.post(page(opening.pk, "date"))
    assert response.status_code == 409
    assert "There is no last day to apply" in response.content.decode()
    assert page(opening.pk, "date") not in client.get(page(opening.pk)).content.decode()


def test_those_of_a_list(signed_in, closing):
    """Openings that the filter leaves and that have one."""
    client = signed_in("lead")
    address = reverse("openings:dates")
    assert lines(client.post(address, {"kind": "training"})).count("BEGIN:VEVENT") == 1


def test_a_list_without_a_last_day_says_so(signed_in, closing):
    """A calendar holds at least one date: instead of an empty one the list comes back as it was, with a sentence."""
    client = signed_in("lead")
    client.get(reverse("openings:list"), {"kind": "training"})  # what is remembered leads nowhere else
    for chosen in ({"kind": "job"}, {"kind": "internship", "once": "x"}):
        answer = client.post(reverse("openings:dates"), chosen)
        page = answer.content.decode()
        assert answer.status_code == 409
        assert "No opening in this list has a last day to apply." in page
        assert closing.title not in page
