"""What a cell of a sheet in a spreadsheet says: a level, "not observed", nothing, or why it is refused."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from throughgate.person.observations.rules.scales import NotALevel, Scale, read_level

REFUSING = {"formula": "formula", "no_result": "formula", "merged": "merged", "error": "error"}
"""Marks of a cell that nobody typed as it stands."""


@dataclass(frozen=True, slots=True)
class Said:
    """What a cell says; `is_said` is False for an empty one, which changes nothing."""

    level: int | None = None
    is_said: bool = False
    refused: str = ""


def read_cell(text: str, marks: Iterable[str], scale: Scale) -> Said:
    """Return what one cell says; an empty one says nothing."""
    for mark in sorted(str(mark) for mark in marks):
        if mark in REFUSING:
            return Said(refused=REFUSING[mark])
    if not text.strip():
        return Said()
    try:
        return Said(read_level(text, scale), is_said=True)
    except NotALevel as error:
        return Said(refused=error.code)
