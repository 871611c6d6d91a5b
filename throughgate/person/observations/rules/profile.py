"""What many ratings of one competency say: the latest, the typical level, the spread, and how old it is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from operator import itemgetter
from typing import NamedTuple

STALE_AFTER = 180
"""Days after which the newest rating is old."""


class Dot(NamedTuple):
    """One signed rating: when, which level, where, by whom (a number, no name), on which sheet, by its place among them."""

    on: date
    level: int
    setting: str
    observer: int
    sheet: int


_BY_DAY = itemgetter(Dot._fields.index("on"), Dot._fields.index("sheet"))


@dataclass(frozen=True, slots=True)
class Summary:
    """Figures over the ratings of one competency on one scale; None where there is nothing to say."""

    dots: tuple[Dot, ...]
    sheets: int
    observers: int
    settings: int
    latest: Dot | None
    typical: tuple[int, int] | None
    """The median: one level, or two neighbours between which it lies."""
    middle: tuple[int, int] | None
    """Between these two levels lies the middle half of the ratings."""
    age: int | None
    is_stale: bool


def summary(dots: Iterable[Dot], today: date, *, stale_after: int = STALE_AFTER) -> Summary:
    """Return the figures; no competency is ever mixed with another."""
    rows = tuple(sorted(dots, key=_BY_DAY))
    if not rows:
        return Summary((), 0, 0, 0, None, None, None, None, is_stale=False)
    latest = rows[-1]
    age = (today - latest.on).days
    levels = sorted(dot.level for dot in rows)
    return Summary(
        dots=rows,
        sheets=len({dot.sheet for dot in rows}),
        observers=len({dot.observer for dot in rows}),
        settings=len({dot.setting for dot in rows}),
        latest=latest,
        typical=median(levels),
        middle=middle_half(levels),
        age=age,
        is_stale=age > stale_after,
    )


def median(levels: Sequence[int]) -> tuple[int, int]:
    """Return the two middle values of sorted levels; they are the same where one is in the middle."""
    n = len(levels)
    return levels[(n - 1) // 2], levels[n // 2]


def middle_half(levels: Sequence[int]) -> tuple[int, int]:
    """Return the quartiles of sorted levels as levels that were given, never a value in between."""
    n = len(levels)
    return levels[(n - 1) // 4], levels[n - 1 - (n - 1) // 4]


@lru_cache(maxsize=4096)
def _between(levels: tuple[int, ...]) -> float:
    """Return the median as one number. A few levels are the same again and again: on five, 3,125 ways to have five of them."""
    low, high = median(sorted(levels))
    return (low + high) / 2


def running_median(dots: Sequence[Dot], window: int = 5) -> list[tuple[date, float]]:
    """Return the median of the last ratings on each day that changes it, for the line of the picture."""
    line: list[tuple[date, float]] = []
    levels = tuple(dot.level for dot in dots)
    last = len(dots) - 1
    for place, dot in enumerate(dots):
        # Of a day the last one counts.
        if place < last and dots[place + 1].on == dot.on:
            continue
        level = _between(levels[max(0, place - window + 1) : place + 1])
        if not line or line[-1][1] != level:
            line.append((dot.on, level))
    return line
