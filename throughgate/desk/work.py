"""Pull what waits for somebody from the wings below, listed here by name."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.module_loading import import_string

from throughgate.foundation.web.work import WorkPart
from throughgate.foundation.web.work_page import WorkPage
from throughgate.ground.acting.actor import Actor

# Each is called with the actor and asks the database once at most: Today has eight queries in all.
SOURCES: tuple[str, ...] = (
    "throughgate.person.people.queries.unassigned.work",
    "throughgate.person.observations.queries.today.work",
    "throughgate.work.openings.queries.ending.work",
    "throughgate.ground.accounts.work.work",
    "throughgate.desk.oversight.today.work",
)

WHOLE: dict[str, str] = {
    "german": "throughgate.desk.today_house.UnheardPage",
    "moved": "throughgate.desk.today_parts.MovedPage",
    "new": "throughgate.desk.today_house.NewHerePage",
    "openings": "throughgate.work.openings.queries.ending.EndingPage",
    "purposes": "throughgate.desk.oversight.today.PurposesPage",
}
"""Parts of which no list has exactly the rows: each has a `WorkPage`."""


def work_for(actor: Actor) -> list[WorkPart]:
    """Return everything that waits for the actor, the most pressing first; in the order of the sources beside that."""
    parts: list[WorkPart] = []
    for name in SOURCES:
        found: Iterable[WorkPart] = import_string(name)(actor)
        parts += found
    return parts


def whole_part(name: str) -> type[WorkPage]:
    """Return the page of one part with all its rows; raise KeyError for a name that is none."""
    page: type[WorkPage] = import_string(WHOLE[name])
    return page
