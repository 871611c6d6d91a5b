"""Pull what waits for somebody from the wings below, listed here by name."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.module_loading import import_string

from throughgate.foundation.web.work import WorkPart
from throughgate.ground.accounts.actor import Actor

# Each is called with the actor and asks the database once at most: Today has eight queries in all.
SOURCES: tuple[str, ...] = (
    "throughgate.person.people.queries.unassigned.work",
    "throughgate.person.observations.queries.today.work",
)


def work_for(actor: Actor) -> list[WorkPart]:
    """Return everything that waits for the actor, in the order of the sources."""
    parts: list[WorkPart] = []
    for name in SOURCES:
        found: Iterable[WorkPart] = import_string(name)(actor)
        parts += found
    return parts
