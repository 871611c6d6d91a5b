"""Pull the pins of a person's path from the apps, each of which declares its own (`foundation.web.parts`)."""

from __future__ import annotations

from typing import Any

from throughgate.foundation.charts.pins import Pin
from throughgate.foundation.declared import declared


def pins_for(actor: Any, person: Any) -> list[Pin]:
    """Return all pins of a person's path; a source that fails, fails the page."""
    pins = [pin for source in declared("parts", "ON_PATH") for pin in source(actor, person)]
    return sorted(pins, key=lambda pin: pin.order)
