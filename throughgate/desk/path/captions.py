"""Write the labels of the wide path: what stands at a marker, and over today and the gate."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from throughgate.desk.path.drawing import Box, Label, TextLine, Words
from throughgate.desk.path.groups import LISTED, Group
from throughgate.desk.path.places import Spot
from throughgate.desk.path.scale import Phase, Scale, Timeline
from throughgate.foundation.charts.text import shorten, text_width

TITLE, SOFT, GATE = 13.0, 12.0, 15.0


def below(group: Group, words: Words, today: date, cap: float) -> list[TextLine]:
    """Return the lines of a label below the path: titles, then the day and the detail."""
    first, last = group.span
    day = words.day(first, today) if first == last else words.span(first, last, today)
    if len(group.pins) > LISTED:
        number = TextLine(words.entries(len(group.pins)), 0, "strong")
        return [number, TextLine(shorten(day, cap, SOFT), 0, "soft", day)]
    rows = [
        TextLine(shorten(pin.title, cap, TITLE, 600), 0, "strong", pin.title, pin.url) for pin in group.pins
    ]
    detail = group.pins[0].detail if len(group.pins) == 1 else ""
    note = f"{day}, {detail}" if detail else day
    return [*rows, TextLine(shorten(note, cap, SOFT), 0, "soft", note)]


def above(group: Group, words: Words, cap: float) -> list[TextLine]:
    """Return the one line of a label above the path."""
    titles = {pin.title for pin in group.pins}
    number = len(group.pins)
    text, url = group.pins[0].title, group.pins[0].url
    if number > 1:
        text, url = (f"{number} × {text}" if len(titles) == 1 else words.entries(number)), ""
    return [TextLine(shorten(text, cap, SOFT), 0, "soft", text, url)]


def width(rows: Sequence[TextLine]) -> float:
    """Return how wide a label is."""
    return max(
        text_width(row.text, TITLE, 600) if row.style == "strong" else text_width(row.text, SOFT)
        for row in rows
    )


def moved(label: Label, y: float) -> Label:
    """Return a label that was written with y counted from the line, moved to where the line lies."""
    box = replace(label.box, top=label.box.top + y, bottom=label.box.bottom + y)
    return Label(box, tuple(replace(row, baseline=row.baseline + y) for row in label.lines), label.anchor)


def today(line: Timeline, at: Scale, words: Words, edge: float) -> list[tuple[Label, list[Spot]]]:
    """Return the word over today and the room it takes; nothing on the day of release."""
    if line.phase is Phase.TODAY:
        return []
    half = text_width(words.today, TITLE, 700) / 2
    left = max(4.0, min(at(line.dates.today) - half, edge - 4 - 2 * half))
    label = Label(Box(left, -60, left + 2 * half, -44), (TextLine(words.today, -48, "today"),), "middle")
    return [(label, [Spot(left, left + 2 * half, 0, 2, "middle")])]


def gate(line: Timeline, at: Scale, words: Words, edge: float) -> tuple[Label, list[Spot]]:
    """Return what stands over the gate, or over the open end, and the room it takes."""
    title, note = words.gate(line)
    size = max(text_width(title, GATE, 700), text_width(note, SOFT))
    if line.gate_on is None:
        rows = (TextLine(title, -44, "gate-text"), TextLine(note, -28, "soft"))
        left = edge - 24 - size
        label = Label(Box(left, -58, edge - 24, -22), tuple(row for row in rows if row.text), "end")
        return label, [Spot(left, edge - 24, 0, 2, "end")]
    x = at(line.gate_on)
    left = max(4.0, min(x - size / 2, edge - 4 - size))
    shift = left - (x - size / 2)
    anchor = "middle" if abs(shift) < 1 else "start" if shift > 0 else "end"
    high = -82 if note else -70
    rows = (TextLine(title, high, "gate-text"), TextLine(note, -66, "soft"))
    label = Label(Box(left, high - 15, left + size, -62), tuple(row for row in rows if row.text), anchor)
    return label, [Spot(x - 24, x + 24, 0, 1, "middle"), Spot(left, left + size, 1, 5, "middle")]
