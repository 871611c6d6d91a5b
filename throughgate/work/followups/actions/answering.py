"""Type in what a person or a company said, put it right, and say that somebody saw to it."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from throughgate.foundation.audit.record import record
from throughgate.foundation.database.asking import rows_of
from throughgate.foundation.database.rows import Stale
from throughgate.ground.acting.actor import Actor, NotAllowed
from throughgate.work.followups.actions.keys import MOVES
from throughgate.work.followups.models import Feedback, FollowUp
from throughgate.work.placements.models import Placement
from throughgate.work.placements.rules import RUNNING


def takes(actor: Actor, follow_up: FollowUp, whose: str) -> bool:
    """Say whether the actor types in what this side says. One query."""
    return actor.may("write", "follow_up") and bool(
        rows_of("SELECT gate.takes_feedback(%s, %s, %s)", follow_up.person_id, follow_up.placement_id, whose)[
            0
        ][0]
    )


@transaction.atomic
def take(
    *, actor: Actor, follow_up: FollowUp, whose: str, expected: int, there: str, going: str, calls: bool
) -> Feedback:
    """Note what one side said, or put right what was noted (`expected`: the version of that, 0 where nothing was).

    A yes confirms the milestone, in the database, and stays. Raise NotAllowed, Stale, ValidationError.
    """
    if not takes(actor, follow_up, whose):
        raise NotAllowed("take feedback")
    if follow_up.placement.state not in RUNNING:
        raise ValidationError(_("This placement is over."), code="over")
    if there == "yes" and not going:
        raise ValidationError({"going": _("Say how it is going.")}, code="going")
    said = {"there": there, "going": going if there != "no" else "", "calls": calls}
    there_already: Feedback | None = Feedback.objects.filter(follow_up=follow_up, whose=whose).first()
    if there_already is None:
        row = _add(actor, follow_up, whose, said)
        record("feedback.take", subject=("feedback", row.pk), person=row.person_id, fields=())
    else:
        row = there_already
        if row.version != expected:
            raise Stale(row)
        if row.there == "yes" and there != "yes":
            raise ValidationError(
                {
                    "there": _(
                        "What was confirmed stays. If nobody is there any more, end the placement early."
                    )
                },
                code="confirmed",
            )
        row.save_over(
            expected,
            **said,
            answered_on=timezone.localdate(),
            taken_by=actor.membership,
            seen_to_on=None,
            seen_to_by=None,
        )
        record("feedback.correct", subject=("feedback", row.pk), person=row.person_id, fields=())
    _note_move(follow_up.placement)
    return row


def _add(actor: Actor, follow_up: FollowUp, whose: str, said: dict[str, object]) -> Feedback:
    if follow_up.closed_on is not None:
        raise ValidationError(_("This milestone is closed."), code="closed")
    row = Feedback(
        follow_up=follow_up,
        placement_id=follow_up.placement_id,
        person_id=follow_up.person_id,
        whose=whose,
        taken_by=actor.membership,
        **said,
    )
    row.full_clean(validate_unique=False, validate_constraints=False)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        if "feedback_once" not in str(error):
            raise
        # Somebody was faster, whose answer may not be for this actor.
        raise ValidationError(_("This has been answered already."), code="answered") from None
    return row


def _note_move(placement: Placement) -> None:
    before = placement.state
    placement.refresh_from_db()
    moved = placement.state
    if moved != before:
        record(f"placement.{MOVES[moved]}", subject=("placement", placement.pk), person=placement.person_id)


@transaction.atomic
def see_to(*, actor: Actor, feedback: Feedback, expected: int) -> Feedback:
    """Say that somebody saw to the trouble, or called. A no stays with the placement officer. Raise NotAllowed, Stale."""
    actor.must("write", "follow_up")
    feedback.save_over(expected, seen_to_on=timezone.localdate(), seen_to_by=actor.membership)
    record("feedback.see_to", subject=("feedback", feedback.pk), person=feedback.person_id, fields=())
    return feedback
