"""What a company does with its introductions, signed in or by a key: through one function of the database."""

from __future__ import annotations

import json
import uuid
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from throughgate.foundation.audit.record import record
from throughgate.foundation.database.asking import rows_of
from throughgate.foundation.database.keys import uuid7
from throughgate.foundation.database.rows import Stale
from throughgate.work.placements.models import Introduction

MOVES = ("agree", "refuse", "invite", "try", "offer", "decline", "share", "write")


@transaction.atomic
def company_moves(
    introduction: Introduction, move: str, *, expected: int, typed: str | None = None, **facts: Any
) -> None:
    """Answer or move an introduction on; `typed` is the hash of a key, for who has no account.

    `facts` go with the move: `at` (ISO 8601) and `by` with `invite`, `reason` and `reason_text` with `decline`, `contact` with
    `share`, `text` and `once` with `write`. Raise Stale, ValidationError, PermissionDenied (from the database).
    """
    if move == "write":
        facts = {"id": str(uuid7()), "once": str(facts.pop("once", None) or uuid.uuid4()), **facts}
    (came,) = rows_of(
        "SELECT came FROM gate.company_moves(%s, %s, %s, %s, %s::jsonb)",
        introduction.pk,
        typed,
        move,
        expected,
        json.dumps(facts),
    )[0]
    if came == "stale":
        raise Stale(introduction)
    if came == "not_offered":
        raise ValidationError(_("This place is not offered any more."), code="over")
    if came == "not_now":
        raise ValidationError(_("This cannot be done any more."), code="not_now")
    record(f"introduction.{move}", subject=("introduction", introduction.pk))


def read_messages(introduction: Introduction, *, typed: str | None = None) -> None:
    """Note that the company has seen what was written to it."""
    rows_of("SELECT gate.read_messages(%s, %s)", introduction.pk, typed)
