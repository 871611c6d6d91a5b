"""What a cell of a sheet in a spreadsheet says: a level, "not observed", nothing, or why it is refused."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from throughgate.person.observations.rules.scales import Scale

NOT_OBSERVED = frozenset({"-", "–", "—", "n", "n.b.", "n/o"})
REFUSING = {"formula": "formula", "no_result": "formula", "merged": "merged", "error": "error"}
"""Marks of a cell that nobody typed as it stands."""


@dataclass(frozen=True, slots=True)
class Said:
    """What a cell says; `is_said` is False for an empty one, which changes nothing."""

    level: int | None = None
    is_said: bool = False
    refused: str = ""


def read_cell(text: str, marks: Iterable[str], scale: Scale) -> Said:
    """Return what one cell says. A level is a whole number of the scale, never rounded."""
    for mark in sorted(str(mark) for mark in marks):
        if mark in REFUSING:
            return Said(refused=REFUSING[mark])
    text = text.strip()
    if not text:
        return Said()
    if text.casefold() in NOT_OBSERVED:
        return Said(None, is_said=True)
    whole = text[:-2] if text.endswith((".0", ",0")) else text
    if not (whole.isascii() and whole.isdecimal() and len(whole) < 4):
        return Said(refused="not_a_level")
    level = int(whole)
    return Said(level, is_said=True) if level in scale else Said(refused="outside_scale")
