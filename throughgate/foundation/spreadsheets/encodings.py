"""Find out in which encoding a file of text was written.

Byte order marks and UTF-8 tell themselves; UTF-16 without mark shows in where its zero bytes stand. The
old one-byte encodings are told apart by plausibility: every word with a byte beyond ASCII is read in each
candidate, and the letters it would have are compared with the pairs of letters that stand together in
German, Turkish, Polish, Czech, Slovak, Slovene, Croatian/Serbian, Hungarian, Romanian, Icelandic, the
Nordic languages, French, Spanish, Portuguese and Italian. Symbols inside words, capitals after small
letters and control characters count against a candidate, known names (``letter_words``) for it.
charset-normalizer was tried on short lists of names and confused cp1252 with others far more often.
"""

from __future__ import annotations

import codecs
import functools
import itertools
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from .limits import MB, Unreadable
from .sources import Stored

# Codec, name to show, and what speaks against it beforehand (in units of one unlikely letter pair / 4).
CANDIDATES: Final = (
    ("cp1252", "windows-1252", 0.0),
    ("cp1254", "windows-1254", 1.0),
    ("iso8859-2", "iso-8859-2", 1.0),
    ("cp1250", "windows-1250", 1.5),
    ("iso8859-15", "iso-8859-15", 2.0),
    ("cp850", "cp850", 12.0),
    ("mac-roman", "mac-roman", 14.0),
)
_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig", "utf-8 (bom)"),
    (codecs.BOM_UTF32_LE, "utf-32", "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32", "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16", "utf-16-le (bom)"),
    (codecs.BOM_UTF16_BE, "utf-16", "utf-16-be (bom)"),
)
_WORD: Final = re.compile(rb"[A-Za-z?\x80-\xff]*[\x80-\xff][A-Za-z?\x80-\xff]*")
_UTF8: Final = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_HIGH: Final = re.compile(rb"[\x80-\xff]")
_CONTROL: Final = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_SAMPLE: Final = 64 * 1024
_MOST_WORDS: Final = 3_000
_LONGEST_WORD: Final = 60
_SURE_BY: Final = 10.0


@dataclass(frozen=True, slots=True)
class Encoding:
    """A codec of Python, its name for people, and whether nothing else came close.

    ``mixed`` is the codec for single bytes in a file that is otherwise UTF-8 (two files glued together).
    """

    codec: str
    name: str
    sure: bool = True
    mixed: str = ""


def detect_encoding(path: Path | Stored) -> Encoding:
    """Return the encoding of a text file; raise ``Unreadable("binary")`` if it is no text."""
    with path.open("rb") as file:
        head = file.read(_SAMPLE)
    for mark, codec, name in _BOMS:
        if head.startswith(mark):
            return Encoding(codec, name)
    if wide := _utf16(head):
        return wide
    if head.count(b"\0") * 100 > len(head) or len(_CONTROL.findall(head)) * 50 > len(head):
        raise Unreadable("binary")
    utf8, other, words = _survey(path)
    if not other:
        return Encoding("utf-8", "utf-8" if utf8 else "ascii")
    guess = detect_in_words(words)
    if utf8 >= 3 * other:
        return Encoding("utf-8", "utf-8", sure=False, mixed=guess.codec)
    return guess


def _utf16(head: bytes) -> Encoding | None:
    """Recognise UTF-16 without a mark: the zero bytes of its Latin letters are all on one side."""
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if (even + odd) * 5 < len(head):
        return None
    if odd > 20 * even and odd * 3 > len(head) // 2:
        return Encoding("utf-16-le", "utf-16-le")
    if even > 20 * odd and even * 3 > len(head) // 2:
        return Encoding("utf-16-be", "utf-16-be")
    return None


def _survey(path: Path | Stored) -> tuple[int, int, Counter[bytes]]:
    """Count UTF-8 letters and bytes that are none, and collect the words with such bytes."""
    utf8 = other = 0
    words: Counter[bytes] = Counter()
    with path.open("rb") as file:
        while piece := file.read(MB):
            piece += file.readline(_SAMPLE)  # never cut a letter in two
            if piece.isascii():
                continue
            rest, found = _UTF8.subn(b"", piece)
            utf8 += found
            wrong = len(_HIGH.findall(rest))
            other += wrong
            if wrong and len(words) < _MOST_WORDS:
                source = piece if wrong * 3 > found else _UTF8.sub(b" ", piece)
                words.update(word for word in _WORD.findall(source) if len(word) <= _LONGEST_WORD)
    return utf8, other, words


