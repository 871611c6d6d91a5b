"""Where those in the register are: on the map, by their site or by the town that they wrote."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from throughgate.ground.vocabulary.queries import positions_of
from throughgate.work.openings.map import Spot


def spots(rows: Sequence[Any], address_of: Callable[[Any], str]) -> list[Spot]:
    """Return entries (`with_place`, `with_position`, their region) on the ground; what means no one place is left out."""
    written = {
        row.pk: (row.region.country, row.town, row.postcode)
        for row in rows
        if (row.latitude is None or row.longitude is None) and (row.town or row.postcode)
    }
    known = positions_of(written.values()) if written else {}
    found = []
    for row in rows:
        where: Any = row if row.pk not in written else known.get(written[row.pk])
        if where is not None and where.latitude is not None and where.longitude is not None:
            found.append(Spot(where.latitude, where.longitude, row.called, address_of(row), row.place))
    return found
