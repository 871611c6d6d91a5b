"""Lay the path out from top to bottom, for a phone and for paper."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from throughgate.desk.path.drawing import Box, Drawing, Gate, Label, Stop, Stroke, TextLine, Words
from throughgate.desk.path.groups import LISTED, Group
from throughgate.desk.path.scale import Phase, Timeline, read
from throughgate.desk.path.wide import with_milestones
from throughgate.foundation.charts.pins import PathDates, Pin
from throughgate.foundation.charts.text import shorten, text_width, wrap

WIDTH = 360.0
SPINE, TEXT, RIGHT = 30.0, 58.0, 348.0
TITLE, SOFT, GATE = 15.0, 13.5, 17.0
LEADING = 18.0
CROWD = 22


@dataclass(slots=True)
class _Row:
    """One thing on the way down: an end, today, the gate, or a group of pins."""

    on: date
    what: str
    rows: list[TextLine] = field(default_factory=list)
    group: Group | None = None
    y: float = 0.0

    @property
    def rank(self) -> tuple[date, int]:
        # On one day: the start, then what happened, then today, the gate, what follows.
        return self.on, {"start": 0, "before": 1, "today": 2, "gate": 3, "group": 4, "end": 5}[self.what]


def _groups(pins: Iterable[Pin], line: Timeline, alone: Collection[Pin]) -> list[Group]:
    """Return the pins by day, then neighbours joined until a phone can hold them."""
    edges = [day for day in (line.dates.today, line.gate_on) if day]
    groups: list[Group] = []
    for pin in sorted(pins, key=lambda pin: pin.order):
        part = sum(pin.on >= edge for edge in edges)
        if groups and groups[-1].pins[0].on == pin.on and pin not in alone:
            groups[-1] = groups[-1].joined(Group((pin,), 0, 0, part))
        else:
            groups.append(Group((pin,), 0, 0, part))
    while len(groups) > CROWD:
        pairs = [
            # What lies behind is joined before what lies ahead.
            (left.span[1] >= line.dates.today, (right.span[1] - left.span[0]).days, index)
            for index, (left, right) in enumerate(pairwise(groups))
            if left.part == right.part and not any(pin in alone for pin in (*left.pins, *right.pins))
        ]
        if not pairs:
            break
        index = min(pairs)[2]
        groups[index : index + 2] = [groups[index].joined(groups[index + 1])]
    return groups


def _texts(group: Group, words: Words, today: date) -> list[TextLine]:
    first, last = group.span
    room = RIGHT - TEXT
    day = words.day(first, today) if first == last else words.span(first, last, today)
    if len(group.pins) > LISTED:
        titles = {pin.title for pin in group.pins}
        number = len(group.pins)
        text = f"{number} × {group.pins[0].title}" if len(titles) == 1 else words.entries(number)
        rows = [TextLine(shorten(text, room, TITLE, 600), 0, "strong", text)]
    else:
        rows = [
            TextLine(text, 0, "strong", pin.title, pin.url)
            for pin in group.pins
            for text in wrap(pin.title, room, TITLE, 600)
        ]
    detail = group.pins[0].detail if len(group.pins) == 1 else ""
    note = f"{day}, {detail}" if detail else day
    return [*rows, *(TextLine(text, 0, "soft", note) for text in wrap(note, room, SOFT))]


def _way(line: Timeline, pins: Iterable[Pin], words: Words, alone: Collection[Pin]) -> list[_Row]:
    """Return everything on the way, in order."""
    today = line.dates.today
    room = RIGHT - TEXT
    way = []
    for group in _groups(pins, line, alone):
        what = "before" if group.part == 0 else "group"
        way.append(_Row(group.span[0], what, _texts(group, words, today), group))
    if line.phase is not Phase.TODAY:
        text = f"{words.today}, {words.day(today, today)}"
        way.append(_Row(today, "today", [TextLine(shorten(text, room, TITLE, 700), 0, "today")]))
    title, note = words.gate(line)
    rows = [TextLine(text, 0, "gate-text", title) for text in wrap(title, room, GATE, 700)]
    rows += [TextLine(text, 0, "soft", note) for text in wrap(note, room, SOFT)]
    if line.gate_on:
        way.append(_Row(line.gate_on, "gate", rows))
    else:
        way.append(_Row(line.end_on, "end", rows))
    return sorted(way, key=lambda row: row.rank)


def _space(before: _Row | None, row: _Row) -> float:
    """Return the empty room before a row: more when more time passes, never much."""
    if before is None:
        return 8.0
    days = (row.on - before.on).days
    room = 12.0 + min(34.0, math.sqrt(days) * 2.4)
    return room + (14 if "gate" in (row.what, before.what) else 0)


def tall(dates: PathDates, pins: Iterable[Pin], words: Words) -> Drawing:
    """Return the path as a tall drawing; later days never lie higher up."""
    line = read(dates, pins := list(pins))
    every = with_milestones(line, pins, words)
    way = _way(line, every, words, set(every) - set(pins))
    cursor = 10.0
    before: _Row | None = None
    stops: list[Stop] = []
    labels: list[Label] = []
    for row in way:
        cursor += _space(before, row)
        row.y = cursor + (LEADING - 4) / 2 + (6 if row.what == "gate" else 0)
        lines, base = [], cursor + 13
        for text in row.rows:
            lines.append(TextLine(text.text, base, text.style, text.full, text.url))
            base += LEADING + (2 if text.style == "gate-text" else 0)
        end = base - LEADING + 5
        width = max((_measured(text) for text in lines), default=0)
        label = Label(Box(TEXT, cursor - 3, min(TEXT + width, RIGHT), end), tuple(lines))
        if row.group:
            stops.append(Stop(SPINE, row.y, row.group.pins, label))
        else:
            labels.append(label)
        cursor, before = end, row
    height = cursor + (26 if line.phase in {Phase.UNKNOWN, Phase.OVERDUE} else 16)
    gate = next((row.y for row in way if row.what == "gate"), None)
    here = next((row.y for row in way if row.what == "today"), gate or 10.0)
    strokes = _spine(line, here, gate, height - 8)
    if line.phase is not Phase.TODAY:
        strokes.append(Stroke(SPINE - 12, here, SPINE + 18, here, "today-line"))
    return Drawing(
        width=WIDTH,
        height=height,
        line=line,
        strokes=tuple(strokes),
        stops=tuple(stops),
        labels=tuple(labels),
        maybe=_maybe(line, way),
        gate=Gate(SPINE, gate, line.sure) if gate is not None else None,
    )


def _measured(text: TextLine) -> float:
    size, weight = {"strong": (TITLE, 600), "today": (TITLE, 700), "gate-text": (GATE, 700)}.get(
        text.style, (SOFT, 400)
    )
    return text_width(text.text, size, weight)


def _spine(line: Timeline, here: float, gate: float | None, bottom: float) -> list[Stroke]:
    """Return the path itself, downwards."""
    top = 8.0
    pieces: list[tuple[float, float, str]]
    if line.phase is Phase.RELEASED and gate is not None:
        pieces = [
            (top, gate - 22, "line-past"),
            (gate + 14, here, "line-lived"),
            (here + 10, bottom, "line-after"),
        ]
    elif line.phase in {Phase.AHEAD, Phase.TODAY} and gate is not None:
        past = here if line.phase is Phase.AHEAD else gate - 22
        pieces = [(top, past, "line-past")]
        if line.phase is Phase.AHEAD:
            pieces.append((here + 10, gate - 24, "line-ahead"))
        pieces.append((gate + 16, bottom, "line-after" if line.sure else "line-open"))
    else:
        pieces = [(top, here, "line-past"), (here + 10, bottom, "line-open")]
    return [Stroke(SPINE, y1, SPINE, y2, style) for y1, y2, style in pieces if y2 > y1]


def _maybe(line: Timeline, way: list[_Row]) -> Box | None:
    """Return the band of days on which the release may fall, between the rows it lies between."""
    if line.maybe is None:
        return None

    def at(day: date) -> float:
        earlier = [row for row in way if row.on <= day]
        later = [row for row in way if row.on >= day]
        if not earlier or not later:
            return (later or earlier)[0 if later else -1].y
        low, high = earlier[-1], later[0]
        if low.on == high.on:
            return low.y
        return low.y + (high.y - low.y) * (day - low.on).days / (high.on - low.on).days

    return Box(SPINE - 20, at(line.maybe[0]), SPINE + 20, at(line.maybe[1]))
