"""Consents: who took them, and what makes no sense is refused at its field."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from throughgate.person.people import actions
from throughgate.person.people.models import Consent, Person


def iso(days):
    return (timezone.localdate() + timedelta(days=days)).isoformat()


@pytest.fixture
def asked(acting, cast):
    """Ask Emre for a consent."""
    with acting("lead") as actor:
        return actions.ask_consent(
            actor=actor,
            person=Person.objects.get(pk=cast.key("emre")),
            purpose="contact_after_release",
            explained_in="de",
        )


def test_the_page_says_by_whom_and_when_the_guardian_agreed(asked, signed_in, acting, cast):
    """Staff are named within their organisation; to others the organisation is."""
    with acting("lead") as actor:
        consent = Consent.objects.select_related("person").get(pk=asked.pk)
        actions.answer_consent(
            actor=actor,
            consent=consent,
            expected=consent.version,
            given=True,
            guardian_agreed_on=timezone.localdate(),
        )

    def details(username):
        with acting(username) as actor:
            emre = Person.objects.get(pk=cast.key("emre"))
            actions.name_purpose(actor=actor, person=emre, purpose="stand_in")
        page = signed_in(username).get(reverse("desk:person-sharing", args=[cast.key("emre")]))
        return next(c["detail"] for c in page.context["consents"] if c["line"].id == asked.pk)

    for username in ("lead", "colleague"):
        assert "asked by Lead Cast" in details(username)
        assert "guardian agreed on" in details(username)
    assert "asked by Prison North" in details("aftercare")
    assert "Lead Cast" not in details("aftercare")


@pytest.mark.parametrize("purpose", ["neutral_profile", "package"])
def test_something_that_goes_out_has_a_recipient(signed_in, cast, purpose):
    """A profile or papers go to somebody: in the list, or in words."""
    address = reverse("people:ask-consent", args=[cast.key("emre")])
    typed = {"purpose": purpose, "explained_in": "German"}
    answer = signed_in("lead").post(address, typed)
    assert answer.status_code == 422
    assert answer.context["form"].errors == {"recipient_text": ["Say who would receive it."]}
    answer = signed_in("lead").post(address, {**typed, "recipient_text": "A roofer"})
    assert answer.status_code == 302


@pytest.mark.parametrize(
    ("typed", "field", "said"),
    [
        ({"answered_on": iso(-400)}, "answered_on", "The person was asked on a later day."),
        ({"answered_on": iso(0), "expires_on": iso(-1)}, "expires_on", "This day is over."),
    ],
)
def test_an_answer_fits_its_question(asked, signed_in, acting, cast, typed, field, said):
    """Nobody answers before the question, and no consent is given that has run out."""
    address = reverse("people:answer-consent", args=[cast.key("emre"), asked.pk])
    answer = signed_in("lead").post(address, {"answer": "given", "version": asked.version, **typed})
    assert answer.status_code == 422
    assert answer.context["form"].errors == {field: [said]}
    with acting("lead"):
        assert Consent.objects.get(pk=asked.pk).state == "asked"


def test_the_action_refuses_it_as_well(asked, acting):
    """Not the form alone."""
    with acting("lead") as actor:
        consent = Consent.objects.select_related("person").get(pk=asked.pk)
        with pytest.raises(ValidationError, match="asked on a later day"):
            actions.answer_consent(
                actor=actor,
                consent=consent,
                expected=consent.version,
                given=True,
                answered_on=timezone.localdate() - timedelta(days=3),
            )
