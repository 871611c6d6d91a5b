"""Measure, shorten and wrap text as Source Sans sets it, without a browser."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

ELLIPSIS = "…"
# Kerning, hinting and a slightly wider substitute font may add a little.
RESERVE = 1.05
_FILES = {400: "SourceSansPro-Regular.ttf", 600: "SourceSansPro-Semibold.ttf", 700: "SourceSansPro-Bold.ttf"}
# Width in em of what the font has no glyph for: a wide guess is safe, a narrow one overlaps.
_FOREIGN, _WIDE = 0.75, 1.1


@lru_cache(maxsize=4)
def _advances(weight: int) -> dict[int, float]:
    """Return the advance width in em of every character the font covers (none if it is not installed)."""
    spec = find_spec("font_source_sans_pro")
    if spec is None or not spec.submodule_search_locations:
        return {}
    from fontTools.ttLib import TTFont

    path = Path(next(iter(spec.submodule_search_locations))) / "files" / _FILES[weight]
    with TTFont(path, lazy=True) as font:
        em = font["head"].unitsPerEm
        metrics = font["hmtx"].metrics
        return {code: metrics[name][0] / em for code, name in font.getBestCmap().items()}


@lru_cache(maxsize=8192)
def _advance(character: str, weight: int) -> float:
    category = unicodedata.category(character)
    if category in {"Mn", "Me", "Cf", "Cc"}:
        return 0.0
    known = _advances(weight).get(ord(character))
    if known is not None:
        return known
    return _WIDE if unicodedata.east_asian_width(character) in "WF" or ord(character) > 0xFFFF else _FOREIGN


def text_width(text: str, size: float, weight: int = 400) -> float:
    """Return the width in pixels that the text takes at most."""
    return sum(_advance(character, weight) for character in text) * size * RESERVE


def shorten(text: str, width: float, size: float, weight: int = 400) -> str:
    """Return the text, cut with an ellipsis if it is wider than `width` pixels."""
    if text_width(text, size, weight) <= width:
        return text
    room = width - text_width(ELLIPSIS, size, weight)
    used = 0.0
    for index, character in enumerate(text):
        used += text_width(character, size, weight)
        if used > room:
            return text[:index].rstrip(" ,;:-–·") + ELLIPSIS
    return text


def wrap(text: str, width: float, size: float, weight: int = 400, *, lines: int = 2) -> tuple[str, ...]:
    """Return the text broken at spaces into at most `lines` lines, the last one cut if need be."""
    rows: list[str] = []
    rest = text.split()
    while rest and len(rows) < lines - 1:
        row = rest.pop(0)
        while rest and text_width(f"{row} {rest[0]}", size, weight) <= width:
            row = f"{row} {rest.pop(0)}"
        rows.append(shorten(row, width, size, weight))
    if rest:
        rows.append(shorten(" ".join(rest), width, size, weight))
    return tuple(rows)
