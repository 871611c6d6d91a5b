"""The main button of a person's page: what is next for this person, and for whoever looks at them."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from throughgate.ground.vocabulary.models import Place
from throughgate.person.observations.tests.making import register, signed, train
from throughgate.person.people import actions
from throughgate.person.people.models import CaseLink, Consent, Person, Stay
from throughgate.person.people.rules import ReleaseDates


def opened(signed_in, acting, who, person):
    """Open a person as somebody, for a purpose where one is needed."""
    with acting(who) as actor:
        found = Person.objects.get(pk=person)
        actions.name_purpose(actor=actor, person=found, purpose="stand_in", words="")
    page = signed_in(who).get(f"/people/{person}/")
    assert page.status_code == 200
    return page


def step(signed_in, acting, who, person):
    """Return the words of the one main button in the head, which leads to a page of this reader's; None without one."""
    body = opened(signed_in, acting, who, person).content.decode()
    head = body.split('<div class="head-actions">')[1].split('<nav class="tabs"')[0]
    found = re.findall(r'<a class="button main" href="([^"]+)">([^<]+)</a>', head)
    if not found:
        return None
    ((address, words),) = found
    assert signed_in(who).get(address).status_code == 200, address
    return words


@pytest.mark.parametrize(
    ("who", "words"),
    [
        ("lead", "Look for openings"),
        ("officer", "Start a sheet"),
        ("teacher", "Look for openings"),
        ("placement", "Look for openings"),
        ("aftercare", "Look for openings"),
        ("dpo", None),
        ("trainer", None),
    ],
)
def test_each_reader_has_their_own_step(signed_in, acting, cast, who, words):
    """Of somebody about whom all is known each does what their roles are for; who only looks has no main button."""
    assert step(signed_in, acting, who, cast.key("emre")) == words


def test_the_way_of_a_person_step_by_step(signed_in, acting, cast):
    """From the registration to the openings: each step stands there until it is done, in the order of the path."""
    day = timezone.localdate()
    with acting("lead") as lead:
        person = actions.register_person(actor=lead, family_name="Marker", assign=False)

    def now():
        return step(signed_in, acting, "lead", person.pk)

    assert now() == "Begin a stay"
    with acting("lead") as lead:
        actions.admit_person(actor=lead, person=person, arrived_on=day, dates=ReleaseDates(None, None, None))
    assert now() == "Find out the release dates"
    with acting("lead") as lead:
        stay = Stay.objects.get(person=person)
        dates = ReleaseDates(None, day + timedelta(days=200), None)
        actions.change_release_dates(actor=lead, stay=stay, expected=stay.version, dates=dates)
    assert now() == "Ask where home is after release"
    with acting("lead") as lead:
        person = Person.objects.get(pk=person.pk)
        home = Place.objects.filter(name="Wassenberg", country="DE").first()
        actions.change_person(actor=lead, person=person, expected=person.version, home=home)
    assert now() == "Say who looks after them"
    with acting("lead") as lead:
        link = CaseLink.objects.get(person=person)
        actions.assign_member(actor=lead, link=link, membership=lead.membership)
    assert now() == "Ask for a consent"
    with acting("lead") as lead:
        consent = actions.ask_consent(actor=lead, person=person, explained_in="de", purpose="neutral_profile")
    assert now() == "Note the answer"
    with acting("lead") as lead:
        consent = Consent.objects.get(pk=consent.pk)
        actions.answer_consent(actor=lead, consent=consent, expected=consent.version, given=False)
    # After a "no" nobody is asked again.
    assert now() == "Ask what they look for"
    with acting("lead") as lead:
        person = Person.objects.get(pk=person.pk)
        actions.change_person(actor=lead, person=person, expected=person.version, wish_kinds=["job"])
    assert now() == "Look for openings"


def test_a_letter_is_written_before_the_gate(signed_in, acting, cast):
    """Somebody observed who leaves within 90 days gets a letter: first it is written, then approved."""
    emre = cast.key("emre")
    train(acting)
    with acting("officer") as officer:
        signed(officer, [emre], level=5)
    assert step(signed_in, acting, "lead", emre) == "Write a letter"
    issuer = register(acting)
    data = {"text": "Emre took part in sport.", "registered": issuer.pk}
    answer = signed_in("lead").post(f"/people/{emre}/letters/write?language=en", data)
    assert answer.status_code == 302
    assert step(signed_in, acting, "lead", emre) == "Let the person approve the letter"


def test_a_step_that_is_done_stands_nowhere_twice(signed_in, acting, cast):
    """What is due stands once on the overview, as the main button, and as a mark on the other pages."""
    with acting("lead") as lead:
        stay = Stay.objects.get(person=cast.key("emre"))
        dates = ReleaseDates(None, None, None)
        actions.change_release_dates(actor=lead, stay=stay, expected=stay.version, dates=dates)
    page = opened(signed_in, acting, "lead", cast.key("emre")).content.decode()
    assert page.count("Find out the release dates") == 1
    assert "Change the release dates" not in page.split("</h1>")[1].split("<nav")[0]
    work = signed_in("lead").get(f"/people/{cast.key('emre')}/work/").content.decode()
    assert work.count("Find out the release dates") == 1
