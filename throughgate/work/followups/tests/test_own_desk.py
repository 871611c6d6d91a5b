"""A company with an account says at its own desk how it is going: on Today, on the introduction's page, once."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone

from throughgate.foundation.audit.models import Entry
from throughgate.foundation.database.asking import rows_of
from throughgate.person.people.actions.consents import withdraw_consent
from throughgate.person.people.models import Consent
from throughgate.work.followups.actions import clock
from throughgate.work.followups.models import Feedback, FollowUp
from throughgate.work.followups.tests.making import say
from throughgate.work.placements.models import Introduction, Placement

YES = {"there": "yes", "going": "well", "calls": "no"}


@pytest.fixture
def asked(cast, placement):
    """Let the person have answered on the first day, so that the roofer is asked; return the introduction's key."""
    say(cast, placement, "start", "person", "unsure", going="some")
    clock.pass_a_day()
    with cast.acting("company"):
        return Introduction.objects.get().pk


def own(key, milestone="start"):
    """Return the page with the three questions."""
    return reverse("followups:own", args=[key, milestone])


def words(answer):
    """Return the main part of a page."""
    return " ".join(answer.content.decode().split("<main")[1].split())


def test_from_today_to_the_answer(cast, asked, placement, signed_in):
    """Today leads to three questions; the answer confirms the milestone, and the page thanks."""
    client = signed_in("company")
    today = words(client.get("/"))
    assert "How is it going with those who began?" in today
    assert own(asked) in today
    assert own(asked) in words(client.get(reverse("desk:waiting", args=["own-follow-ups"])))
    page = words(client.get(reverse("introductions:page", args=[asked])))
    assert own(asked) in page
    assert "How is it going with Markeremrecalled M.?" in words(client.get(own(asked)))
    assert client.post(own(asked), {}).status_code == 422
    assert client.post(own(asked), YES).url == reverse("introductions:page", args=[asked])
    assert "you have answered" in words(client.get(reverse("introductions:page", args=[asked])))
    assert "those who began" not in words(client.get("/"))
    with cast.acting("placement"):
        row = Feedback.objects.get(whose="company")
        assert (row.there, row.going, row.calls, row.taken_by_id) == ("yes", "well", False, None)
        assert FollowUp.objects.get().confirmed_on == timezone.localdate()


def test_answered_once(cast, asked, signed_in):
    """Whoever comes second is told that nothing is asked any more, and changes nothing."""
    client = signed_in("company")
    client.post(own(asked), YES)
    assert client.get(own(asked)).status_code == 404
    assert client.post(own(asked), {**YES, "going": "much"}).status_code == 404
    with cast.acting("placement"):
        assert Feedback.objects.get(whose="company").going == "well"


def test_nothing_is_asked_before_the_company_is(cast, placement, signed_in):
    """Before the person was asked and had time nobody asks the company; unknown milestones are no pages."""
    with cast.acting("company"):
        key = Introduction.objects.get().pk
    client = signed_in("company")
    assert "How is it going" not in words(client.get(reverse("introductions:page", args=[key])))
    for milestone in ("start", "6_weeks", "never"):
        assert client.get(own(key, milestone)).status_code == 404


def test_nothing_is_asked_after_a_consent_was_taken_back(cast, asked, placement, signed_in):
    """What the company knows of the person ends with the consent, and so does the asking."""
    with cast.acting("lead") as actor:
        consent = Consent.objects.get(pk=Placement.objects.get(pk=placement).consent_id)
        withdraw_consent(actor=actor, consent=consent, expected=consent.version)
    assert signed_in("company").get(own(asked)).status_code == 404


def test_of_another_company(cast, asked, signed_in):
    """Nobody else reads or answers it, whatever they are told."""
    with cast.acting("placement"):
        assert rows_of("SELECT * FROM gate.own_follow_ups_that_wait(9)") == []
    assert signed_in("trainer").get(own(asked)).status_code == 403


def test_the_audit_names_the_introduction(cast, asked, signed_in):
    """What the company did stands in its own audit, and leads to nobody."""
    signed_in("company").post(own(asked), YES)
    with cast.acting("company"):
        rows = Entry.objects.filter(action="feedback.answer")
        assert [(row.subject_kind, row.subject_id, row.person_id) for row in rows] == [
            ("introduction", asked, None)
        ]
