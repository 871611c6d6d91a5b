"""Answers by link, by code and on the telephone; reminders, corrections, and what ends early."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from throughgate.foundation.audit.models import History
from throughgate.foundation.codes import secret
from throughgate.foundation.database.context import NOBODY
from throughgate.foundation.database.context import acting as acting_as
from throughgate.foundation.database.rows import Stale
from throughgate.foundation.outbox.tests.delivering import sent_mails
from throughgate.person.people.models import Stay
from throughgate.work.followups.actions import answering, clock, keys
from throughgate.work.followups.models import Feedback
from throughgate.work.followups.tests.making import begun, follow_up, say
from throughgate.work.openings.models import Opening
from throughgate.work.placements.actions import moving
from throughgate.work.placements.models import Placement


def _code(cast, placement, whose, *, milestone="start", who="placement", key=None):
    """Print a sheet and return the hash of its code."""
    with cast.acting(who) as actor:
        made = keys.make_code(actor=actor, follow_up=follow_up(placement, milestone), whose=whose, key=key)
    return secret.hash_of_code(made[0])


def test_a_key_answers_once(cast, placement):
    """What comes second is not taken, and the page says that it is answered; the company is asked on the next day."""
    typed = _code(cast, placement, "person")
    with acting_as(NOBODY):
        assert not keys.find_asked(typed).answered
        assert keys.answer_by_key(typed, there="yes", going="well", calls=False)
        assert not keys.answer_by_key(typed, there="no", going="", calls=True)
        assert keys.find_asked(typed).answered
    with cast.acting("placement"):
        row = Feedback.objects.get()
        assert (row.there, row.going, row.calls, row.taken_by_id) == ("yes", "well", False, None)
        assert follow_up(placement, "start").confirmed_on == timezone.localdate()
    with time_machine.travel(timezone.now() + timedelta(days=1)):
        clock.pass_a_day()
        with cast.acting("placement"):
            assert follow_up(placement, "start").company_asked_on == timezone.localdate()


def test_a_form_sent_twice_prints_one_code(cast, placement):
    """The key of the form decides the code: both sheets of a double click open the same."""
    once = uuid.uuid4()
    assert _code(cast, placement, "person", key=once) == _code(cast, placement, "person", key=once)


def test_a_key_opens_nothing_more_than_its_milestone(cast, placement):
    """Not after its days, not once the milestone is closed, and not when the placement has ended."""
    typed = _code(cast, placement, "person")
    with acting_as(NOBODY):
        assert keys.find_asked("0" * 64) is None
        assert not keys.answer_by_key("0" * 64, there="yes", going="well", calls=False)
    with cast.acting("placement") as actor:
        row = Placement.objects.select_related("opening").get(pk=placement)
        moving.end(actor=actor, placement=row, name="end_early", expected=row.version, reason="hours")
    with acting_as(NOBODY):
        assert keys.find_asked(typed) is None
        assert not keys.answer_by_key(typed, there="yes", going="well", calls=False)
    with cast.acting("placement"):
        assert follow_up(placement, "start").closed_on == timezone.localdate()
        assert Opening.objects.get(title="Roof tiler").taken == 0
    with pytest.raises(ValidationError, match="is over"):
        say(cast, placement, "start", "person", "yes")


def test_two_officers_on_one_answer(cast, placement):
    """The second is told; what was answered meanwhile by the person is not written over."""
    say(cast, placement, "start", "person", "no")
    with cast.acting("placement") as actor:
        row = follow_up(placement, "start")
        facts = {
            "actor": actor,
            "follow_up": row,
            "whose": "person",
            "there": "yes",
            "going": "well",
            "calls": False,
        }
        with pytest.raises(Stale):
            answering.take(**facts, expected=0)
        answering.take(**facts, expected=1)
        with pytest.raises(ValidationError, match="confirmed stays"):
            answering.take(**{**facts, "there": "no"}, expected=2)
        with pytest.raises(ValidationError, match="how it is going"):
            answering.take(**{**facts, "going": ""}, expected=2)


def test_a_no_ends_nothing(cast, placement):
    """Neither the person's nor the company's: the placement goes on, and its seat stays taken."""
    for whose in ("person", "company"):
        say(cast, placement, "start", whose, "no", calls=True)
    with cast.acting("placement"):
        assert Placement.objects.get(pk=placement).state == "started"
        assert Opening.objects.get(title="Roof tiler").taken == 1


def test_a_yes_moves_on_and_never_back(cast):
    """A late yes to six weeks changes nothing after six months; the placement's history names nobody."""
    key = begun(cast, timezone.localdate())
    # The worker stood still until six weeks were over: nobody is asked about the start any more.
    with time_machine.travel(timezone.now() + timedelta(days=44)):
        clock.pass_a_day()
        with cast.acting("placement"):
            assert follow_up(key, "start").person_asked_on is None
            assert follow_up(key, "start").closed_on == timezone.localdate()
        say(cast, key, "6_weeks", "person", "unsure", who="lead")
    with time_machine.travel(timezone.now() + timedelta(days=190)):
        clock.pass_a_day()
        say(cast, key, "6_months", "person", "yes", who="lead")
        with cast.acting("placement"):
            assert Placement.objects.get(pk=key).state == "retained_6_months"
        say(cast, key, "6_weeks", "person", "yes", who="lead")
        with cast.acting("lead"):
            assert Placement.objects.get(pk=key).state == "retained_6_months"
            kept = History.objects.filter(row_id=key).order_by("-at").first()
            assert (kept.before["state"], kept.membership_id) == ("started", None)


