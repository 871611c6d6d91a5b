"""Pull what waits for somebody from the apps, each of which declares it (`foundation.web.parts`)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from throughgate.foundation.declared import declared
from throughgate.foundation.web.joint import JointSource, work_together
from throughgate.foundation.web.work import WorkPart
from throughgate.foundation.web.work_page import Source, WorkPage
from throughgate.ground.acting.actor import Actor


@cache
def sources() -> tuple[Source | JointSource, ...]:
    """Return where work comes from, the lowest floor first."""
    return tuple(declared("parts", "ON_TODAY"))


@cache
def whole() -> Mapping[str, type[WorkPage]]:
    """Return the pages of parts of which no list has exactly the rows, by the name in their address."""
    return {name: page for source in sources() for name, page in source.pages.items()}


def work_for(actor: Actor) -> list[WorkPart]:
    """Return everything that waits for the actor, the most pressing first; in the order of the sources beside that."""
    joint = [source for source in sources() if isinstance(source, JointSource)]
    told = dict(zip(map(id, joint), work_together(actor, joint), strict=True))
    parts = [
        part
        for source in sources()
        for part in (told[id(source)] if isinstance(source, JointSource) else source.work(actor))
    ]
    return sorted(parts, key=lambda part: part.pressing)
