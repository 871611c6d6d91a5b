"""Pure questions about paper: what stands on which page, and how large a box can be."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

T = TypeVar("T")

PEOPLE_ON_PAGE = 14
COLUMNS_ON_PAGE = 4
ROOM = 277.0
"""Millimetres between the margins of an A4 page on its side."""
NAME = 62.0
WIDEST_BOX, NARROWEST_BOX = 10.0, 6.4
GAP = 3.5
"""Between the boxes of two competencies."""
TYPED_BOX, TYPED_GROUP = 24.0, 48.0
TABLE_HEIGHT = 149.8
LOWEST_ROW, HIGHEST_ROW = 10.7, 15.0
NOTES_FROM = 48.0
"""What is left becomes a column for notes where it is wide enough to write in."""


@dataclass(frozen=True, slots=True)
class Widths:
    """Widths in millimetres: of a box, of the boxes of one competency, and of the column for notes (0: none)."""

    box: float
    group: float
    notes: float
    name: float


def pieces(rows: Sequence[T], most: int) -> Iterator[Sequence[T]]:
    """Yield the rows in parts of nearly the same size, none larger than `most`; at least one part."""
    parts = max(1, -(-len(rows) // most))
    size, more = divmod(len(rows), parts)
    start = 0
    for number in range(parts):
        end = start + size + (number < more)
        yield rows[start:end]
        start = end


def widths(columns: int, levels: int, *, typed: bool) -> Widths:
    """Return how the room of a page is shared out."""
    room = ROOM - NAME
    if typed:
        box, group = TYPED_BOX, min(TYPED_GROUP, room / columns - GAP)
    else:
        box = min(WIDEST_BOX, (room / columns - GAP) / levels)
        group = box * levels
    left = room - columns * (group + GAP)
    notes = left if left >= NOTES_FROM else 0.0
    return Widths(box=box, group=group, notes=notes, name=NAME if notes else NAME + left)


def row_height(people: int) -> float:
    """Return how high a row is: few people get more room to write."""
    return min(HIGHEST_ROW, max(LOWEST_ROW, TABLE_HEIGHT / max(1, people)))


_BULLETS = ("– ", "- ", "• ", "* ")
WIDE, LINES = 82, 30
"""About so many signs stand on a line of the letter in its largest type, and so many lines on its page."""


def letter_parts(text: str) -> list[dict[str, Any]]:
    """Return a letter's text as paragraphs and lists: a line that begins with a dash is a point of a list."""
    parts: list[dict[str, Any]] = []
    for line in (line.strip() for line in text.splitlines()):
        if not line:
            continue
        if line.startswith(_BULLETS):
            if not parts or parts[-1]["kind"] != "list":
                parts.append({"kind": "list", "lines": []})
            parts[-1]["lines"].append(line[2:].strip())
        else:
            parts.append({"kind": "text", "text": line})
    return parts


def letter_size(text: str) -> float:
    """Return the size of type with which a letter stays on one page."""
    lines = sum(1.6 + len(line) // WIDE for line in text.splitlines() if line.strip())
    return 13.0 if lines <= LINES * 0.72 else 11.5 if lines <= LINES else 10.0
