"""Keys to a company's page of an introduction and to what a person is asked, and what is done by them."""

from __future__ import annotations

import json
import uuid
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from throughgate.foundation.audit.record import record
from throughgate.foundation.codes import secret
from throughgate.foundation.database.asking import rows_of
from throughgate.foundation.database.keys import uuid7
from throughgate.ground.acting.actor import Actor
from throughgate.work.placements.models import Placement


@dataclass(frozen=True, slots=True)
class AskedOfPerson:
    """What a person is asked, by the code of their sheet."""

    placement: uuid.UUID
    version: int
    state: str
    opening: str
    company: str
    town: str
    profile: dict[str, Any]
    asked_on: date
    answered: bool
    needs_guardian: bool

    @property
    def is_open(self) -> bool:
        """Say whether an answer is still taken."""
        return self.state == "asked" and not self.answered


def find_asked(hashed: str) -> AskedOfPerson | None:
    """Return what the code of a person's sheet opens, or None. One query."""
    found = rows_of(
        "SELECT placement, version, state, opening, company, town, profile, asked_on, answered, needs_guardian "
        "FROM gate.placement_by_key(%s)",
        hashed,
    )
    if not found:
        return None
    placement, version, state, opening, company, town, profile, *rest = found[0]
    return AskedOfPerson(placement, version, state, opening, company, town, json.loads(profile), *rest)


@transaction.atomic
def answer_by_key(hashed: str, *, agrees: bool, route: str, read_in: str) -> bool:
    """Answer as the person, by the code of the sheet; False where no answer is taken any more."""
    key = rows_of("SELECT gate.person_answers(%s, %s, %s, %s)", hashed, agrees, route, read_in)[0][0]
    if key is not None:
        # Of the placement, as a kind that the audit keeps in confidence: nobody reads there that somebody answered.
        record("answer.take", subject=("answer", key), fields=())
    return key is not None


@transaction.atomic
def make_code(
    *, actor: Actor, placement: Placement, purpose: str, key: uuid.UUID | None
) -> tuple[str, date] | None:
    """Make a code for paper, `company` or `person`, and say until when it opens; None where there is nothing to open.

    Whoever may not print it gets none: the database knows who asks whom.
    """
    code = secret.new_code(key)
    until = keep_key(placement.pk, purpose, secret.hash_of_code(code))
    if until is None:
        return None
    record(f"placement.{purpose}_code", subject=("placement", placement.pk), person=placement.person_id)
    return code, until


def keep_key(placement: uuid.UUID, purpose: str, hashed: str) -> date | None:
    """Keep the hash of a key and return its last day, or None."""
    until: date | None = rows_of(
        "SELECT gate.keep_placement_key(%s, %s, %s, %s)", uuid7(), placement, purpose, hashed
    )[0][0]
    return until
