"""People of an organisation in numbers, for whoever manages it and sees nobody's case."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import connection

from throughgate.foundation.database.context import current
from throughgate.ground.acting.actor import Actor


@dataclass(frozen=True)
class Figures:
    """How many people there are now; how many of them leave soon, ahead; how many of the latter nobody looks after."""

    people: int
    soon: int
    ahead: int
    unled: int


def figures_of(actor: Actor, soon: int, ahead: int) -> Figures | None:
    """Return the numbers, the windows in days; one query, none for roles that read no figures."""
    if not actor.may("read", "figures"):
        return None
    current()
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM gate.people_in_figures(%s, %s)", [soon, ahead])
        row = cursor.fetchone()
    return Figures(*row) if row else None
