"""Draw pins that lie too close together as one."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from throughgate.foundation.charts.pins import Pin

LISTED = 3  # so many titles are written out; beyond, only their number


@dataclass(frozen=True, slots=True)
class Group:
    """Neighbouring pins that share a marker; `part` is the stretch of the path they belong to."""

    pins: tuple[Pin, ...]
    x: float
    part: int

    @property
    def fixed(self) -> bool:
        """Return whether this is a follow-up, which keeps its own label."""
        return any(pin.kind == "milestone" for pin in self.pins)

    @property
    def span(self) -> tuple[date, date]:
        """Return the first and the last day."""
        return self.pins[0].on, self.pins[-1].on


def gather(
    pins: Iterable[Pin], at: Callable[[date], float], bounds: Iterable[date], near: float
) -> list[Group]:
    """Return the pins in groups whose markers are at least `near` pixels apart, never across a bound."""
    edges = sorted(bounds)
    groups: list[Group] = []
    for pin in sorted(pins, key=lambda pin: pin.order):
        x = at(pin.on)
        part = sum(pin.on >= edge for edge in edges)
        last = groups[-1] if groups else None
        same_day = last is not None and last.pins[0].on == pin.on
        if (
            last
            and last.part == part
            and x - last.x < near
            and (same_day or near > 18 or pin.kind != "milestone")
        ):
            groups[-1] = Group((*last.pins, pin), last.x, part)
        else:
            groups.append(Group((pin,), x, part))
    return groups


def join(groups: list[Group], around: Iterable[int], reach: float) -> list[Group] | None:
    """Return the groups with the closest two near a troubled one joined, or None if none may be joined."""
    centres = [groups[index].x for index in around]
    pairs = [
        (right.x - left.x, index)
        for index, (left, right) in enumerate(zip(groups, groups[1:], strict=False))
        if left.part == right.part
        and not left.fixed
        and not right.fixed
        and right.x - left.x <= reach
        and any(abs(centre - left.x) <= reach for centre in centres)
    ]
    if not pairs:
        return None
    _, index = min(pairs)
    left, right = groups[index], groups[index + 1]
    return [*groups[:index], Group((*left.pins, *right.pins), left.x, left.part), *groups[index + 2 :]]
