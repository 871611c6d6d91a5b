"""Lay the path out from left to right, as it stands on a wide page."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from throughgate.desk.path import captions
from throughgate.desk.path.drawing import Box, Drawing, Gate, Label, Stop, Stroke, TextLine, Words
from throughgate.desk.path.groups import APART, LISTED, Group, gather, join
from throughgate.desk.path.places import Arrangement, Spot, Wanted, place
from throughgate.desk.path.scale import Phase, Scale, Timeline, read, scale
from throughgate.desk.path.ticks import ticks
from throughgate.foundation.charts.pins import PathDates, Pin

WIDTH, MIDDLE = 1180.0, 780.0  # a desk; a tablet or a printed page
EDGE = 24.0
BELOW_PITCH, ABOVE_PITCH = 40.0, 17.0
CROWD = 16  # so many markers stay readable on one side; placing them takes some 20 ms


@dataclass(frozen=True, slots=True)
class Side:
    """How labels are set on one side of the line: rows, widths to try, how they hang and what that costs."""

    depth: int
    caps: tuple[float, ...]
    order: tuple[tuple[str, float], ...]


ABOVE = Side(5, (120.0,), (("middle", 0.0), ("end", 1.5), ("start", 3.0)))
# A further row costs 4: hanging to the left is for labels that save more than one.
BELOW = Side(5, (190.0, 140.0), (("start", 0.0), ("end", 6.0)))


def with_milestones(line: Timeline, pins: Iterable[Pin], words: Words) -> list[Pin]:
    """Return the pins with the follow-ups that the release date gives, where no pin stands for one."""
    pins = list(pins)
    told = {pin.on for pin in pins if pin.kind == "milestone"}
    follow = [
        Pin(on=day, kind="milestone", title=words.milestone(key))
        for key, day in line.milestones
        if day not in told
    ]
    return [*pins, *follow]


def _is_above(pin: Pin, line: Timeline, at: Scale) -> bool:
    """Return whether a pin tells what happened (above the line) rather than what is to do (below)."""
    if pin.kind in {"late", "milestone"} or pin.on >= line.dates.today:
        return False
    if pin.kind == "due" and pin.state != "done":
        return False
    # Right behind the gate its own words need the room above.
    return not (line.gate_on and line.gate_on <= pin.on and at(pin.on) - at(line.gate_on) < 110)


def _settle(
    groups: list[Group],
    side: Side,
    write: Callable[[Group, float], list[TextLine]],
    *,
    edge: float,
    fixed: Sequence[Spot] = (),
    alone: Collection[Pin] = (),
) -> tuple[list[Group], list[list[TextLine]], Arrangement]:
    """Place the labels of one side: shorter labels, then joined neighbours, until it is calm."""
    caps = list(side.caps)
    while True:
        texts = [write(group, caps[0]) for group in groups]
        wanted = [
            Wanted(group.x, captions.width(rows), 1 if len(rows) < LISTED else 2)
            for group, rows in zip(groups, texts, strict=True)
        ]
        found = place(wanted, left=10, right=edge - 10, depth=side.depth, order=side.order, fixed=fixed)
        if not found.trouble:
            return groups, texts, found
        if len(caps) > 1:
            caps.pop(0)
            continue
        joined = join(groups, found.trouble, 200.0, alone)
        if joined is None:
            return groups, texts, found
        groups = joined


def _gather(pins: list[Pin], at: Scale, line: Timeline, alone: Collection[Pin]) -> list[Group]:
    """Return groups of which no more than a crowd remain."""
    bounds = [day for day in (line.dates.today, line.gate_on) if day]
    near = APART
    while len(groups := gather(pins, at, bounds, near, alone)) > CROWD:
        near *= 1.4
    return groups


def _line(line: Timeline, at: Scale, y: float) -> list[Stroke]:
    """Return the path itself: solid where it lies behind, dotted ahead, open where the end is not known."""
    start, today, end = at(line.start_on), at(line.dates.today), at(line.end_on)
    gate = at(line.gate_on) if line.gate_on else None
    pieces: list[tuple[float, float, str]]
    if line.phase is Phase.RELEASED and gate is not None:
        pieces = [(start, gate, "line-past"), (gate, today, "line-lived"), (today + 10, end, "line-after")]
    elif line.phase in {Phase.AHEAD, Phase.TODAY} and gate is not None:
        after = "line-after" if line.sure else "line-open"
        pieces = [(start, today, "line-past"), (today + 10, gate, "line-ahead"), (gate + 10, end, after)]
    else:
        pieces = [(start, today, "line-past"), (today + 10, end, "line-open")]
    return [Stroke(x1, y, x2, y, style) for x1, x2, style in pieces if x2 > x1]


def _stops_above(
    groups: list[Group], texts: list[list[TextLine]], found: Arrangement, y: float
) -> list[Stop]:
    stops = []
    for group, rows, spot in zip(groups, texts, found.spots, strict=True):
        base = y - 36 - ABOVE_PITCH * spot.row
        label = Label(
            Box(spot.left, base - 12.5, spot.right, base + 4),
            tuple(replace(row, baseline=base) for row in rows),
            spot.anchor,
        )
        lead = Stroke(group.x, base + 5, group.x, y - 29, "lead") if spot.row else None
        stops.append(Stop(group.x, y - 20, group.pins, label, lead))
    return stops


def _stops_below(
    groups: list[Group], texts: list[list[TextLine]], found: Arrangement, y: float
) -> list[Stop]:
    stops = []
    for group, rows, spot in zip(groups, texts, found.spots, strict=True):
        top = y + 42 + BELOW_PITCH * spot.row
        label = Label(
            Box(spot.left, top, spot.right, top + 4 + 16 * len(rows)),
            tuple(replace(row, baseline=top + 12 + 16 * number) for number, row in enumerate(rows)),
            spot.anchor,
        )
        lead = Stroke(group.x, y + 8, group.x, top - 1, "lead")
        stops.append(Stop(group.x, y, group.pins, label, lead))
    return stops


def wide(dates: PathDates, pins: Iterable[Pin], words: Words, width: float = WIDTH) -> Drawing:
    """Return the path as a wide drawing; it grows in height with what there is to say."""
    line = read(dates, pins := list(pins))
    at = scale(line, EDGE, width - EDGE)
    every = with_milestones(line, pins, words)
    alone = set(every) - set(pins)
    told = [*captions.today(line, at, words, width), captions.gate(line, at, words, width)]
    upper, upper_texts, above = _settle(
        _gather([pin for pin in every if _is_above(pin, line, at)], at, line, alone),
        ABOVE,
        lambda group, cap: captions.above(group, words, cap),
        edge=width,
        fixed=[spot for _, spots in told for spot in spots],
    )
    lower, lower_texts, below = _settle(
        _gather([pin for pin in every if not _is_above(pin, line, at)], at, line, alone),
        BELOW,
        lambda group, cap: captions.below(group, words, dates.today, cap),
        edge=width,
        alone=alone,
    )
    y = 16 + max(98.0 if line.gate_on else 64.0, 34 + above.depth * ABOVE_PITCH)
    stops = _stops_above(upper, upper_texts, above, y) + _stops_below(lower, lower_texts, below, y)
    marks, months = ticks(at, line.start_on, line.end_on, y, words, left=4, right=width - 4)
    strokes = _line(line, at, y)
    if line.phase is not Phase.TODAY:
        strokes.append(Stroke(at(dates.today), y - 42, at(dates.today), y + 10, "today-line"))
    maybe = line.maybe
    bottoms = [stop.label.box.bottom for stop in stops if stop.label]
    return Drawing(
        width=width,
        height=max(y + 38, *bottoms, 0) + 12,
        line=line,
        strokes=tuple(strokes),
        stops=tuple(stops),
        labels=(*(captions.moved(label, y) for label, _ in told), *months),
        ticks=tuple(marks),
        maybe=Box(at(maybe[0]), y - 42, at(maybe[1]), y + 36) if maybe else None,
        gate=Gate(at(line.gate_on), y, line.sure) if line.gate_on else None,
    )
