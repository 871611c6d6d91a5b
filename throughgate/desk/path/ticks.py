"""Choose the months and years that are marked below the line."""

from __future__ import annotations

from datetime import date

from throughgate.desk.path.drawing import Box, Label, Stroke, TextLine, Words
from throughgate.desk.path.scale import Scale, add_months
from throughgate.foundation.charts.text import text_width

SIZE = 12.0
_STEPS = (1, 3, 6, 12, 24, 60, 120)


def _firsts(start_on: date, end_on: date) -> list[date]:
    """Return the first days of all months within."""
    day = start_on.replace(day=1)
    days = []
    while day <= end_on:
        if day >= start_on:
            days.append(day)
        day = add_months(day, 1)
    return days


def _falls_on(day: date, step: int) -> bool:
    return (day.month - 1) % min(step, 12) == 0 and (step < 24 or day.year % (step // 12) == 0)


def ticks(
    at: Scale, start_on: date, end_on: date, y: float, words: Words, *, left: float, right: float
) -> tuple[list[Stroke], list[Label]]:
    """Return the tick marks and those month names that fit; years win over months."""
    strokes: list[Stroke] = []
    wanted: list[tuple[int, date, float]] = []
    for day in _firsts(start_on, end_on):
        x = at(day)
        # Beside a change of scale the narrower month counts.
        steps = (at(add_months(day, 1)) - x, x - at(add_months(day, -1)))
        around = min(step for step in steps if step > 0) if any(steps) else 0.0
        step = next((step for step in _STEPS if around * step >= 5), _STEPS[-1])
        named = next((step for step in _STEPS if around * step >= 52), _STEPS[-1])
        if _falls_on(day, step):
            strokes.append(Stroke(x, y + 8, x, y + 13, "tick"))
        if _falls_on(day, max(step, named)):
            rank = next(place for place, each in enumerate(reversed(_STEPS)) if _falls_on(day, each))
            wanted.append((rank, day, x))
    labels: list[Label] = []
    for _, day, x in sorted(wanted):
        text = words.month_year(day) if day.month == 1 else words.month(day)
        half = text_width(text, SIZE) / 2
        box = Box(x - half, y + 17, x + half, y + 32)
        if box.left < left or box.right > right:
            continue
        spaced = Box(box.left - 16, box.top, box.right + 16, box.bottom)
        if not any(spaced.meets(label.box) for label in labels):
            labels.append(Label(box, (TextLine(text, y + 28, "soft"),), "middle"))
    return strokes, sorted(labels, key=lambda label: label.box.left)
