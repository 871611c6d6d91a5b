"""Registering a person: with a stay, with a look whether they are here already, once."""

from __future__ import annotations

import uuid
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from throughgate.person.people import actions
from throughgate.person.people.models import NotDuplicate, Person, Stay

TYPED = {"given_names": "Anna", "family_name": "Nowak", "birth": "5.3.1990", "arrived_on": "2026-01-02"}


def typed(**more):
    """Return what is typed for a new person."""
    return {**TYPED, **more}


def test_prison_registers_a_person_with_the_stay(signed_in, acting):
    """The person stands in the caseload with number and stay; sent twice it is one person."""
    client, here = signed_in("lead"), reverse("people:add")
    assert client.get(here).status_code == 200
    expected = timezone.localdate() + timedelta(days=50)
    data = typed(number="N-1", release_expected_on=expected.isoformat(), once=str(uuid.uuid4()))
    answer = client.post(here, data)
    assert answer.status_code == 302
    assert client.post(here, data)["Location"] == answer["Location"]
    with acting("lead") as actor:
        person = Person.objects.visible_to(actor).get(family_name="Nowak")
        assert person.birth_on.isoformat() == "1990-03-05"
        assert Stay.objects.get(person=person).release_expected_on == expected
    assert answer["Location"] == reverse("desk:person", args=[person.pk])
    assert client.get(answer["Location"]).status_code == 200


def test_probation_registers_without_a_stay(signed_in, acting):
    """Somebody who was never inside can be registered, too."""
    client, here = signed_in("aftercare"), reverse("people:add")
    assert "arrived_on" not in client.get(here).content.decode()
    answer = client.post(here, typed())
    assert answer.status_code == 302
    body = client.get(answer["Location"]).content.decode()
    assert "No stay yet" in body


@pytest.mark.parametrize("who", ["officer", "teacher", "placement", "trainer", "admin"])
def test_registering_is_refused(signed_in, who):
    """Whoever may not write people gets 403."""
    client = signed_in(who)
    assert client.get(reverse("people:add")).status_code == 403
    assert client.post(reverse("people:add"), TYPED).status_code == 403


def test_possible_duplicate_is_shown_first(signed_in, acting):
    """Another spelling of the same person is shown with reasons; whoever types decides, and is not asked again."""
    with acting("lead") as actor:
        first = actions.register_person(
            actor=actor, family_name="Novak", given_names="Ana", birth_on=timezone.datetime(1990, 5, 3).date()
        )
    client, here = signed_in("lead"), reverse("people:add")
    asked = client.post(here, typed())
    body = asked.content.decode()
    assert asked.status_code == 422
    assert "This may be the same person" in body
    assert "day and month of birth swapped" in body
    assert "Nowak" in body, "nothing typed is lost"
    assert str(first.pk) in body
    assert client.post(here, typed(another=str(uuid.uuid4()))).status_code == 422
    assert client.post(here, typed(another=str(first.pk))).status_code == 302
    with acting("lead") as actor:
        assert Person.objects.visible_to(actor).filter(family_name="Nowak").count() == 1
        assert NotDuplicate.objects.filter(organisation=actor.organisation).count() == 1


def test_slips_in_both_names_are_asked_about(signed_in, acting):
    """Who was born on that day and is called nearly so is shown, as a hint that says why."""
    with acting("lead") as actor:
        there = actions.register_person(
            actor=actor, family_name="Petersen", given_names="Sebatian", birth_on=date(1990, 3, 5)
        )
    answer = signed_in("lead").post(
        reverse("people:add"), typed(family_name="Petersuen", given_names="Sebastian")
    )
    assert answer.status_code == 422
    assert [one.person.pk for one in answer.context["alike"]] == [there.pk]
    assert "check first: a few letters of the names differ, same date of birth" in answer.content.decode()


def test_other_prisons_people_give_no_hint(signed_in, acting):
    """A person of the other prison is no duplicate here: a hint would tell that they are inside."""
    with acting("stranger") as actor:
        actions.register_person(actor=actor, family_name="Nowak", given_names="Anna")
    answer = signed_in("lead").post(reverse("people:add"), typed())
    assert answer.status_code == 302


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"family_name": ""}, "required"),
        ({"birth": "1.1.2090"}, "in the future"),
        ({"arrived_on": "soon"}, "not a date"),
        ({"release_latest_on": "2025-01-01"}, "before the arrival"),
        ({"number": "Markeremrenumber"}, "This number cannot be used here"),
    ],
)
def test_wrong_input_saves_nobody(signed_in, acting, wrong, says):
    """What cannot be is said with 422 and nobody is registered."""
    answer = signed_in("lead").post(reverse("people:add"), typed(**wrong))
    assert answer.status_code == 422
    assert says in answer.content.decode()
    with acting("lead") as actor:
        assert not Person.objects.visible_to(actor).filter(given_names="Anna").exists()


@pytest.mark.parametrize(
    ("days", "field"),
    [
        ({"birth": "4.3.2009", "arrived_on": "1.2.2007"}, "arrived_on"),
        ({"birth": "4.3.1990", "arrived_on": "4.3.1990"}, "arrived_on"),
        ({"arrived_on": "1.2.2066"}, "arrived_on"),
        ({"birth": "4.3.2020"}, "birth"),
        ({"birth": "4.3.1901"}, "birth"),
        ({"release_expected_on": "1.2.2098"}, "release_expected_on"),
        ({"release_expected_on": "1.2.1980"}, "release_expected_on"),
        ({"release_expected_on": "1.2.2028", "release_latest_on": "1.2.2027"}, "__all__"),
    ],
)
def test_days_that_cannot_be_are_refused_as_in_lists(signed_in, acting, days, field):
    """Nobody is registered before birth, arrival and releases fit each other and today; the field says why."""
    answer = signed_in("lead").post(reverse("people:add"), typed(**days))
    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    with acting("lead") as actor:
        assert not Person.objects.visible_to(actor).filter(family_name="Nowak").exists()
