"""Sharing a case on the ground of one's own part, and what happens to it when the consent goes."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from throughgate.ground.accounts.models import Membership
from throughgate.person.people import actions
from throughgate.person.people.models import CaseLink, Consent, Person


def agree(actor, person, organisation, **answer):
    """Ask for a consent that this organisation takes part, and take the yes."""
    asked = actions.ask_consent(
        actor=actor, person=person, explained_in="tr", purpose="take_part", recipient=organisation
    )
    consent = Consent.objects.select_related("person").get(pk=asked.pk)
    return actions.answer_consent(
        actor=actor, consent=consent, expected=consent.version, given=True, **answer
    )


@pytest.fixture
def companion(acting, cast):
    """Make the club's trainer a case lead who looks after Emre, with whom probation has nothing to do yet."""
    Membership.objects.filter(user__username="trainer").update(roles=["case_lead"])
    with acting("lead") as actor:
        link = CaseLink.objects.get(person=cast.key("emre"), organisation__code="probation")
        actions.end_case_link(actor=actor, link=link, expected=link.version)
    return cast.key("emre")


def test_a_companion_shares_with_probation_by_consent_alone(companion, acting, cast):
    """What rests on a consent is shared by a consent, for probation too; without one it is refused."""
    probation = cast.organisation("probation")
    with acting("trainer") as actor:
        emre = Person.objects.get(pk=companion)
        with pytest.raises(ValidationError, match="not agreed"):
            actions.share_case(actor=actor, person=emre, organisation=probation)
        consent = agree(actor, emre, probation)
        link = actions.share_case(actor=actor, person=emre, organisation=probation, consent=consent)
    assert (link.basis, link.consent) == ("consent", consent)
    with acting("aftercare"):
        assert Person.objects.filter(pk=companion).exists()
    with acting("trainer") as actor:
        consent = Consent.objects.get(pk=consent.pk)
        actions.withdraw_consent(actor=actor, consent=consent, expected=consent.version)
    with acting("aftercare"):
        assert not Person.objects.filter(pk=companion).exists()


def test_a_companion_shares_with_no_prison(companion, acting, cast):
    """Only custody hands custody on: said before the database does."""
    south = cast.organisation("south")
    with acting("trainer") as actor:
        emre = Person.objects.get(pk=companion)
        consent = agree(actor, emre, south)
        with pytest.raises(ValidationError, match="Only a prison"):
            actions.share_case(actor=actor, person=emre, organisation=south, consent=consent)


def test_custody_shares_with_probation_by_law(companion, acting, cast):
    """A prison needs no consent for a probation service."""
    with acting("lead") as actor:
        emre = Person.objects.get(pk=companion)
        link = actions.share_case(actor=actor, person=emre, organisation=cast.organisation("probation"))
    assert link.basis == "statute"


@pytest.mark.parametrize(
    ("until", "said"),
    [(-1, "This day is over."), (40, "The consent ends before this day.")],
)
def test_a_share_ends_within_its_consent_and_not_in_the_past(signed_in, acting, cast, until, said):
    """An end that cannot be is named at its field, in words that fit."""
    today = timezone.localdate()
    key, school = cast.key("emre"), cast.organisation("school")
    with acting("lead") as actor:
        agree(actor, Person.objects.get(pk=key), school, expires_on=today + timedelta(days=30))
    answer = signed_in("lead").post(
        reverse("people:add-link", args=[key]),
        {"organisation": str(school.pk), "until_on": (today + timedelta(days=until)).isoformat()},
    )
    assert answer.status_code == 422
    assert answer.context["form"].errors["until_on"] == [said]
