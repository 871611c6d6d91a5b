"""Take an answer: the person's, custody's, or the company's on the telephone. The last yes introduces, in the database."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from throughgate.foundation.audit.record import record
from throughgate.foundation.database.asking import rows_of
from throughgate.foundation.database.rows import Stale
from throughgate.ground.acting.actor import Actor, NotAllowed
from throughgate.person.people.rules import needs_guardian
from throughgate.work.placements.actions.proposing import must_be_offered
from throughgate.work.placements.models import Answer, Placement


def asks_person(actor: Actor, placement: Placement) -> bool:
    """Say whether the actor takes the person's answer: custody while it has a part in the case, else whoever looks after them.

    One query.
    """
    if placement.state != "asked" or not actor.may("write", "answer"):
        return False
    return _is_custody(actor, placement) or not _has_custody(placement)


def answers_for_custody(actor: Actor, placement: Placement) -> bool:
    """Say whether the actor answers for custody. One query."""
    return (
        placement.state == "asked" and actor.may("write", "custody_answer") and _is_custody(actor, placement)
    )


def speaks_for_company(actor: Actor, placement: Placement) -> bool:
    """Say whether the actor may write down what the company said on the telephone."""
    return (
        placement.state == "asked"
        and actor.may("write", "introduction")
        and placement.kept_by_id == actor.organisation.pk
    )


def is_shut(placement: Placement) -> bool:
    """Say, to custody, whether a work condition shuts the opening for the person. One query."""
    return bool(rows_of("SELECT gate.is_shut(%s, %s)", placement.person_id, placement.opening_id)[0][0])


def _has_custody(placement: Placement) -> bool:
    return bool(rows_of("SELECT gate.has_custody(%s)", placement.person_id)[0][0])


def _is_custody(actor: Actor, placement: Placement) -> bool:
    return actor.organisation.kind == "prison" and bool(
        rows_of("SELECT gate.is_custody_now(%s)", placement.person_id)[0][0]
    )


@transaction.atomic
def answer_for_person(
    *,
    actor: Actor,
    placement: Placement,
    expected: int,
    agrees: bool,
    route: str = "",
    explained_in: str = "",
    guardian_agreed_on: date | None = None,
) -> Answer:
    """Note what the person said to exactly the profile that was laid before them, and by which route, where they agree.

    A no is seen from then on by the one who took it only. Raise NotAllowed, Stale, ValidationError.
    """
    if not asks_person(actor, placement):
        raise NotAllowed("answer for the person")
    person = placement.person
    if agrees and not route:
        raise ValidationError({"route": _("Choose how the company is approached.")}, code="route")
    if agrees and not explained_in:
        raise ValidationError({"explained_in": _("Say in which language it was explained.")}, code="language")
    minor = needs_guardian(person.birth_on, person.birth_precision, timezone.localdate())
    if agrees and minor and guardian_agreed_on is None:
        raise ValidationError(
            {"guardian_agreed_on": _("The person is a minor: the guardian must agree as well.")},
            code="guardian",
        )
    return _keep(
        actor,
        placement,
        expected,
        "person",
        agrees=agrees,
        route=route if agrees else "",
        explained_in=explained_in,
        guardian_agreed_on=guardian_agreed_on,
    )


@transaction.atomic
def answer_for_custody(*, actor: Actor, placement: Placement, expected: int, agrees: bool) -> Answer:
    """Note custody's answer. What a work condition shuts is not agreed to. Raise NotAllowed, Stale, ValidationError."""
    if not answers_for_custody(actor, placement):
        raise NotAllowed("answer for custody")
    if agrees and is_shut(placement):
        raise ValidationError(_("A work condition shuts this place. It cannot be agreed to."), code="shut")
    return _keep(actor, placement, expected, "custody", agrees=agrees)


@transaction.atomic
def answer_for_company(*, actor: Actor, placement: Placement, expected: int, agrees: bool) -> Answer:
    """Note what the company said on the telephone. Raise NotAllowed, Stale, ValidationError."""
    if not speaks_for_company(actor, placement):
        raise NotAllowed("answer for the company")
    if agrees:
        must_be_offered(placement.opening)
    return _keep(actor, placement, expected, "company", agrees=agrees)


def _keep(
    actor: Actor, placement: Placement, expected: int, whose: str, *, agrees: bool, **facts: Any
) -> Answer:
    if placement.version != expected:
        raise Stale(placement)
    answer = Answer(
        placement=placement,
        person_id=placement.person_id,
        whose=whose,
        agrees=agrees,
        taken_by=actor.membership,
        **facts,
    )
    answer.full_clean(validate_unique=False, validate_constraints=False)
    try:
        with transaction.atomic():
            answer.save(force_insert=True)
    except IntegrityError as error:
        if "answer_once" not in str(error):
            raise
        raise ValidationError(_("This has been answered already."), code="answered") from None
    record("answer.take", subject=("answer", answer.pk), person=placement.person_id, fields=())
    placement.refresh_from_db()
    if placement.state == "introduced":  # by the last yes, in the database
        record("placement.introduce", subject=("placement", placement.pk), person=placement.person_id)
    return answer
