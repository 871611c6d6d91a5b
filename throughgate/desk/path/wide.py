"""Lay the path out from left to right, as it stands on a wide page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from throughgate.desk.path.drawing import Box, Drawing, Gate, Label, Stop, Stroke, TextLine, Words
from throughgate.desk.path.groups import LISTED, Group, gather, join
from throughgate.desk.path.places import Arrangement, Spot, Wanted, place
from throughgate.desk.path.scale import Phase, Scale, Timeline, read, scale
from throughgate.desk.path.ticks import ticks
from throughgate.foundation.charts.pins import PathDates, Pin
from throughgate.foundation.charts.text import shorten, text_width

WIDTH = 1180.0
EDGE = 24.0
TITLE, SOFT, GATE = 13.0, 12.0, 15.0
BELOW_PITCH, ABOVE_PITCH = 40.0, 17.0
BELOW_DEPTH, ABOVE_DEPTH = 5, 5
BELOW_CAP, ABOVE_CAP = 190.0, 120.0
MARKERS_APART, CROWD = 18.0, 20


def is_above(pin: Pin, line: Timeline) -> bool:
    """Return whether a pin tells what happened (above the line) rather than what is to do (below)."""
    if pin.kind in {"late", "milestone"}:
        return False
    return pin.on < line.dates.today and (pin.kind != "due" or pin.state == "done")


def with_milestones(line: Timeline, pins: Iterable[Pin], words: Words) -> list[Pin]:
    """Return the pins with the follow-ups that the release date gives."""
    follow = [Pin(on=day, kind="milestone", title=words.milestone(key)) for key, day in line.milestones]
    return [*pins, *follow]


def _texts(group: Group, words: Words, line: Timeline, cap: float) -> list[TextLine]:
    """Return the lines of a label below the path: titles, then the day and the detail."""
    today = line.dates.today
    first, last = group.span
    day = words.day(first, today) if first == last else words.span(first, last, today)
    if len(group.pins) > LISTED:
        return [
            TextLine(words.entries(len(group.pins)), 0, "strong"),
            TextLine(shorten(day, cap, SOFT), 0, "soft"),
        ]
    rows = [
        TextLine(shorten(pin.title, cap, TITLE, 600), 0, "strong", pin.title, pin.url) for pin in group.pins
    ]
    detail = group.pins[0].detail if len(group.pins) == 1 else ""
    note = f"{day}, {detail}" if detail else day
    return [*rows, TextLine(shorten(note, cap, SOFT), 0, "soft", note)]


def _short(group: Group, words: Words) -> TextLine:
    """Return the one line of a label above the path."""
    titles = {pin.title for pin in group.pins}
    number = len(group.pins)
    if number == 1:
        pin = group.pins[0]
        return TextLine(shorten(pin.title, ABOVE_CAP, SOFT), 0, "soft", pin.title, pin.url)
    text = f"{number} × {next(iter(titles))}" if len(titles) == 1 else words.entries(number)
    return TextLine(shorten(text, ABOVE_CAP, SOFT), 0, "soft", text)


def _width(rows: Sequence[TextLine]) -> float:
    return max(
        text_width(row.text, TITLE if row.style == "strong" else SOFT, 600 if row.style == "strong" else 400)
        for row in rows
    )


def _settle(
    groups: list[Group],
    texts: dict[tuple[Pin, ...], list[TextLine]],
    words: Words,
    line: Timeline,
    *,
    above: bool,
    fixed: Sequence[Spot],
) -> tuple[list[Group], Arrangement]:
    """Place the labels of one side, joining neighbours until it is calm."""
    depth = ABOVE_DEPTH if above else BELOW_DEPTH
    while True:
        wanted = []
        for group in groups:
            rows = texts.get(group.pins)
            if rows is None:
                rows = [_short(group, words)] if above else _texts(group, words, line, BELOW_CAP)
                texts[group.pins] = rows
            wanted.append(Wanted(group.x, _width(rows), 1 if len(rows) < LISTED else 2))
        found = place(
            wanted,
            left=EDGE - 14,
            right=WIDTH - EDGE + 14,
            depth=depth,
            fixed=fixed,
            order=("middle", "end", "start") if above else ("start", "end"),
        )
        joined = join(groups, found.trouble, 200.0) if found.trouble else None
        if joined is None:
            return groups, found
        groups = joined


def _gather(pins: list[Pin], at: Scale, line: Timeline) -> list[Group]:
    """Return groups of which no more than a crowd remain, so that placing stays quick."""
    bounds = [day for day in (line.dates.today, line.gate_on) if day]
    near = MARKERS_APART
    while True:
        groups = gather(pins, at, bounds, near)
        if len(groups) <= CROWD:
            return groups
        near *= 1.4


def _fixed(line: Timeline, at: Scale, words: Words) -> tuple[list[Label], list[Spot]]:
    """Return the labels of today and the gate, with y counted from the line, and the room they take above."""
    labels: list[Label] = []
    spots: list[Spot] = []
    if line.phase is not Phase.TODAY:
        x = at(line.dates.today)
        half = text_width(words.today, TITLE, 700) / 2
        x0 = max(4.0, min(x - half, WIDTH - 4 - 2 * half))
        box = Box(x0, -60, x0 + 2 * half, -44)
        labels.append(Label(box, (TextLine(words.today, -48, "today"),), "middle"))
        spots.append(Spot(box.left, box.right, 0, 2, "middle"))
    title, note = words.gate(line)
    width = max(text_width(title, GATE, 700), text_width(note, SOFT))
    if line.gate_on:
        x = at(line.gate_on)
        x0 = max(4.0, min(x - width / 2, WIDTH - 4 - width))
        spots.append(Spot(x - 24, x + 24, 0, 1, "middle"))
        spots.append(Spot(x0, x0 + width, 1, 5, "middle"))
        rows = (TextLine(title, -82, "gate-text"), TextLine(note, -66, "soft"))
        anchor = "start" if x0 > x - width / 2 + 1 else "end" if x0 < x - width / 2 - 1 else "middle"
        labels.append(Label(Box(x0, -97, x0 + width, -62), tuple(row for row in rows if row.text), anchor))
    else:
        box = Box(WIDTH - EDGE - width, -60, WIDTH - EDGE, -22)
        rows = (TextLine(title, -44, "gate-text"), TextLine(note, -28, "soft"))
        spots.append(Spot(box.left, box.right, 0, 2, "end"))
        labels.append(Label(box, tuple(row for row in rows if row.text), "end"))
    return labels, spots


def _line(line: Timeline, at: Scale, y: float) -> list[Stroke]:
    """Return the path itself: solid where it lies behind, dotted ahead, open where the end is not known."""
    start, today, end = at(line.start_on), at(line.dates.today), at(line.end_on)
    strokes: list[Stroke] = []
    gate = at(line.gate_on) if line.gate_on else None
    if line.phase is Phase.RELEASED and gate is not None:
        strokes += [Stroke(start, y, gate - 12, y, "line-past"), Stroke(gate + 12, y, today, y, "line-lived")]
        strokes.append(Stroke(today + 10, y, end, y, "line-after"))
    elif line.phase in {Phase.AHEAD, Phase.TODAY} and gate is not None:
        strokes.append(Stroke(start, y, today - (12 if line.phase is Phase.TODAY else 0), y, "line-past"))
        if gate > today:
            strokes.append(Stroke(today + 10, y, gate - 8, y, "line-ahead"))
        strokes.append(Stroke(gate + 12, y, end, y, "line-after" if line.sure else "line-open"))
    else:
        strokes += [Stroke(start, y, today, y, "line-past"), Stroke(today + 10, y, end, y, "line-open")]
    return [stroke for stroke in strokes if stroke.x2 > stroke.x1]


def wide(dates: PathDates, pins: Iterable[Pin], words: Words) -> Drawing:
    """Return the path as a wide drawing; it grows in height with what there is to say."""
    line = read(dates, pins := list(pins))
    at = scale(line, EDGE, WIDTH - EDGE)
    every = with_milestones(line, pins, words)
    labels, spots = _fixed(line, at, words)
    texts: dict[tuple[Pin, ...], list[TextLine]] = {}
    upper, above = _settle(
        _gather([pin for pin in every if is_above(pin, line)], at, line),
        texts,
        words,
        line,
        above=True,
        fixed=spots,
    )
    lower, below = _settle(
        _gather([pin for pin in every if not is_above(pin, line)], at, line),
        texts,
        words,
        line,
        above=False,
        fixed=(),
    )
    y = 16 + max(98.0 if line.gate_on else 64.0, 34 + above.depth * ABOVE_PITCH)
    stops: list[Stop] = []
    for group, spot in zip(upper, above.spots, strict=True):
        base = y - 36 - ABOVE_PITCH * spot.row
        rows = tuple(TextLine(t.text, base, t.style, t.full, t.url) for t in texts[group.pins])
        box = Box(spot.left, base - 12.5, spot.right, base + 4)
        lead = Stroke(group.x, base + 5, group.x, y - 29, "lead") if spot.row else None
        stops.append(Stop(group.x, y - 20, group.pins, Label(box, rows, spot.anchor), lead))
    bottom = y + 38
    for group, spot in zip(lower, below.spots, strict=True):
        top = y + 42 + BELOW_PITCH * spot.row
        rows = tuple(
            TextLine(t.text, top + 12 + 16 * number, t.style, t.full, t.url)
            for number, t in enumerate(texts[group.pins])
        )
        box = Box(spot.left, top, spot.right, top + 4 + 16 * len(rows))
        bottom = max(bottom, box.bottom)
        stops.append(
            Stop(
                group.x,
                y,
                group.pins,
                Label(box, rows, spot.anchor),
                Stroke(group.x, y + 8, group.x, top - 1, "lead"),
            )
        )
    marks, months = ticks(at, line.start_on, line.end_on, y, words, left=4, right=WIDTH - 4)
    strokes = _line(line, at, y)
    if line.phase is not Phase.TODAY:
        strokes.append(Stroke(at(dates.today), y - 42, at(dates.today), y + 10, "today-line"))
    maybe = line.maybe
    return Drawing(
        width=WIDTH,
        height=bottom + 12,
        line=line,
        strokes=tuple(strokes),
        stops=tuple(stops),
        labels=tuple(_moved(label, y) for label in labels) + tuple(months),
        ticks=tuple(marks),
        maybe=Box(at(maybe[0]), y - 42, at(maybe[1]), y + 36) if maybe else None,
        gate=Gate(at(line.gate_on), y, line.sure) if line.gate_on else None,
    )


def _moved(label: Label, y: float) -> Label:
    box = Box(label.box.left, label.box.top + y, label.box.right, label.box.bottom + y)
    rows = tuple(TextLine(t.text, t.baseline + y, t.style, t.full, t.url) for t in label.lines)
    return Label(box, rows, label.anchor)
