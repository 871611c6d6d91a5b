"""Draw the ratings of one competency: a dot for each, shaped by its setting, and the median as a line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from html import escape
from typing import Final

from throughgate.person.observations.profile.rules import SelfLevel
from throughgate.person.observations.rules.profile import Dot, Summary, running_median
from throughgate.person.observations.rules.scales import Scale

WIDTH, HEIGHT = 340, 150
LEFT, RIGHT, TOP, BOTTOM = 26, 14, 14, 26
FOOT = HEIGHT - BOTTOM
NEAR = 7
"""Dots nearer than this stand beside each other rather than on each other."""
STEPS = (0, -6, 6, -11, 11)
MOST_LABELS = 7
MOST_DOTS = 60
"""So many dots are drawn, the latest ones: more would lie on each other. The median is drawn over all."""


def _n(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


# Shapes differ as well as colours: nobody has to tell colours apart. Each is made for its centre.
SHAPES: Final[dict[str, Callable[[float, float], str]]] = {
    "sport": lambda x, y: f'<circle class="dot sport" cx="{_n(x)}" cy="{_n(y)}" r="5"/>',
    "workshop": lambda x, y: (
        f'<rect class="dot workshop" x="{_n(x - 4.5)}" y="{_n(y - 4.5)}" width="9" height="9"/>'
    ),
    "class": lambda x, y: f'<path class="dot class" d="M{_n(x)} {_n(y - 5.6)}l5.4 9.2h-10.8z"/>',
    "ward": lambda x, y: f'<path class="dot ward" d="M{_n(x)} {_n(y - 5.6)}l5.6 5.6-5.6 5.6-5.6-5.6z"/>',
    "group": lambda x, y: (
        f'<path class="dot group" d="M{_n(x - 1.7)} {_n(y - 5)}'
        'h3.4v3.4h3.2v3.2h-3.2v3.4h-3.4v-3.4h-3.2v-3.2h3.2z"/>'
    ),
    "self": lambda x, y: (
        f'<path class="dot self" d="M{_n(x)} {_n(y - 7.4)}'
        'l1.9 4.6 5 .4-3.8 3.2 1.2 4.9-4.3-2.7-4.3 2.7 1.2-4.9-3.8-3.2 5-.4z"/>'
    ),
}


@dataclass(frozen=True, slots=True)
class Frame:
    """The scale and the days that a picture shows; pictures side by side share one."""

    scale: Scale
    first: date
    last: date
    _places: dict[date, float] = field(default_factory=dict, compare=False)
    """Where days lie: the sheets of one picture are mostly those of the next."""

    def x(self, day: date) -> float:
        """Return where a day lies."""
        place = self._places.get(day)
        if place is None:
            days = (self.last - self.first).days
            share = (day - self.first).days / days if days else 1.0
            place = self._places[day] = LEFT + share * (WIDTH - LEFT - RIGHT)
        return place

    def y(self, level: float) -> float:
        """Return where a level lies: the good end is always at the top."""
        return TOP + (1 - self.scale.share(level)) * (FOOT - TOP)

    @property
    def labelled(self) -> Sequence[int]:
        """Return the levels that get a line and a label."""
        levels = self.scale.levels
        if len(levels) <= MOST_LABELS:
            return levels
        return (levels[0], levels[len(levels) // 2], levels[-1])


def marker(setting: str, x: float, y: float) -> str:
    """Return the sign of a setting (`self` for the person) with its centre at a place."""
    return SHAPES.get(setting, SHAPES["sport"])(x, y)


def key_of(setting: str) -> str:
    """Return the sign of a setting as a small picture for the key."""
    return f'<svg viewBox="0 0 16 16" aria-hidden="true" focusable="false">{marker(setting, 8, 8)}</svg>'


def picture(
    summary: Summary, frame: Frame, own: Sequence[SelfLevel], *, label: str, ends: tuple[str, str]
) -> str:
    """Return the SVG; `label` says in words what it shows, `ends` are the words under both ends of the line."""
    first, last = ends
    parts = [
        f'<svg class="multiple" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{escape(label)}">',
        *(_line(frame, level) for level in frame.labelled),
    ]
    if summary.middle:
        high, low = sorted(frame.y(level) for level in summary.middle)
        parts.append(
            f'<rect class="middle" x="{LEFT}" y="{_n(high - 5)}" width="{WIDTH - LEFT - RIGHT}"'
            f' height="{_n(low - high + 10)}" rx="5"/>'
        )
    parts += [_median(summary, frame), *_dots(summary.dots[-MOST_DOTS:], frame)]
    parts += [marker("self", frame.x(each.on), frame.y(each.level)) for each in own]
    if first:
        parts.append(f'<text class="end" x="{LEFT}" y="{HEIGHT - 6}">{escape(first)}</text>')
    parts.append(
        f'<text class="end" x="{WIDTH - RIGHT}" y="{HEIGHT - 6}" text-anchor="end">{escape(last)}</text></svg>'
    )
    return "".join(parts)


def _line(frame: Frame, level: int) -> str:
    y = _n(frame.y(level))
    return (
        f'<line class="level" x1="{LEFT}" y1="{y}" x2="{WIDTH - RIGHT}" y2="{y}"/>'
        f'<text class="number" x="{LEFT - 9}" y="{_n(frame.y(level) + 4)}" text-anchor="end">{level}</text>'
    )


def _median(summary: Summary, frame: Frame) -> str:
    """Return the median of the last ratings as steps that go on until the last day."""
    line = running_median(summary.dots)
    if not line:
        return ""
    # Of the days that share a point of the picture the last one counts.
    places = {round(frame.x(day)): level for day, level in line}
    heights = {level: _n(frame.y(level)) for level in set(places.values())}
    (first, level), *rest = places.items()
    path = [f"M{first} {heights[level]}"]
    for x, step in rest:
        if step != level:
            path.append(f"H{x}V{heights[step]}")
            level = step
    return f'<path class="median" d="{"".join(path)}H{WIDTH - RIGHT}"/>'


def _dots(dots: Sequence[Dot], frame: Frame) -> list[str]:
    """Return the dots; those that would hide each other stand a little apart, up and down by turns."""
    there: Counter[tuple[int, int]] = Counter()
    drawn = []
    for dot in dots:
        x, y = frame.x(dot.on), frame.y(dot.level)
        place = (round(x / NEAR), dot.level)
        drawn.append(marker(dot.setting, x, y + STEPS[there[place] % len(STEPS)]))
        there[place] += 1
    return drawn