@pytest.fixture
def mails(settings):
    """Let mail go out, and give all that did so far."""
    settings.MAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    return sent_mails


def test_mails_tell_nothing(cast, mails, client):
    """Inside nobody is written to. After release the person's mail leads to three questions; it names nobody and no place."""
    key = begun(cast, timezone.localdate())
    clock.pass_a_day()
    assert mails() == []
    with cast.acting("lead"):
        Stay.objects.filter(person_id=cast.key("emre")).update(
            ended_on=timezone.localdate(), ended_by="released"
        )
    with time_machine.travel(timezone.now() + timedelta(days=9)):
        clock.pass_a_day()
        to_company, to_person = sorted(mails(), key=lambda one: one.to[0] == "markeremre@example.org")
        assert (to_person.to, to_company.to) == (["markeremre@example.org"], ["roofing@example.org"])
        for sent in (to_person, to_company):
            assert not any(
                word in sent.subject + sent.body for word in ("Emre", "Marker", "Roth", "prison", "North")
            )
        link = next(line for line in to_person.body.splitlines() if "/after-start/" in line)
        address = "/after-start/" + link.split("/after-start/")[1]
        assert "Are you still there?" in client.get(address).content.decode()
        assert client.post(address, {"there": "yes", "calls": "no"}).status_code == 422
        assert client.post(address, {"there": "unsure", "going": "some", "calls": "yes"}).status_code == 302
        assert client.post(address, {"there": "no", "calls": "no"}).status_code == 302
        assert "Thank you for your answer" in client.get(address).content.decode()
        with cast.acting("placement"):
            row = Feedback.objects.get(placement_id=key)
            assert (row.whose, row.there, row.going, row.calls) == ("person", "unsure", "some", True)
            assert follow_up(key, "start").person_by_mail


def test_a_company_answers_by_the_code_of_its_sheet(cast, placement, client):
    """The page calls the person as the introduction does; without the consent the code opens nothing."""
    say(cast, placement, "start", "person", "yes")
    with time_machine.travel(timezone.now() + timedelta(days=1)):
        clock.pass_a_day()
    typed = _code(cast, placement, "company")
    session = client.session
    session["feedback"] = typed
    session.save()
    page = client.get(reverse("feedback_by_code")).content.decode()
    assert "Markeremrecalled M." in page
    assert "Markeremrefamily" not in page
    with cast.acting("lead") as actor:
        from throughgate.person.people.actions.consents import withdraw_consent
        from throughgate.person.people.models import Consent

        consent = Consent.objects.get(pk=Placement.objects.get(pk=placement).consent_id)
        withdraw_consent(actor=actor, consent=consent, expected=consent.version)
    assert client.get(reverse("feedback_by_code")).status_code == 404
    with acting_as(NOBODY):
        assert not keys.answer_by_key(typed, there="yes", going="well", calls=False)