def detect_in_words(words: Counter[bytes]) -> Encoding:
    """Return the one-byte encoding in which the words look most like words."""
    chosen = [(word, min(count, 3)) for word, count in words.most_common(_MOST_WORDS)]
    costs: list[tuple[float, int]] = []
    for place, (codec, _, prior) in enumerate(CANDIDATES):
        cost = prior + sum(times * _word_cost(word.decode(codec, "replace")) for word, times in chosen)
        costs.append((cost, place))
    (lowest, place), (second, other) = sorted(costs)[:2]
    codec, name, _ = CANDIDATES[place]
    everything = b" ".join(word for word, _ in chosen)
    if codec == "cp1254" and not re.search(rb"[\x80-\x9f]", everything):
        name = "iso-8859-9"
    same = everything.decode(codec, "replace") == everything.decode(CANDIDATES[other][0], "replace")
    return Encoding(codec, name, sure=same or second - lowest >= _SURE_BY)


# --- how unlikely a word is ------------------------------------------------------------------

_MISSING_PAIR: Final = 14.0
_MISSING_PLAIN_PAIR: Final = 11.0
COSTS: Final = "0123456789abcdef"
_KNOWN_WORD: Final = -4.0
_USUAL_SYMBOLS: Final = frozenset("€–—„“”‚‘’…§°²³½¼«»·•\u00a0")


@functools.lru_cache(maxsize=50_000)
def _word_cost(word: str) -> float:
    cost = 0.0
    for place, letter in enumerate(word):
        if letter.isascii():
            continue
        before = word[place - 1] if place else ""
        after = word[place + 1] if place + 1 < len(word) else ""
        if not letter.isalpha() or letter in "ªºµ":
            cost += _symbol_cost(letter, before, after)
        elif letter.isupper() and before.islower():
            cost += 4.0
        elif letter.islower() and letter != "ß" and before.isupper() and after.isupper():
            cost += 3.0
    folded = fold_case(word)
    pairs = [(pair, _MISSING_PLAIN_PAIR if pair.isascii() else _MISSING_PAIR) for pair in pairs_of(folded)]
    if pairs:
        cost += min(sum(table.get(pair, missing) for pair, missing in pairs) for table in _tables())
    return cost + (_KNOWN_WORD if folded in _known_words() else 0.0)


def _symbol_cost(letter: str, before: str, after: str) -> float:
    if unicodedata.category(letter) in {"Cc", "Cn", "Co"} or letter == "\ufffd":
        return 26.0
    if before.isalpha() and after.isalpha() and letter not in "’‘":
        return 24.0
    if letter in _USUAL_SYMBOLS:
        return 2.0
    return 18.0 if before.isalpha() or after.isalpha() else 9.0


def fold_case(word: str) -> str:
    """Return the word in small letters; the Turkish dotted capital stays one letter."""
    return "".join(letter if letter == "\u0130" else letter.lower() for letter in word)


def pairs_of(word: str) -> Iterator[str]:
    """Yield the pairs of neighbouring letters; the ends of the word count as a space, symbols as nothing."""
    for first, second in itertools.pairwise(f" {word} "):
        if all(letter == " " or (letter.isalpha() and letter not in "ªºµ") for letter in (first, second)):
            yield first + second


@functools.cache
def _tables() -> tuple[dict[str, float], ...]:
    from .letter_pairs import PAIRS

    return tuple(
        {text[at : at + 2]: float(COSTS.index(text[at + 2])) for at in range(0, len(text), 3)}
        for text in PAIRS.values()
    )


@functools.cache
def _known_words() -> frozenset[str]:
    from .letter_words import WORDS

    words = (fold_case(word) for text in WORDS.values() for word in text.split())
    return frozenset(word for word in words if not word.isascii())
