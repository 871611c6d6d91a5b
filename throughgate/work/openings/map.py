"""Draw where openings, or those who offer, are: dots on plain ground, a ring for the reach, a bar. No tiles, no Django."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import cos, radians
from typing import Final

from throughgate.ground.vocabulary.rules import Position

KM_PER_DEGREE: Final = 111.195
WIDTH: Final = 320.0
_LEAST, _MOST = 200.0, 420.0  # height of the picture
_EDGE: Final = 22.0
_LEAST_KM: Final = 6.0
_LETTER: Final = 5.6  # the width of a letter and the height of a line of a name, on the safe side
_HIGH: Final = 12.0
Box = tuple[float, float, float, float]
"""Left, top, right and bottom."""
_BARS: Final = (1, 2, 5, 10, 20, 50, 100, 200, 500)


@dataclass(frozen=True)
class Spot:
    """One of a list on the ground."""

    latitude: float
    longitude: float
    title: str
    address: str
    """Its page; empty where it has none."""
    where: str = ""


@dataclass(frozen=True)
class Dot:
    """Openings at one place of the picture."""

    x: float
    y: float
    radius: float
    where: str
    spots: tuple[Spot, ...]

    @property
    def number(self) -> int:
        """Return how many openings are there."""
        return len(self.spots)


@dataclass(frozen=True)
class Label:
    """The name of a town beside its dot; `anchor` is SVG's: the name starts or ends at `x`."""

    x: float
    y: float
    text: str
    anchor: str


@dataclass(frozen=True)
class Map:
    """Everything to draw, in the units of the picture."""

    width: float
    height: float
    dots: tuple[Dot, ...]
    bar: float
    bar_km: int
    centre: tuple[float, float] | None = None
    ring: float = 0.0
    bar_at: tuple[float, float] = field(default=(_EDGE, 0.0))
    labels: tuple[Label, ...] = ()

    @property
    def number(self) -> int:
        """Return how many openings are on it."""
        return sum(dot.number for dot in self.dots)


def draw(spots: Sequence[Spot], centre: Position | None = None, reach_km: float = 0.0) -> Map | None:
    """Return the map of some openings, and of the place and reach they were asked for; None without any."""
    if not spots:
        return None
    south, north, west, east = _frame(spots, centre, reach_km)
    narrow = cos(radians((south + north) / 2))
    wide_km = max((east - west) * narrow * KM_PER_DEGREE, _LEAST_KM)
    high_km = max((north - south) * KM_PER_DEGREE, _LEAST_KM)
    scale = min((WIDTH - 2 * _EDGE) / wide_km, (_MOST - 2 * _EDGE) / high_km)  # units per km
    height = max(_LEAST, high_km * scale + 2 * _EDGE)

    def at(latitude: float, longitude: float) -> tuple[float, float]:
        x = WIDTH / 2 + (longitude - (west + east) / 2) * narrow * KM_PER_DEGREE * scale
        y = height / 2 - (latitude - (south + north) / 2) * KM_PER_DEGREE * scale
        return round(x, 1), round(y, 1)

    together: dict[tuple[int, int], list[Spot]] = {}
    for spot in spots:
        x, y = at(spot.latitude, spot.longitude)
        together.setdefault((round(x / 9), round(y / 9)), []).append(spot)
    dots = []
    for found in together.values():
        x, y = at(found[0].latitude, found[0].longitude)
        where = ", ".join(dict.fromkeys(spot.where for spot in found if spot.where))
        dots.append(
            Dot(x, y, 5.5 if len(found) == 1 else min(14.0, 7.5 + len(found) / 2), where, tuple(found))
        )
    bar_km = max((km for km in _BARS if km * scale <= WIDTH / 3), default=_BARS[0])
    dots.sort(key=lambda dot: (-dot.radius, dot.y, dot.x))
    return Map(
        width=WIDTH,
        height=round(height, 1),
        dots=tuple(dots),
        labels=tuple(_labels(dots, height)),
        bar=round(bar_km * scale, 1),
        bar_km=bar_km,
        centre=at(centre.latitude, centre.longitude) if centre else None,
        ring=round(reach_km * scale, 1) if centre else 0.0,
        bar_at=(_EDGE / 2, round(height - 10, 1)),
    )


def _labels(dots: Sequence[Dot], height: float) -> list[Label]:
    """Return names of towns, the largest dots first, each where it covers no dot, no other name and not the bar."""
    taken = [(dot.x - dot.radius, dot.y - dot.radius, dot.x + dot.radius, dot.y + dot.radius) for dot in dots]
    taken.append((0.0, height - 26, WIDTH / 2, height))
    found: list[Label] = []
    for dot in dots:
        if not dot.where or dot.where in {label.text for label in found}:
            continue
        wide = _LETTER * len(dot.where)
        for anchor, x in (("start", dot.x + dot.radius + 3), ("end", dot.x - dot.radius - 3)):
            left = x if anchor == "start" else x - wide
            box = (left, dot.y - _HIGH / 2, left + wide, dot.y + _HIGH / 2)
            inside = box[0] >= 2 and box[2] <= WIDTH - 2
            if inside and not any(_cover(box, other) for other in taken):
                taken.append(box)
                found.append(Label(round(x, 1), dot.y, dot.where, anchor))
                break
    return found


def _cover(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _frame(
    spots: Sequence[Spot], centre: Position | None, reach_km: float
) -> tuple[float, float, float, float]:
    south, north = min(s.latitude for s in spots), max(s.latitude for s in spots)
    west, east = min(s.longitude for s in spots), max(s.longitude for s in spots)
    if centre is not None:
        up = reach_km / KM_PER_DEGREE
        across = up / max(0.1, cos(radians(centre.latitude)))
        south, north = min(south, centre.latitude - up), max(north, centre.latitude + up)
        west, east = min(west, centre.longitude - across), max(east, centre.longitude + across)
    return south, north, west, east
