"""Stays that end, begin again and are put right: what lists, pages and the next prison then say."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from throughgate.ground.organisations.models import Organisation
from throughgate.person.people import actions, models
from throughgate.person.people.models import Person, Stay
from throughgate.person.people.queries.path import path_dates
from throughgate.person.people.queries.querysets import lines_for
from throughgate.person.people.rules import ReleaseDates


def today():
    """Return today."""
    return timezone.localdate()


def the_stay(person):
    """Return the stay that goes on."""
    return Stay.objects.select_related("person", "organisation").get(person=person, ended_on=None)


def move(actor, person, code, on=None):
    """Move the person to the prison with this code; returns the stay that ended."""
    stay = the_stay(person)
    to = Organisation.objects.get(code=code)
    actions.transfer_person(actor=actor, stay=stay, expected=stay.version, to=to, on=on or today())
    return stay


def begin(actor, person, dates, on=None):
    """Begin a stay in the actor's prison."""
    person = Person.objects.get(pk=person)
    return actions.admit_person(actor=actor, person=person, arrived_on=on or today(), dates=dates)


def listed_release(actor, person):
    """Return the release by which lists sort the person."""
    return lines_for(actor, caseload_only=False).get(person=person).release_on


def page_release(client, person):
    """Return the release that the person's page plans with."""
    return path_dates(client.get(f"/people/{person}/").context["card"].stays).expected_on


@pytest.fixture
def emre(cast):
    """Give the key of Emre, who is in the prison in the north."""
    return cast.key("emre")


def test_a_move_is_no_release_on_lists(signed_in, acting, emre):
    """After a move both prisons still list the day of release, and Today does not count the person as leaving."""
    with acting("lead") as actor:
        planned = the_stay(emre).release_expected_on
        move(actor, emre, "south")
        assert listed_release(actor, emre) == planned
    with acting("stranger") as actor:
        assert listed_release(actor, emre) == planned
    page = signed_in("lead").get("/?within=30")
    assert [tab.count for tab in page.context["tabs"]] == [0, 1]


def test_a_release_is_the_release_on_lists(acting, emre):
    """Somebody released yesterday is listed under yesterday."""
    with acting("lead") as actor:
        stay = the_stay(emre)
        day = today() - timedelta(days=1)
        actions.release_person(actor=actor, stay=stay, expected=stay.version, released_on=day)
        assert listed_release(actor, emre) == day


def test_of_two_stays_of_one_day_the_open_one_counts(signed_in, acting, emre):
    """Moved there and back on the day of arrival: list, page and proposal speak of the stay that goes on."""
    day = today()
    with acting("lead") as actor:
        stay = the_stay(emre)
        actions.correct_stay(actor=actor, stay=stay, expected=stay.version, arrived_on=day)
        move(actor, emre, "south")
    with acting("stranger") as actor:
        begin(actor, emre, ReleaseDates(None, day + timedelta(days=200), None))
        move(actor, emre, "north")
    with acting("lead") as actor:
        begin(actor, emre, ReleaseDates(None, day + timedelta(days=300), None))
        assert listed_release(actor, emre) == day + timedelta(days=300)
    client = signed_in("lead")
    assert page_release(client, emre) == day + timedelta(days=300)
    assert "in Prison North since" in client.get(f"/people/{emre}/").context["where"]


def test_the_dates_that_go_along_are_those_of_the_last_stay(signed_in, acting, emre):
    """The next prison is offered the dates of the stay that ended last, though both stays began on one day."""
    day = today()
    with acting("lead") as actor:
        stay = the_stay(emre)
        actions.correct_stay(actor=actor, stay=stay, expected=stay.version, arrived_on=day)
        move(actor, emre, "south")
    with acting("stranger") as actor:
        begin(actor, emre, ReleaseDates(None, day + timedelta(days=200), None))
        move(actor, emre, "north")
    form = signed_in("lead").get(f"/people/{emre}/admit").context["form"]
    assert form.initial["release_expected_on"] == day + timedelta(days=200)
