"""Move a placement on, from the first talk to a year at work, or end it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from throughgate.foundation.database.asking import rows_of
from throughgate.foundation.states.changing import change_state
from throughgate.ground.acting.actor import Actor, NotAllowed
from throughgate.work.openings.actions import give_back_seat, take_seat
from throughgate.work.placements.choices import TELLING_TALKS
from throughgate.work.placements.models import Placement
from throughgate.work.placements.profiles import must_tell_nothing
from throughgate.work.placements.rules import PLACEMENT

FOR_THE_PERSON: Final = ("accept", "withdraw")
"""What whoever stands beside the person does for them as well."""


def keeps(actor: Actor, placement: Placement) -> bool:
    """Say whether the actor is of the placement officers who move it on."""
    return actor.may("write", "introduction") and placement.kept_by_id == actor.organisation.pk


def stands_beside(actor: Actor, placement: Placement) -> bool:
    """Say whether the actor speaks for the person, in what the person alone decides."""
    return actor.may("write", "placement") and not keeps(actor, placement)


def moves_for(actor: Actor, placement: Placement) -> tuple[str, ...]:
    """Return the transitions that the actor may take from here."""
    if not (keeps(actor, placement) or stands_beside(actor, placement)):
        return ()
    allowed = [step.name for step in PLACEMENT.allowed(placement.state, actor.roles)]
    return tuple(name for name in allowed if name in FOR_THE_PERSON or keeps(actor, placement))


def _move(
    actor: Actor,
    placement: Placement,
    name: str,
    expected: int,
    *,
    given: tuple[str, ...] = (),
    **changes: Any,
) -> None:
    if not (keeps(actor, placement) or (name in FOR_THE_PERSON and stands_beside(actor, placement))):
        raise NotAllowed(f"{name} placement")
    change_state(
        placement,
        PLACEMENT,
        name,
        by=actor.roles,
        expected=expected,
        given=given,
        person=placement.person_id,
        moved_on=timezone.localdate(),
        reminded_on=None,
        **changes,
    )


@transaction.atomic
def move(*, actor: Actor, placement: Placement, name: str, expected: int) -> Placement:
    """Take a transition that needs nothing more: `try`, `offer`, `accept`, a milestone, `complete`.

    Raise NotAllowed, Stale, ValidationError.
    """
    _move(actor, placement, name, expected)
    return placement


@transaction.atomic
def invite(
    *, actor: Actor, placement: Placement, expected: int, talk_by: str, talk_at: datetime | None
) -> Placement:
    """Note that and where the two sides talk. On the neutral route nothing may tell where the person is."""
    if placement.route == "neutral" and talk_by in TELLING_TALKS:
        raise ValidationError(
            {"talk_by": _("The person chose the neutral route: this would tell where they come from.")},
            code="neutral",
        )
    given = ("talk_by",) if talk_by else ()
    _move(actor, placement, "invite", expected, given=given, talk_by=talk_by, talk_at=talk_at)
    return placement


def is_inside(placement: Placement, day: date) -> bool:
    """Say whether the person is in custody on a day, as far as the actor reads stays. One query."""
    return bool(rows_of("SELECT gate.is_inside(%s, %s)", placement.person_id, day)[0][0])


@transaction.atomic
def start(
    *,
    actor: Actor,
    placement: Placement,
    expected: int,
    started_on: date,
    on_day_release: bool = False,
) -> Placement:
    """Note the first day and take the seat; of two on the last seat one is told that it is gone.

    Before release it is on day release alone, and by the open route; support may begin inside. Raise NotAllowed, Stale,
    ValidationError.
    """
    if problem := _cannot_be(placement, started_on, on_day_release=on_day_release):
        raise ValidationError({"started_on": problem}, code="cannot_be")
    _move(
        actor,
        placement,
        "start",
        expected,
        given=("started_on", "seat"),
        started_on=started_on,
        on_day_release=on_day_release and is_inside(placement, started_on),
    )
    take_seat(actor=actor, opening=placement.opening)
    return placement


def _cannot_be(placement: Placement, day: date, *, on_day_release: bool) -> Any:
    """Return why the first day cannot be this one, or nothing."""
    if day > timezone.localdate():
        return _("This day has not come yet.")
    known_since = placement.introduced_on or placement.asked_on
    if known_since and day < known_since:
        return _("The two sides knew nothing of each other yet on this day.")
    if placement.opening.kind == "support" or not is_inside(placement, day):
        return ""
    if placement.route == "neutral":
        return _(
            "The person was not released yet on this day. By the neutral route nobody begins before: it would tell where they "
            "come from."
        )
    return (
        ""
        if on_day_release
        else _("The person was not released yet on this day. Do they go there on day release?")
    )


@transaction.atomic
def end(
    *, actor: Actor, placement: Placement, name: str, expected: int, reason: str, reason_text: str = ""
) -> Placement:
    """End it: `decline` for the company, `take_back` a proposal, `withdraw` for the person, `end_early` what had started.

    The seat comes back with what had started. Raise NotAllowed, Stale, ValidationError.
    """
    if reason == "other" and not reason_text.strip():
        raise ValidationError({"reason_text": _("Say it in a few words.")}, code="reason_text")
    had_seat = name == "end_early"
    _move(
        actor,
        placement,
        name,
        expected,
        given=("reason",) if reason else (),
        reason=reason,
        reason_text=reason_text.strip(),
        ended_on=timezone.localdate(),
    )
    if had_seat:
        give_back_seat(actor=actor, opening=placement.opening)
    return placement


@transaction.atomic
def share_contact(*, actor: Actor, placement: Placement, expected: int, contact: str) -> Placement:
    """Note how the person wants to be reached; the company reads it once it says as much of itself.

    Raise NotAllowed, Stale, or ValidationError where it tells where the person comes from.
    """
    if not keeps(actor, placement):
        raise NotAllowed("share contact")
    must_tell_nothing(actor, placement.person, contact=contact)
    placement.save_over(expected, persons_contact=contact.strip())
    return placement
