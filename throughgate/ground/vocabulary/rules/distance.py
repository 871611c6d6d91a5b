"""Measure how far two positions are apart."""

from __future__ import annotations

from math import asin, cos, radians, sin, sqrt
from typing import Protocol

EARTH_RADIUS_KM = 6371.0088  # mean radius (IUGG)


class Position(Protocol):
    """Anything with a latitude and a longitude in degrees (a place, a site)."""

    @property
    def latitude(self) -> float:
        """Give degrees north."""

    @property
    def longitude(self) -> float:
        """Give degrees east."""


def distance_km(a: Position, b: Position) -> float:
    """Give the great-circle distance in kilometres, unrounded (haversine)."""
    latitude_a, latitude_b = radians(a.latitude), radians(b.latitude)
    half = sin((latitude_b - latitude_a) / 2) ** 2
    turn = sin(radians(b.longitude - a.longitude) / 2) ** 2
    # Rounding may push the sum a hair above one for opposite points.
    return 2 * EARTH_RADIUS_KM * asin(min(1.0, sqrt(half + cos(latitude_a) * cos(latitude_b) * turn)))
