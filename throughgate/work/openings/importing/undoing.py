"""Take back what an import of companies did: what others changed since stays."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from throughgate.foundation.database.rows import Stale
from throughgate.foundation.imports.models import RowResult
from throughgate.ground.acting.actor import Actor, NotAllowed
from throughgate.ground.organisations import actions
from throughgate.ground.organisations.models import ContactPerson, Organisation, Site
from throughgate.ground.vocabulary.models import Occupation
from throughgate.work.openings.actions import change_opening, remove_opening
from throughgate.work.openings.models import Opening

MODELS: dict[str, Any] = {
    "organisation": Organisation,
    "site": Site,
    "contact": ContactPerson,
    "opening": Opening,
}

RELATED: dict[str, Any] = {"site": Site, "occupation": Occupation}
"""What is noted by its key."""


def undo_companies(actor: Actor, results: Sequence[RowResult]) -> Mapping[uuid.UUID, str]:
    """Take back row by row, each whole or not at all; say per row why something stays."""
    return {row.pk: _undo(actor, row) for row in results}


def _undo(actor: Actor, row: RowResult) -> str:
    try:
        with transaction.atomic():
            for kind, key, version, before in reversed(row.undo):
                there = MODELS[kind].objects.filter(pk=key).first()
                if there is None:
                    return "gone"
                if there.version != version:
                    return _changed()
                _set_back(actor, kind, there, before)
    except IntegrityError:
        return "used_since"
    except (Stale, ValidationError, NotAllowed, _Changed):
        return "changed_since"
    return ""


class _Changed(Exception):
    """Somebody changed it."""


def _changed() -> str:
    raise _Changed


def _set_back(actor: Actor, kind: str, there: Any, before: Mapping[str, Any] | None) -> None:
    said = {name: _typed(name, value) for name, value in (before or {}).items()}
    if kind == "opening":
        if before is None:
            remove_opening(actor=actor, opening=there)
        else:
            change_opening(actor=actor, opening=there, expected=there.version, **said)
    elif kind == "contact":
        if before is None:
            actions.remove_contact(actor=actor, contact=there)
        else:
            actions.change_contact(actor=actor, contact=there, expected=there.version, **said)
    elif kind == "site":
        actions.remove_site(actor=actor, site=there)
    elif before is None:
        # What others added hangs on it, and then the database refuses: nothing is taken along.
        actions.remove_organisation(actor=actor, organisation=there)
    else:
        actions.change_organisation(
            actor=actor, organisation=there, expected=there.version, is_another=True, **said
        )


def _typed(name: str, value: Any) -> Any:
    if name in RELATED:
        return RELATED[name].objects.filter(pk=value).first() if value else None
    if value is not None and name.endswith(("_on", "_until")):
        return date.fromisoformat(value)
    if value is not None and name in ("wage_from", "wage_to"):
        return Decimal(value)
    return value
