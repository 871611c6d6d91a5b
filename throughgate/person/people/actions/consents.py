"""Ask for a consent, take the answer, withdraw it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from throughgate.foundation.audit.record import record
from throughgate.foundation.states.changing import change_state, next_state
from throughgate.ground.acting.actor import Actor
from throughgate.person.people.actions.cases import end_case_link
from throughgate.person.people.models import CaseLink, Consent, Person
from throughgate.person.people.rules import CONSENT, needs_guardian


@transaction.atomic
def ask_consent(*, actor: Actor, person: Person, explained_in: str, **facts: Any) -> Consent:
    """Note that the person was asked, for what, for whom and in which language it was explained."""
    actor.must("write", "consent")
    given = {"explained_in"} if explained_in else set()
    state = next_state("not_asked", CONSENT, "ask", by=actor.roles, given=given)
    consent = Consent(
        person=person,
        asked_by=actor.membership,
        asked_for=actor.organisation,
        asked_on=timezone.localdate(),
        explained_in=explained_in,
        state=state,
        **facts,
    )
    consent.full_clean()
    consent.save(force_insert=True)
    record("consent.ask", subject=("consent", consent.pk), person=person.pk)
    return consent


@transaction.atomic
def answer_consent(
    *,
    actor: Actor,
    consent: Consent,
    expected: int,
    given: bool,
    answered_on: date | None = None,
    guardian_agreed_on: date | None = None,
    expires_on: date | None = None,
) -> Consent:
    """Note the person's answer. A refusal is seen from then on by the one who took it only."""
    actor.must("write", "consent")
    today = timezone.localdate()
    answered_on = answered_on or today
    if consent.asked_on and answered_on < consent.asked_on:
        raise ValidationError(
            {"answered_on": _("The person was asked on a later day.")}, code="before_question"
        )
    if given and expires_on and expires_on < today:
        raise ValidationError({"expires_on": _("This day is over.")}, code="past")
    minor = needs_guardian(consent.person.birth_on, consent.person.birth_precision, today)
    if given and minor and guardian_agreed_on is None:
        raise ValidationError(
            {"guardian_agreed_on": _("The person is a minor: the guardian must agree as well.")}
        )
    change_state(
        consent,
        CONSENT,
        "give" if given else "refuse",
        **_taken(actor, consent, "consent.answer"),
        expected=expected,
        answered_on=answered_on,
        guardian_agreed_on=guardian_agreed_on,
        expires_on=expires_on,
    )
    return consent


def _taken(actor: Actor, consent: Consent, action: str) -> dict[str, Any]:
    """Return how an answer is taken: seen from then on by who took it, and told by the audit without any field."""
    return {
        "by": actor.roles,
        "action": action,
        "person": consent.person_id,
        "noted": (),
        "asked_by": actor.membership,
    }


@transaction.atomic
def withdraw_consent(*, actor: Actor, consent: Consent, expected: int) -> Consent:
    """Note that the person took the consent back; what rests on it ends at once."""
    actor.must("write", "consent")
    next_state(consent.state, CONSENT, "withdraw", by=actor.roles)
    today = timezone.localdate()
    # Taken over first: once its links have ended, a consent is seen by the one who keeps it only.
    if actor.membership is not None and consent.asked_by_id != actor.membership.pk:
        consent.save_over(expected, asked_by=actor.membership)
        expected += 1
    # Before the consent turns: afterwards the links would rest on nothing and could not be told from others.
    if actor.may("write", "case_link"):
        shared = CaseLink.objects.filter(consent=consent, shared_from__organisation=actor.organisation)
        for link in shared.exclude(until_on__lt=today):
            end_case_link(actor=actor, link=link, expected=link.version)
    taken = _taken(actor, consent, "consent.withdraw")
    change_state(consent, CONSENT, "withdraw", **taken, expected=expected, answered_on=today)
    return consent
