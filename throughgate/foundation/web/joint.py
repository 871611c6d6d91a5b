"""Work on Today, and pins of a path, whose rows are asked for together: one statement for all that say what they ask.

Both have many sources, and a statement for each would be most of what the page costs.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import connection

from throughgate.foundation.charts.pins import Pin
from throughgate.foundation.web.work import WorkPart
from throughgate.foundation.web.work_page import WorkPage

Row = dict[str, Any]


@dataclass(frozen=True)
class Statement:
    """A SELECT with its parameters; its columns have names of their own."""

    sql: str
    parameters: Sequence[Any] = ()


@dataclass(frozen=True)
class JointSource:
    """A source of work that is asked together with others; declared as one of `ON_TODAY`."""

    asks: Callable[[Any], Statement | None]
    """Called with who acts; None for those who have no such work."""
    tell: Callable[[Any, list[Row]], Sequence[WorkPart]]
    """Called with who acts and the rows, as JSON has them, in any order; not called where there are none."""
    pages: Mapping[str, type[WorkPage]] = field(default_factory=dict)

    def work(self, actor: Any) -> list[WorkPart]:
        """Return its parts alone. One query."""
        return work_together(actor, [self])[0]


def work_together(actor: Any, sources: Sequence[JointSource]) -> list[list[WorkPart]]:
    """Return the parts of each source. One query, none where nobody asks anything."""
    found = _ask([source.asks(actor) for source in sources])
    return [
        list(source.tell(actor, found[number])) if number in found else []
        for number, source in enumerate(sources)
    ]


@dataclass(frozen=True)
class JointPins:
    """Pins of a person's path that are asked for together with others; declared as one of `ON_PATH`."""

    asks: Callable[[Any, Any], Statement | None]
    """Called with who acts and the person; None where nothing is asked."""
    tell: Callable[[Any, Any, list[Row]], list[Pin]]
    """Called with who acts, the person, and the rows, as JSON has them, in any order; also where there are none."""

    def __call__(self, actor: Any, person: Any) -> list[Pin]:
        """Return these pins alone. One query at most."""
        return pins_together(actor, person, [self])


def pins_together(actor: Any, person: Any, sources: Sequence[JointPins]) -> list[Pin]:
    """Return the pins of all sources. One query, none where nobody asks anything."""
    found = _ask([source.asks(actor, person) for source in sources])
    return [
        pin
        for number, source in enumerate(sources)
        for pin in source.tell(actor, person, found.get(number, []))
    ]


def _ask(statements: Sequence[Statement | None]) -> dict[int, list[Row]]:
    """Ask them all at once, and return the rows of each by its place; those without rows are missing."""
    asked = {number: one for number, one in enumerate(statements) if one is not None}
    found: dict[int, list[Row]] = {}
    if asked:
        each = (
            f"SELECT {number} AS source, to_jsonb(q) AS line FROM ({one.sql}) q"  # noqa: S608 - statements of sources
            for number, one in asked.items()
        )
        parameters = [value for one in asked.values() for value in one.parameters]
        with connection.cursor() as cursor:
            cursor.execute(" UNION ALL ".join(each), parameters)
            for number, line in cursor.fetchall():
                found.setdefault(number, []).append(json.loads(line))
    return found
