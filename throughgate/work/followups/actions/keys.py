"""Keys by which a person or a company says how it is going, and what is done by them."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from throughgate.foundation.audit.record import record
from throughgate.foundation.codes import secret
from throughgate.foundation.database.asking import rows_of
from throughgate.foundation.database.keys import uuid7
from throughgate.ground.acting.actor import Actor
from throughgate.work.followups.models import FollowUp


@dataclass(frozen=True, slots=True)
class Asked:
    """What a key opens: what is asked about, and whether it was answered."""

    follow_up: uuid.UUID
    whose: str
    milestone: str
    opening: str
    company: str
    called: str
    """How the company knows the person; empty on the person's own page."""
    started_on: date
    answered: bool


def find_asked(hashed: str) -> Asked | None:
    """Return what a key opens, or None where it is none, its days are over, or nobody is asked any more. One query."""
    found = rows_of(
        "SELECT follow_up, whose, milestone, opening, company, called, started_on, answered "
        "FROM gate.follow_up_by_key(%s)",
        hashed,
    )
    return Asked(*found[0]) if found else None


def opening_asked_about(code: str) -> str:
    """Return the title of the opening on a sheet: whoever prints one may read no openings."""
    asked = find_asked(secret.hash_of_code(code))
    return asked.opening if asked else ""


@transaction.atomic
def answer_by_key(hashed: str, *, there: str, going: str, calls: bool) -> bool:
    """Answer by a key, once; False where no answer is taken any more."""
    follow_up, moved = rows_of(
        "SELECT follow_up, moved FROM gate.answer_feedback(%s, %s, %s, %s)", hashed, there, going, calls
    )[0]
    if follow_up is None:
        return False
    record("feedback.answer", subject=("follow_up", follow_up))
    if moved:
        record(f"placement.{MOVES[moved]}", subject=("follow_up", follow_up))
    return True


MOVES = {
    "retained_6_weeks": "retain_6_weeks",
    "retained_6_months": "retain_6_months",
    "retained_12_months": "retain_12_months",
}
"""What the audit says where an answer moved a placement to a state."""


@transaction.atomic
def answer_as_company(
    introduction: uuid.UUID, milestone: str, *, there: str, going: str, calls: bool
) -> None:
    """Answer as the company with an account, once; raise ValidationError where no answer is taken any more."""
    moved = rows_of(
        "SELECT gate.company_says(%s, %s, %s, %s, %s)", introduction, milestone, there, going, calls
    )[0][0]
    if moved is None:
        raise ValidationError(_("This has been answered already."), code="answered")
    record("feedback.answer", subject=("introduction", introduction))
    if moved:
        record(f"placement.{MOVES[moved]}", subject=("introduction", introduction))


@transaction.atomic
def make_code(
    *, actor: Actor, follow_up: FollowUp, whose: str, key: uuid.UUID | None
) -> tuple[str, date] | None:
    """Make a code for a sheet of paper and say until when it opens; None where there is nothing to open.

    Whoever may not take such an answer gets none: the database knows.
    """
    actor.must("write", "follow_up")
    code = secret.new_code(key)
    until: date | None = rows_of(
        "SELECT gate.keep_feedback_key(%s, %s, %s, %s)",
        uuid7(),
        follow_up.pk,
        whose,
        secret.hash_of_code(code),
    )[0][0]
    if until is None:
        return None
    record("follow_up.code", subject=("follow_up", follow_up.pk), person=follow_up.person_id)
    return code, until
