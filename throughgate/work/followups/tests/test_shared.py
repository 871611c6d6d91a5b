"""Prison and probation read the company's word where the person agreed to that, each for itself, and never else."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from tests.cast import STAFF
from throughgate.ground.organisations.models import Organisation
from throughgate.person.people.actions.consents import answer_consent, ask_consent, withdraw_consent
from throughgate.person.people.models import Consent, Person
from throughgate.work.followups.models import Feedback
from throughgate.work.followups.tests.making import say


@pytest.fixture
def said(cast, placement):
    """Let the company have said that there is trouble."""
    say(cast, placement, "start", "company", "unsure", going="much", calls=True)
    return placement


def readers(cast):
    """Return who reads the company's word."""
    found = set()
    for who in STAFF:
        with cast.acting(who):
            if Feedback.objects.filter(whose="company").exists():
                found.add(who)
    return found


def agree(cast, recipient=None, *, given=True, expires_on=None):
    """Let the case lead ask, for the own prison or another reader, and the person answer."""
    with cast.acting("lead") as actor:
        facts = {"recipient": Organisation.objects.get(code=recipient)} if recipient else {}
        person = Person.objects.get(pk=cast.key("emre"))
        consent = ask_consent(
            actor=actor, person=person, explained_in="tr", purpose="feedback_shared", scope="", **facts
        )
        return answer_consent(
            actor=actor, consent=consent, expected=consent.version, given=given, expires_on=expires_on
        ) or Consent.objects.get(pk=consent.pk)


ALWAYS = {"placement", "trainer"}


def test_never_unless_the_person_agreed(cast, said):
    """Asked and refused it stays with the officer and the volunteer."""
    assert readers(cast) == ALWAYS
    agree(cast, given=False)
    assert readers(cast) == ALWAYS


@pytest.mark.parametrize(
    ("recipient", "reader"), [(None, "lead"), ("north", "lead"), ("probation", "aftercare")]
)
def test_who_is_named_reads(cast, said, recipient, reader):
    """The one that is named, else the one that asked: by who looks after the person, and not by colleagues."""
    agree(cast, recipient)
    assert readers(cast) == {*ALWAYS, reader}


def test_until_it_is_taken_back(cast, said):
    """With the consent the reading ends at once."""
    agree(cast)
    with cast.acting("lead") as actor:
        consent = Consent.objects.get(purpose="feedback_shared")
        withdraw_consent(actor=actor, consent=consent, expected=consent.version)
    assert readers(cast) == ALWAYS


def test_until_it_runs_out(cast, said):
    """After its last day nobody reads by it."""
    today = timezone.localdate()
    agree(cast, expires_on=today + timedelta(days=3))
    with time_machine.travel(timezone.now() + timedelta(days=3), tick=False):
        assert readers(cast) == {*ALWAYS, "lead"}
    with time_machine.travel(timezone.now() + timedelta(days=4), tick=False):
        assert readers(cast) == ALWAYS


def test_the_page_shows_it(cast, said, signed_in):
    """The case lead's page of the placement shows the company's word then, and nothing to type there."""
    page = reverse("placements:page", args=[cast.key("emre"), said])
    client = signed_in("lead")
    assert "The company:" not in client.get(page).content.decode()
    agree(cast)
    shown = client.get(page).content.decode()
    assert "The company:" in shown
    assert "Much trouble" in shown
    assert "/company/" not in shown.split('id="follow-ups"')[1]


def test_the_form_asks_who_would_read(cast, signed_in):
    """A school cannot be named; a chamber that asks must name the reader."""
    page = reverse("people:ask-consent", args=[cast.key("emre")])
    with cast.acting("lead"):
        school = Organisation.objects.get(code="school").pk
    form = {"purpose": "feedback_shared", "explained_in": "tr"}
    answer = signed_in("lead").post(page, {**form, "recipient": school})
    assert answer.status_code == 422
    assert "Choose the prison or the probation service" in answer.content.decode()
    assert signed_in("placement").post(page, form).status_code == 422
    assert signed_in("lead").post(page, form).status_code == 302
