"""Find a place for every label: rows beside the line, leaders that cross no text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

GAP = 10.0
LEAN = 6.0
_KEEP = 8  # arrangements followed at a time: enough to see a few labels ahead
_CROSSING = 60.0


@dataclass(frozen=True, slots=True)
class Wanted:
    """A label that looks for a place: where its marker is, how wide it is, how many rows it takes."""

    x: float
    width: float
    rows: int = 1


@dataclass(frozen=True, slots=True)
class Spot:
    """A place found: edges, first row, and how the text is set; `x` is the marker, if there is a leader."""

    left: float
    right: float
    row: int
    end: int
    anchor: str
    x: float | None = None


@dataclass(frozen=True, slots=True)
class Arrangement:
    """Spots in the order of what was wanted; `trouble` names those that lie deep or whose leaders cross."""

    spots: tuple[Spot, ...]
    trouble: tuple[int, ...]
    depth: int


def _crosses(a: Spot, b: Spot) -> bool:
    """Return whether the leader of a runs through the text of b."""
    return a.x is not None and b.row < a.row and b.left - 3 < a.x < b.right + 3


def _overlaps(a: Spot, b: Spot) -> bool:
    return a.row < b.end and b.row < a.end and a.left < b.right + GAP and b.left < a.right + GAP


def _choices(
    item: Wanted, left: float, right: float, depth: int, order: Sequence[tuple[str, float]]
) -> list[tuple[float, Spot]]:
    """Return the places a label could take, with what each costs."""
    found: list[tuple[float, Spot]] = []
    for anchor, cost in order:
        start = {
            "start": item.x - LEAN,
            "end": item.x + LEAN - item.width,
            "middle": item.x - item.width / 2,
        }[anchor]
        start = max(left, min(start, right - item.width))
        for row in range(depth - item.rows + 1):
            spot = Spot(start, start + item.width, row, row + item.rows, anchor, item.x)
            found.append((row * 4 + cost, spot))
    return found


def place(
    wanted: Sequence[Wanted],
    *,
    left: float,
    right: float,
    depth: int,
    order: Sequence[tuple[str, float]] = (("start", 0.0), ("end", 6.0)),
    fixed: Sequence[Spot] = (),
) -> Arrangement:
    """Place the labels, sorted by x, within `depth` rows if they fit, else in as many as are needed.

    Texts never overlap. A leader crosses a text only when there is no other way; such labels are named.
    """
    beam: list[tuple[float, tuple[Spot, ...], tuple[int, ...]]] = [(0.0, (), ())]
    # From the right: a label that starts at its marker must lie deeper than those it reaches over.
    for index in range(len(wanted) - 1, -1, -1):
        item = wanted[index]
        grown: list[tuple[float, tuple[Spot, ...], tuple[int, ...]]] = []
        rows = max(depth, item.rows)
        while not grown:
            for cost, spot in _choices(item, left, right, rows, order):
                for spent, spots, trouble in beam:
                    crossings = 0
                    for other in (*spots, *fixed):
                        if _overlaps(spot, other):
                            break
                        crossings += _crosses(spot, other) + _crosses(other, spot)
                    else:
                        bad = crossings or spot.end > depth
                        grown.append(
                            (
                                spent + cost + crossings * _CROSSING,
                                (spot, *spots),
                                (index, *trouble) if bad else trouble,
                            )
                        )
            rows += 2
        grown.sort(key=lambda state: state[0])
        beam = grown[:_KEEP]
    _, spots, trouble = beam[0]
    return Arrangement(spots, trouble, max((spot.end for spot in spots), default=0))
