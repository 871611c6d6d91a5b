"""What pages ask about imports."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from throughgate.foundation.database.paging import Page, page_of
from throughgate.foundation.imports.kinds import ActorLike, Kind, kinds_for
from throughgate.foundation.imports.models import Import, RowResult
from throughgate.foundation.imports.rules import OUTCOMES

SIZE = 50


def imports_of(actor: ActorLike) -> QuerySet[Any]:
    """Return the imports of the actor's organisation that the actor may see."""
    names = [kind.name for kind in kinds_for(actor)]
    return Import.objects.filter(organisation_id=actor.context.organisation, kind__in=names)


def import_of(actor: ActorLike, key: uuid.UUID) -> Import | None:
    """Return one import, None where there is none to see."""
    found: Import | None = imports_of(actor).filter(pk=key).first()
    return found


@dataclass(frozen=True)
class Line:
    """One row as a list shows it."""

    row: RowResult
    name: str
    address: str


def rows_page(
    actor: ActorLike, kind: Kind, job: Import, *, outcome: str = "", after: str = "", before: str = ""
) -> Page[Line]:
    """Return one page of rows in the order of the file. Two queries."""
    rows = RowResult.objects.filter(of=job)
    rows = rows.filter(outcome=outcome) if outcome in OUTCOMES else rows
    page = page_of(rows, order=("index", "id"), after=after, before=before, size=SIZE)
    return Page(lines(actor, kind, page.rows), page.after, page.before)


def lines(actor: ActorLike, kind: Kind, rows: Sequence[RowResult]) -> list[Line]:
    """Return rows with the names that the actor may see."""
    keys = [row.target for row in rows if row.target]
    targets = kind.targets(actor, keys) if keys else {}
    found = []
    for row in rows:
        target = targets.get(row.target) if row.target else None
        name = target.label if target else kind.line(row.values)
        found.append(Line(row, name, target.address if target else ""))
    return found
