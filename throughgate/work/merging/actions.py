"""Merge two entries of the register that are one organisation."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction

from throughgate.foundation.audit.record import record
from throughgate.foundation.database.asking import rows_of
from throughgate.foundation.database.context import current
from throughgate.foundation.database.rows import Stale
from throughgate.ground.acting.actor import Actor, NotAllowed
from throughgate.ground.organisations.models import Organisation
from throughgate.work.merging.words import AGAINST
from throughgate.work.register.rules import KINDS


@transaction.atomic
def merge(*, actor: Actor, stays: Organisation, goes: Organisation, seen: dict[str, int]) -> None:
    """Move everything of `goes` to `stays`; `seen` are the versions that were looked at, by the code.

    Members, places, contact persons, openings, introductions, visits and agreements move; facts that `stays` lacks are
    taken over. It cannot be undone. Raise NotAllowed, Stale where one of the two was changed, and ValidationError with
    a code of `AGAINST`.
    """
    actor.must("write", "organisation")
    if not {stays.kind, goes.kind} <= set(KINDS):
        raise NotAllowed("write organisation")
    current()
    ((came,),) = rows_of(
        "SELECT gate.merge_organisations(%s, %s, %s, %s)",
        stays.pk,
        goes.pk,
        seen.get(stays.code, 0),
        seen.get(goes.code, 0),
    )
    if came.startswith("stale"):
        raise Stale(Organisation.objects.get(pk=stays.pk if came == "stale stays" else goes.pk))
    if came:
        raise ValidationError(str(AGAINST[came]), code=came)
    record("organisation.merge", subject=("organisation", goes.pk))
    record("organisation.take_in", subject=("organisation", stays.pk))
