"""What earlier imports of the same source made of the rows of this one."""

from __future__ import annotations

import uuid

from django.db.models import BooleanField
from django.db.models.expressions import RawSQL

from throughgate.foundation.imports.kinds import Given, Kind, hashed
from throughgate.foundation.imports.models import Import, RowResult
from throughgate.foundation.imports.rules import PROBLEMS
from throughgate.foundation.spreadsheets import Cell


def lay_over(job: Import, kind: Kind, given: list[Given]) -> None:
    """Lay answers of earlier imports over rows that say the same again, and note what they became."""
    for one in given:
        one.key = _key_of(kind, one)
    if kind.is_private:
        return
    prints, keys = [one.fingerprint for one in given], [one.key for one in given if one.key]
    earlier = (
        RowResult.objects.filter(
            # Two arrays: a thousand parameters would cost more than the answer.
            RawSQL("(key = ANY (%s) OR fingerprint = ANY (%s))", [keys, prints], BooleanField()),
            organisation_id=job.organisation_id,
            kind=job.kind,
            is_preview=False,
            target__isnull=False,
        )
        .exclude(of=job)
        .exclude(settled="undone")
        .order_by("id")
        .only("key", "fingerprint", "answers", "target", "settled", "outcome")
    )
    by_print: dict[uuid.UUID, RowResult] = {}
    by_key: dict[uuid.UUID, RowResult] = {}
    for row in earlier:
        by_print[row.fingerprint] = row
        if row.key:
            by_key[row.key] = row
    for one in given:
        if one.key and (last := by_key.get(one.key)):
            one.last = last.target
        before = by_print.get(one.fingerprint)
        if before is None:
            continue
        latest = by_key.get(one.key, before) if one.key else before
        if before.settled == "answered":
            texts = before.answers.get("texts", {})
            one.lay_over({name: Cell(text, text or None) for name, text in texts.items()})
            one.same_as = before.answers.get("same_as", "")
            one.confirmed = bool(before.answers.get("confirmed"))
            one.key = _key_of(kind, one)
        # The source said nothing new only if this is what it said last.
        if before.outcome in PROBLEMS:
            one.begun = before.target
        elif latest.fingerprint == one.fingerprint:
            one.before = before.target


def _key_of(kind: Kind, given: Given) -> uuid.UUID | None:
    number = kind.key_of(given)
    return hashed(f"{kind.name} key", number) if number else None
