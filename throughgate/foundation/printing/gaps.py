"""Lines to write on where no font has a letter."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any

GAP = "____"


def with_gaps(data: Any, folders: Iterable[Path]) -> Any:
    """Return a template's data with every run of letters that no font of these folders has replaced by a line."""
    missing = _missing(tuple(folders))

    def fill(value: Any) -> Any:
        match value:
            case str():
                return missing.sub(GAP, value)
            case dict():
                return {key: fill(inner) for key, inner in value.items()}
            case list() | tuple():
                return [fill(inner) for inner in value]
        return value

    return fill(data)


@lru_cache(maxsize=1)
def _missing(folders: tuple[Path, ...]) -> re.Pattern[str]:
    """Return what matches a run of letters without a glyph; blanks within it belong to it."""
    from fontTools.ttLib import TTFont

    held: set[int] = {*b"\t\n\r", 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF}  # drawn by nobody
    for folder in folders:
        for file in sorted(folder.rglob("*.[to]tf")):
            with TTFont(file, lazy=True) as font:
                held.update(font.getBestCmap() or ())
    points = sorted(held)
    ranges: list[list[int]] = []
    for point in points:
        if ranges and ranges[-1][1] == point - 1:
            ranges[-1][1] = point
        else:
            ranges.append([point, point])
    one = "[^" + "".join(f"\\U{first:08x}-\\U{last:08x}" for first, last in ranges) + "]"
    return re.compile(f"{one}+(?:\\s+{one}+)*")
