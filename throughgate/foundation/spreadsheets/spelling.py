"""Bring headings as people write them ("Geb.-Dat.", "Entl. fr?hest.", "GebDatum") into one spelling, and look for words in them."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterable
from typing import Final, NamedTuple

from .damage import repair_mojibake

_LOST: Final = re.compile("[?\ufffd]+(?=[^\\W\\d_])|(?<=[^\\W\\d_])\ufffd+")
_CAMEL: Final = re.compile(r"(?<=[^\W\d_A-ZÄÖÜ])(?=[A-ZÄÖÜ])")
_TOKEN: Final = re.compile(r"([a-z?]+|\d+)(\.?)")
_UMLAUT: Final = re.compile(r"([aou])e")
_PLAIN: Final = str.maketrans(
    {"ł": "l", "đ": "d", "ø": "o", "æ": "a", "ı": "i", "þ": "t", "ð": "d", "œ": "o"}
)
_LOST_LETTERS: Final = ("a", "o", "u", "e", "ss", "")
"""What a question mark inside a word may have been."""


class Words(NamedTuple):
    """A heading taken apart: small letters, "?" for a lost one; ``short`` where a full stop follows."""

    tokens: tuple[str, ...]
    short: tuple[bool, ...]

    @property
    def joined(self) -> str:
        """Return the words without gaps."""
        return "".join(self.tokens)


@functools.lru_cache(maxsize=5_000)
def take_apart(heading: str, *, camel: bool = True) -> Words:
    """Return the words of a heading in one spelling: ä, ae and a are one letter, ß is ss.

    ``camel``: "GebDatum" is two words; "StA" is then two as well.
    """
    text = _LOST.sub("\ufffd", repair_mojibake(heading) or heading)
    if camel:
        text = _CAMEL.sub(" ", text)
    text = unicodedata.normalize("NFKD", text.casefold())
    text = "".join(letter for letter in text if not unicodedata.combining(letter))
    text = text.translate(_PLAIN).replace("?", " ").replace("\ufffd", "?")
    text = _UMLAUT.sub(r"\1", text)
    found = _TOKEN.findall(text)
    return Words(tuple(token for token, _ in found), tuple(bool(stop) for _, stop in found))


@functools.lru_cache(maxsize=5_000)
def spellings(heading: str) -> tuple[str, ...]:
    """Return every way to read a heading, words with one space between: as one word or two, lost letters tried."""
    plain = {" ".join(take_apart(heading, camel=camel).tokens) for camel in (True, False)}
    return tuple(sorted({text.replace("?", letter) for text in plain for letter in _LOST_LETTERS}))


class WordList:
    """Words to look for in headings, written as they are in a dictionary.

    "tat" is the whole word; "straf-" begins one, "-gericht" ends one, "-delikt-" stands anywhere in one. Several
    words ("date of sentence") stand side by side. ``apart_from`` are words in the same notation that are no such
    words though they look so.
    """

    def __init__(self, words: Iterable[str], apart_from: Iterable[str] = ()) -> None:
        self._words = _pattern(words)
        self._apart_from = _pattern(apart_from)

    def is_in(self, heading: str) -> bool:
        """Tell whether one of the words stands in the heading."""
        return any(self._words.search(self._apart_from.sub(" ", text)) for text in spellings(heading))


def _pattern(words: Iterable[str]) -> re.Pattern[str]:
    parts = []
    for word in words:
        before = "" if word.startswith("-") else r"\b"
        after = "" if word.endswith("-") else r"\b"
        plain = re.escape(" ".join(take_apart(word.strip("-"), camel=False).tokens))
        parts.append(f"{before}{plain}{after}")
    return re.compile("|".join(parts) or r"(?!)")
