"""Competencies on the person's page: the latest signed sheet, and the ways to all that is known."""

from __future__ import annotations

from typing import Any

from throughgate.ground.acting.actor import Actor
from throughgate.person.observations.queries.sheets_of import PINS, signed_sheets
from throughgate.person.people.models import Person


def competencies_section(actor: Actor, person: Person) -> dict[str, Any] | None:
    """Return what `observations/profile/section.html` shows; None where the roles do not open competencies.

    No query beside that of the path.
    """
    if not actor.may("read", "competencies"):
        return None
    sheets = signed_sheets(actor, person)
    return {
        "person": person,
        "reads_sheets": actor.may("read", "sheet"),
        "latest": sheets[0] if sheets else None,
        "count": len(sheets),
        "is_more": len(sheets) == PINS,
        "may_type": actor.may("write", "own_voice"),
        "may_write_letter": actor.may("write", "reference_letter"),
    }
