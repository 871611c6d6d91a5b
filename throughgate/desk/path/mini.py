"""Draw the path in miniature, for a row of a work list."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from html import escape

from throughgate.desk.path.scale import Phase, Scale, Timeline
from throughgate.foundation.charts.pins import Pin

WIDTH, HEIGHT, EDGE, LINE = 190.0, 32.0, 8.0, 22.0

PLACES = {-730: 0, -1: 0.19, 0: 0.26, 1: 0.34, 30: 0.42, 90: 0.53, 180: 0.65, 365: 0.8, 730: 0.93, 1825: 1}
"""How far along the line so many days from today lie; the first day has the room of the gate beside today."""


def common_scale(today: date) -> Scale:
    """Return the one scale of all small paths, so that rows of a list compare by eye."""
    room = WIDTH - 2 * EDGE
    days = tuple(today.toordinal() + days for days in PLACES)
    return Scale(days, tuple(EDGE + share * room for share in PLACES.values()))


def mini(line: Timeline, pins: Iterable[Pin], *, sentence: str) -> str:
    """Return a small SVG: the line, today, the gate, and a dot for what is due or late."""
    at = common_scale(line.dates.today)
    start, today, end = at(line.start_on), at(line.dates.today), at(line.end_on)
    gate = at(line.gate_on) if line.gate_on else None
    pieces: list[tuple[float, float, str]]
    if gate is None or line.phase is Phase.OVERDUE:
        pieces = [(start, today, "line-past"), (today + 5, end, "line-open")]
    elif line.phase is Phase.RELEASED:
        pieces = [
            (start, gate - 7, "line-past"),
            (gate + 7, today, "line-lived"),
            (today + 5, end, "line-after"),
        ]
    else:
        pieces = [
            (start, today, "line-past"),
            (today + 5, gate - 8, "line-ahead"),
            (gate + 9, end, "line-after"),
        ]
    shapes = [
        f'<line class="{css}" x1="{x1:.1f}" x2="{x2:.1f}" y1="{LINE}" y2="{LINE}"/>'
        for x1, x2, css in pieces
        if x2 > x1
    ]
    if gate is not None:
        css = "gate" if line.sure else "gate unsure"
        shapes.append(f'<path class="{css}" d="M{gate - 6:.1f} 27 V13 a6 6 0 0 1 12 0 V27"/>')
    places = {
        (round(at(pin.on)), pin.kind) for pin in pins if pin.kind in {"due", "late"} and pin.state != "done"
    }
    shapes += [f'<circle class="{kind}" cx="{x}" cy="{LINE}" r="3.5"/>' for x, kind in sorted(places)]
    shapes.append(f'<line class="today-line" x1="{today:.1f}" x2="{today:.1f}" y1="12" y2="28"/>')
    size = f'width="{WIDTH:.0f}" height="{HEIGHT:.0f}"'
    return (
        f'<svg class="path-mini" viewBox="0 0 {WIDTH:.0f} {HEIGHT:.0f}" {size}'
        f' role="img" direction="ltr" aria-label="{escape(sentence)}">{"".join(shapes)}</svg>'
    )
