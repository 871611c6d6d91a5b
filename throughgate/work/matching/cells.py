"""Cells of hundredths of a degree: integers that an index can use behind row policies."""

from __future__ import annotations

from dataclasses import dataclass
from math import asin, cos, degrees, floor, pi, radians, sin

from throughgate.ground.vocabulary.rules import Position
from throughgate.ground.vocabulary.rules.distance import EARTH_RADIUS_KM

PER_DEGREE = 100


@dataclass(frozen=True)
class Cells:
    """All cells that a circle touches, both ends included."""

    latitude_from: int
    latitude_to: int
    longitude_from: int
    longitude_to: int


def cell(degree: float) -> int:
    """Return the cell of a coordinate."""
    return floor(degree * PER_DEGREE)


def cells_within(centre: Position, km: float) -> Cells:
    """Return the cells of the box around a circle of `km`; near a pole or the date line, all longitudes."""
    angle = km / EARTH_RADIUS_KM
    south, north = centre.latitude - degrees(angle), centre.latitude + degrees(angle)
    west, east = -180.0, 180.0
    if south > -90 and north < 90 and angle < pi / 2:
        turn = degrees(asin(min(1.0, sin(angle) / cos(radians(centre.latitude)))))
        if centre.longitude - turn > -180 and centre.longitude + turn < 180:
            west, east = centre.longitude - turn, centre.longitude + turn
    # One cell more on each side: rounding must never lose what is exactly on the edge.
    return Cells(
        max(cell(south) - 1, cell(-90)), min(cell(north) + 1, cell(90)), cell(west) - 1, cell(east) + 1
    )
