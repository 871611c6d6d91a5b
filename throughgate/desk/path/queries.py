"""Pull the pins of a person's path from the apps, each of which declares its own (`foundation.web.parts`)."""

from __future__ import annotations

from typing import Any

from throughgate.foundation.charts.pins import Pin
from throughgate.foundation.declared import declared
from throughgate.foundation.web.joint import JointPins, pins_together


def pins_for(actor: Any, person: Any) -> list[Pin]:
    """Return all pins of a person's path; a source that fails, fails the page."""
    sources = list(declared("parts", "ON_PATH"))
    joint = [source for source in sources if isinstance(source, JointPins)]
    pins = pins_together(actor, person, joint)
    pins += [pin for source in sources if source not in joint for pin in source(actor, person)]
    return sorted(pins, key=lambda pin: pin.order)
