"""Find a place for every label: rows beside the line, leaders that cross no text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from math import inf
from operator import or_
from typing import NamedTuple

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


class _State(NamedTuple):
    """An arrangement on its way; of two that cost the same the earlier choice goes first, then the cheaper parent."""

    cost: float = 0.0
    choice: int = 0
    parent: int = 0
    spots: tuple[Spot, ...] = ()
    trouble: tuple[int, ...] = ()
    taken: int = 0
    """The bits of its spots."""


def _beside(spot: Spot, others: Mapping[int, Spot]) -> tuple[int, int]:
    """Return the bits of others whose texts a label overlaps, and of those where a leader runs through a text."""
    left, right, row, end, x = spot.left, spot.right, spot.row, spot.end, spot.x
    overlapping = crossing = 0
    for bit, other in others.items():
        if row < other.end and other.row < end and left < other.right + GAP and other.left < right + GAP:
            overlapping |= bit
        if other.row < row:
            if x is not None and other.left - 3 < x < other.right + 3:
                crossing |= bit
        elif row < other.row and other.x is not None and left - 3 < other.x < right + 3:
            crossing |= bit
    return overlapping, crossing


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
    known = {1 << number: spot for number, spot in enumerate(fixed)}
    beam = [_State(taken=sum(known))]
    # From the right: a label that starts at its marker must lie deeper than those it reaches over.
    for index in range(len(wanted) - 1, -1, -1):
        rows = max(depth, wanted[index].rows)
        while not (
            grown := _grown(beam, known, index, _choices(wanted[index], left, right, rows, order), depth)
        ):
            rows += 2
        beam = grown
        taken = reduce(or_, (state.taken for state in beam))
        known = {bit: spot for bit, spot in known.items() if bit & taken}
    best = beam[0]
    return Arrangement(best.spots, best.trouble, max((spot.end for spot in best.spots), default=0))


def _grown(
    beam: Sequence[_State],
    known: dict[int, Spot],
    index: int,
    choices: Sequence[tuple[float, Spot]],
    depth: int,
) -> list[_State]:
    """Return the best arrangements with one label more; what it tried becomes `known` by its bit."""
    grown: list[_State] = []
    others = dict(known)
    bit = max(known, default=1)
    for choice, (cost, spot) in sorted(enumerate(choices), key=lambda each: each[1][0]):
        most = grown[-1].cost - cost if len(grown) == _KEEP else inf
        if beam[0].cost > most:
            break  # nor any after it: they are dearer
        # Held against the others once, whichever of them an arrangement has.
        overlapping, crossing = _beside(spot, others)
        bit <<= 1
        known[bit] = spot
        for parent, state in enumerate(beam):
            if state.cost > most:
                break
            if not state.taken & overlapping:
                crossings = (state.taken & crossing).bit_count()
                total = state.cost + cost + crossings * _CROSSING
                bad = crossings or spot.end > depth
                trouble = (index, *state.trouble) if bad else state.trouble
                grown.append(_State(total, choice, parent, (spot, *state.spots), trouble, state.taken | bit))
        grown.sort()
        del grown[_KEEP:]
    return grown
