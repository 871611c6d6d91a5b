"""Draw pins that lie too close together as one."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from throughgate.foundation.charts.pins import Pin

LISTED = 3  # so many titles are written out; beyond, only their number
APART = 18.0  # markers closer than this would cover each other


@dataclass(frozen=True, slots=True)
class Group:
    """Neighbouring pins that share a marker, from place `x` to place `end`, within one part of the path."""

    pins: tuple[Pin, ...]
    x: float
    end: float
    part: int

    @property
    def span(self) -> tuple[date, date]:
        """Return the first and the last day."""
        return self.pins[0].on, self.pins[-1].on

    def joined(self, later: Group) -> Group:
        """Return this group and a later one as one."""
        return Group((*self.pins, *later.pins), self.x, later.end, self.part)


def gather(
    pins: Iterable[Pin],
    at: Callable[[date], float],
    bounds: Iterable[date],
    near: float,
    alone: Collection[Pin] = (),
) -> list[Group]:
    """Return the pins in groups at least `near` pixels apart, never across a bound.

    Pins that stand `alone` are joined only where their markers would cover each other.
    """
    edges = sorted(bounds)
    groups: list[Group] = []
    for pin in sorted(pins, key=lambda pin: pin.order):
        x = at(pin.on)
        part = sum(pin.on >= edge for edge in edges)
        last = groups[-1] if groups else None
        if last is not None and last.part == part:
            lonely = pin in alone or any(each in alone for each in last.pins)
            if x - last.x < (APART if lonely else near):
                groups[-1] = last.joined(Group((pin,), x, x, part))
                continue
        groups.append(Group((pin,), x, x, part))
    return groups


def join(
    groups: list[Group], around: Iterable[int], reach: float, alone: Collection[Pin] = ()
) -> list[Group] | None:
    """Return the groups with the closest two near a troubled one joined, or None if none may be joined."""
    centres = [groups[index].x for index in around]
    pairs = [
        # The shortest stretch, not the shortest step: so that no group swallows its neighbours one by one.
        (right.end - left.x, index)
        for index, (left, right) in enumerate(pairwise(groups))
        if left.part == right.part
        and right.x - left.x <= reach
        and not any(pin in alone for pin in (*left.pins, *right.pins))
        and any(abs(centre - left.x) <= reach for centre in centres)
    ]
    if not pairs:
        return None
    index = min(pairs)[1]
    return [*groups[:index], groups[index].joined(groups[index + 1]), *groups[index + 2 :]]
