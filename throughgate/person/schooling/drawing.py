"""Draw the marks of one subject over the half-years: the good end of the scale is always at the top."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from throughgate.person.schooling.rules.scales import Mark as Given
from throughgate.person.schooling.rules.scales import Scale

WIDTH, HEIGHT = 300, 140
LEFT, RIGHT, TOP, BOTTOM = 30, 16, 16, 26
FOOT = HEIGHT - BOTTOM
MOST_LABELS = 7


@dataclass(frozen=True, slots=True)
class Point:
    """A mark in the half-year with this number; pictures side by side count alike."""

    number: int
    mark: Given
    level: str = ""
    """The sign of the course level, where there is one."""


def _n(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def _x(number: int, of: int) -> float:
    """Return where a half-year lies among so many."""
    width = WIDTH - LEFT - RIGHT
    return LEFT + (width * number / (of - 1) if of > 1 else width / 2)


def _y(share: float) -> float:
    return TOP + (1 - share) * (FOOT - TOP)


def labelled(scale: Scale) -> list[int]:
    """Return the marks that get a line: all of a short scale, else its ends and the lowest pass."""
    low, high = sorted((scale.best, scale.worst))
    if high - low < MOST_LABELS:
        return list(range(low, high + 1))
    return sorted({low, scale.lowest_pass, high})


def picture(points: Sequence[Point], scale: Scale, *, label: str, ends: tuple[str, str], of: int) -> str:
    """Return the SVG of marks among `of` half-years; `label` says in words what it shows, `ends` stand under the line."""
    passed = _y(scale.share(scale.lowest_pass))  # type: ignore[arg-type]  # a whole number is as good
    parts = [
        f'<svg class="multiple trend" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{escape(label)}">',
        *(_line(scale, number) for number in labelled(scale)),
        f'<line class="pass" x1="{LEFT}" y1="{_n(passed)}" x2="{WIDTH - RIGHT}" y2="{_n(passed)}"/>',
    ]
    places = [(_x(point.number, of), _y(point.mark.share), point) for point in points]
    if len(places) > 1:
        path = "L".join(f"{_n(x)} {_n(y)}" for x, y, _point in places)
        parts.append(f'<path class="course" d="M{path}"/>')
    parts += [_dot(x, y, point) for x, y, point in places]
    first, last = ends
    if first:
        parts.append(f'<text class="end" x="{LEFT}" y="{HEIGHT - 6}">{escape(first)}</text>')
    parts.append(
        f'<text class="end" x="{WIDTH - RIGHT}" y="{HEIGHT - 6}" text-anchor="end">{escape(last)}</text></svg>'
    )
    return "".join(parts)


def _line(scale: Scale, number: int) -> str:
    y = _y(scale.share(number))  # type: ignore[arg-type]  # a whole number is as good
    return (
        f'<line class="level" x1="{LEFT}" y1="{_n(y)}" x2="{WIDTH - RIGHT}" y2="{_n(y)}"/>'
        f'<text class="number" x="{LEFT - 9}" y="{_n(y + 4)}" text-anchor="end">{number}</text>'
    )


def _dot(x: float, y: float, point: Point) -> str:
    kind = "deficit" if point.mark.is_deficit else "good"
    # A square below the pass: nobody has to tell colours apart.
    shape = (
        f'<rect class="dot {kind}" x="{_n(x - 4.5)}" y="{_n(y - 4.5)}" width="9" height="9"/>'
        if point.mark.is_deficit
        else f'<circle class="dot {kind}" cx="{_n(x)}" cy="{_n(y)}" r="5"/>'
    )
    words = f"{point.mark.text}{' ' + point.level if point.level else ''}"
    above = y - 9 if y > TOP + 10 else y + 17
    return (
        f'{shape}<text class="said" x="{_n(x)}" y="{_n(above)}" text-anchor="middle">{escape(words)}</text>'
    )
