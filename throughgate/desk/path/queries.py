"""Pull the pins of a person's path from the wings below, listed here by name."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.module_loading import import_string

from throughgate.foundation.charts.pins import Pin

# Each is called with (actor, person) and returns what this actor may see of this person.
SOURCES: tuple[str, ...] = (
    "throughgate.person.people.queries.path.path_pins",
    "throughgate.person.observations.queries.sheets_of.path_pins",
)


def pins_for(actor: Any, person: Any) -> list[Pin]:
    """Return all pins of a person's path; a source that fails, fails the page."""
    pins: list[Pin] = []
    for name in SOURCES:
        found: Iterable[Pin] = import_string(name)(actor, person)
        pins += found
    return sorted(pins, key=lambda pin: pin.order)
