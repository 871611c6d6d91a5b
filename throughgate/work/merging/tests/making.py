"""How tests make a second entry of one organisation, and merge."""

from __future__ import annotations

from typing import Any

from django.db import connection, connections
from django.urls import reverse

from throughgate.foundation.database.context import NOBODY
from throughgate.foundation.database.context import acting as acting_as
from throughgate.ground.organisations import actions as organisations
from throughgate.ground.organisations.models import Organisation
from throughgate.work.merging.actions import merge
from throughgate.work.openings import actions as openings

ROOFING = "roofing"


def roofing() -> Organisation:
    """Return the roofer as it stands now."""
    return Organisation.objects.select_related("region").get(code=ROOFING)


def add_twin(actor: Any, *, kind: str = "company", name: str = "Roth Roofing GmbH") -> Organisation:
    """Add the same organisation once more, with an opening."""
    made = organisations.add_organisation(
        actor=actor,
        kind=kind,
        name=name,
        region=roofing().region,
        is_another=True,
        website="https://roth.example",
    )
    openings.add_opening(actor=actor, organisation=made, kind="job", title="Roofer, flat roofs", seats=2)
    return made


def fresh(one: Organisation) -> Organisation:
    """Return an organisation as it stands now."""
    return Organisation.objects.get(pk=one.pk)


def merged(acting: Any, stays: Organisation, goes: Organisation) -> None:
    """Merge two as they stand now."""
    with acting("placement") as actor:
        a, b = fresh(stays), fresh(goes)
        merge(actor=actor, stays=a, goes=b, seen={a.code: a.version, b.code: b.version})


def fill_register() -> int:
    """Give every organisation its entry, as the program does when it begins; return how many there were without."""
    with acting_as(NOBODY), connection.cursor() as cursor:
        cursor.execute("SELECT gate.fill_register()")
        return int(cursor.fetchone()[0])


def page(one: Organisation) -> str:
    """Return where an organisation is merged."""
    return reverse("merging:merge", args=[one.code])


def sent(one: Organisation, other: Organisation, **more: Any) -> dict[str, Any]:
    """Return the form of two as they stand now; the second one stays."""
    a, b = fresh(one), fresh(other)
    return {
        "version": a.version, "other": b.code, "other_version": b.version, "stays": b.code, "sure": "on", **more,
    }  # fmt: skip


def owner(sql: str, *values: Any) -> list[tuple[Any, ...]]:
    """Ask past row security what was committed."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall()) if cursor.description else []
