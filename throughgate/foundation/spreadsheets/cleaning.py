"""Turn the raw text of a cell into text that can be shown and kept, and say what was odd about it."""

from __future__ import annotations

import functools
import re
import unicodedata
from typing import Final

from .damage import repair_letters
from .model import NO_MARKS, Cell, Mark

MOST_CHARACTERS: Final = 32_767  # what a spreadsheet can hold in one cell

_FORMULA: Final = re.compile(r"=|[@+\-]\s*[A-Za-z_]+\s*\(|@[A-Z]+\d")
_CONSTANT: Final = re.compile(r'="([^"=]*)"')
# As Excel and LibreOffice write them into text files, in English and German; "###": the column was too narrow.
_ERROR: Final = re.compile(
    r"#(N/?A|NV|REF!|BEZUG!|VALUE!|WERT!|DIV/0!|NAME\?|NUM!|ZAHL!|NULL!|SPILL!|[A-Z]+!|#{2,})|Err:\d{3}"
)
_SPACES: Final = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\t\x0b\x0c\x85]")
_INVISIBLE: Final = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff\u034f\u115f\u1160\u3164\uffa0]")
_HARMFUL: Final = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
_QUOTED: Final = ("'=", "'+", "'-", "'@", "'\t", "'\r")
# An apostrophe before digits is how a spreadsheet marks a number as text.
_DIGITS_AS_TEXT: Final = re.compile(r"['’](?=\d)")
# What a spreadsheet makes of a long number, its last digits gone: 2,0042E+20.
_SHORTENED: Final = re.compile(r"-?\d(?:[.,]\d+)?E\+\d{1,3}")
_MARKS_IN_A_ROW: Final = 5


@functools.lru_cache(maxsize=20_000)
def text_cell(raw: str) -> Cell:
    """Return a cell from text: composed, trimmed, without what cannot be seen.

    Letters that a wrong encoding garbled are repaired before anything is taken out. Text that a spreadsheet would
    run is kept as text and marked. The apostrophe that ``writing`` puts before such text is taken off again, as is
    the one of a spreadsheet before digits; ``="01234"`` (a constant, to keep the zero) gives ``01234``.
    """
    if raw.isascii() and raw.isprintable():
        text, marks = raw.strip(), set[Mark]()
    else:
        text, marks = _clean(raw)
    if text and text[0] in "#E" and _ERROR.fullmatch(text):
        return Cell("", text, frozenset(marks | {Mark.ERROR}))
    if text and text[0] in "'’=+-@":
        if text.startswith(_QUOTED) or _DIGITS_AS_TEXT.match(text):
            text = text[1:]
        if constant := _CONSTANT.fullmatch(text):
            text = constant[1].strip()
        elif _FORMULA.match(text):
            marks.add(Mark.FORMULA_TEXT)
    if "E+" in text and _SHORTENED.fullmatch(text):
        marks.add(Mark.IMPRECISE)
    return Cell(text, text or None, frozenset(marks) if marks else NO_MARKS)


def _clean(raw: str) -> tuple[str, set[Mark]]:
    marks: set[Mark] = set()
    if len(raw) > MOST_CHARACTERS:
        raw = raw[:MOST_CHARACTERS]
        marks.add(Mark.CUT)
    if repaired := repair_letters(raw):
        raw = repaired.text
        marks.add(Mark.GARBLED if repaired.is_sure else Mark.GUESSED_LETTERS)
    text = raw.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    text, harmful = _HARMFUL.subn("", text)
    text, piled = _without_piles(text)
    if harmful or piled:
        marks.add(Mark.CONTROL)
    text = _INVISIBLE.sub("", _SPACES.sub(" ", text))
    return unicodedata.normalize("NFC", text).strip(), marks


def _without_piles(text: str) -> tuple[str, bool]:
    """Drop combining marks beyond the fifth on one letter: composing a long run takes quadratic time."""
    if text.isascii() or not any(unicodedata.combining(letter) for letter in text):
        return text, False
    kept: list[str] = []
    run = 0
    for letter in text:
        run = run + 1 if unicodedata.combining(letter) else 0
        if run <= _MARKS_IN_A_ROW:
            kept.append(letter)
    return "".join(kept), len(kept) < len(text)
