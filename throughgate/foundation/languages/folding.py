"""Clean what people type, and make the keys by which names are sorted, searched and compared.

Three keys, from fine to coarse, all plain text that is compared byte by byte (COLLATE "C"):

``sort_key``    accents off, nothing else: lists. ä sorts as a (DIN 5007-1, the order of
                dictionaries), not as ae (DIN 5007-2, telephone books): half of the names in the
                register are Turkish, Arabic or Slavic, and there ü is never ue. Öztürk stands
                beside Ozturk, whoever typed it.
``search_key``  one spelling for what is written in several ways in German (ü/ue, ß/ss, j/y/i,
                w/v, doubled letters): prefix search. Every rule keeps the first letter, so the
                key of the beginning of a name is the beginning of the key of the name.
``sound_key``   one spelling for what is spelled in several ways between languages (ş/s/sch,
                c/k, Aleksandr/Alexander): finding duplicates. Too coarse for a result list.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from operator import itemgetter
from typing import Final

from .letters import AFTER_ACCENTS, APOSTROPHES, BEFORE_ACCENTS

# Hebrew and Arabic with all points need four; the ten thousand of a joke stop every browser.
MOST_MARKS_IN_A_ROW: Final = 5

_BIDI_CONTROLS: Final = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
# Not of a category for separators or formats, and nevertheless drawn as nothing.
_BLANKS: Final = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
_LINE_ENDS: Final = re.compile("\r\n|[\r\u0085\u2028\u2029]")


class UnusableText(ValueError):
    """Text that must not be stored; ``code`` says why, for the words on the form.

    Codes: ``null``, ``surrogate``, ``direction``, ``control``, ``line_break``, ``marks``.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def clean_text(text: str, *, multiline: bool = False) -> str:
    """Return text composed (NFC) and stripped, "" if nothing of it can be seen; refuse what harms."""
    if text.isascii() and text.isprintable():
        return text.strip()
    text = _LINE_ENDS.sub("\n", text).replace("\t", " ")
    _refuse(text)
    text = _strip(unicodedata.normalize("NFC", text))
    if not multiline and "\n" in text:
        raise UnusableText("line_break")
    return text if any(_is_seen(character) for character in text) else ""


def _refuse(text: str) -> None:
    marks = 0
    for character in text:
        category = unicodedata.category(character)
        if character == "\x00":
            raise UnusableText("null")
        if category == "Cs":
            raise UnusableText("surrogate")
        if character in _BIDI_CONTROLS:
            raise UnusableText("direction")
        if category == "Cc" and character != "\n":
            raise UnusableText("control")
        marks = marks + 1 if category in {"Mn", "Me"} else 0
        if marks > MOST_MARKS_IN_A_ROW:
            raise UnusableText("marks")


def _is_invisible(character: str) -> bool:
    return (
        character in _BLANKS
        or character.isspace()
        or unicodedata.category(character) in {"Cf", "Cc", "Zs", "Zl", "Zp"}
    )


def _is_seen(character: str) -> bool:
    return not _is_invisible(character) and unicodedata.category(character) not in {"Mn", "Me"}


def _strip(text: str) -> str:
    start, end = 0, len(text)
    while start < end and _is_invisible(text[start]):
        start += 1
    while end > start and _is_invisible(text[end - 1]):
        end -= 1
    return text[start:end]


# --- keys -----------------------------------------------------------------------------------

_BEFORE: Final = str.maketrans(BEFORE_ACCENTS)
_AFTER: Final = str.maketrans(AFTER_ACCENTS)
_NO_APOSTROPHES: Final = str.maketrans("", "", APOSTROPHES)
_GREEK_Y: Final = re.compile("(?<=ο)υ")
_GREEK_V: Final = re.compile("(?<=[αε])υ")
_GREEK_N: Final = re.compile("γ(?=[γκχξ])")


@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """Return text in lower-case Latin letters without accents, words parted by one space.

    Letters of scripts without a table (Chinese, Hebrew, ...) stay as they are, lower-case.
    Text without any letter or digit gives "".
    """
    previous = None
    while text != previous:  # a few letters need a second round (capitals that fold into pairs)
        previous, text = text, _plain_once(text)
    return text


def _plain_once(text: str) -> str:
    if text.isascii():
        text = text.casefold()
        if text.isalnum():
            return text
    else:
        text = unicodedata.normalize("NFKC", text).casefold()
        # NFC: lower-casing may leave a letter and its mark apart, and й and ё are looked up whole.
        text = unicodedata.normalize("NFC", text).translate(_BEFORE)
        text = unicodedata.normalize("NFKD", text)
        text = "".join(c for c in text if unicodedata.category(c) not in {"Mn", "Me", "Cf"})
        text = _GREEK_N.sub("n", _GREEK_V.sub("v", _GREEK_Y.sub("u", text))).translate(_AFTER)
    text = text.translate(_NO_APOSTROPHES)
    return " ".join("".join(c if c.isalnum() else " " for c in text).split())


def sort_key(family: str, given: str = "") -> str:
    """Return the key for lists: family name, then given name, accents off ("sahin emre"); or one name alone."""
    return " ".join(part for part in (plain(family), plain(given)) if part)


_UMLAUT: Final = re.compile(r"([aou])e+")
_DOUBLE: Final = re.compile(r"([^\W\d_])\1+")
_FIRST: Final = itemgetter(1)  # a string with a group in it is read anew for each text
_LIKE: Final = str.maketrans({"j": "i", "y": "i", "w": "v"})


def search_key(text: str) -> str:
    """Return the key for prefix search: Müller, Mueller and Muller are all "muler".

    ``search_key`` of what was typed so far is a prefix of ``search_key`` of the whole name
    (two rare Greek pairs excepted).
    """
    return _DOUBLE.sub(_FIRST, _UMLAUT.sub(_FIRST, plain(text)).translate(_LIKE))


# Order matters: longer spellings first. Read it as: Turkish, Albanian, Serbian, Romanian, Polish,
# Czech, Russian, Arabic and Icelandic names as German, English and French offices write them.
_SOUNDS: Final = tuple(
    (re.compile(pattern), replacement, frozenset(letters))
    for pattern, replacement, letters in (
        (r"([aou])e", r"\1", "e"),  # ü/ue
        (r"dsch|dzh|dz|dj|xh|gj", "d", "dxg"),  # Hodža, Hoxha, Hodscha; Đorđe, Djordje, Gjergj
        (r"schtsch|shch|stsch", "s", "h"),  # щ
        (r"tzsch|tsch|tch|tsh|tcz|cz|cs", "s", "ch"),  # č: Kovač, Kovacs, Kowatsch
        (r"ph", "f", "p"),
        (r"(?<=[iv])ch\b|(?<=v)ch|ch(?=(?:enko|uk|[eo][vw])\b)", "s", "c"),  # Petrovich, Shevchenko
        (r"\bc?h(?=[rl])", "k", "h"),  # Christo, Hristo
        (r"kh|ch", "h", "h"),  # Khaled, Chaled, Halid; Mikhail, Michail, Mihail
        (r"sch|sh|zh|sz", "s", "hz"),  # ş, š, ž
        (r"ck|cc|q", "k", "cq"),
        (r"sc(?=[aouk])", "sk", "c"),  # Oscar
        (r"c(?=[ltr])|\bc(?=[aou])|(?<=[lnr])c\b", "k", "c"),  # Victor, Carl, Marc
        (r"x", "ks", "x"),
        (r"t?[scz]+", "s", "scz"),  # Kusnezow, Kuznecov, Kuznetsov
        (r"(?<=[^aeiouy\s])h", "", "h"),  # Thor, Dhimitri, Ghassan
        (r"w", "v", "w"),
        (r"[jy]", "i", "jy"),
        (r"e", "a", "e"),
        (r"u", "o", "u"),
        (r"([^\W\d_])\1+", r"\1", ""),
        (r"(?<=[ao])f+\b", "v", "f"),  # Ivanoff
        (r"d\b", "t", "d"),  # Ahmed, Ahmet
        (r"(?<=[dtbpkg])r\b", "ar", "r"),  # Aleksandr, Petr
        (r"(?<=i)[ia]i\b", "i", "i"),  # Dmitriy
    )
)
"""Pattern, what stands in its place, and letters of which a text has one that matches: none, any text may."""


def sound_key(text: str) -> str:
    """Return the key that joins spellings of one name between languages and offices."""
    text = plain(text)
    seen = set()
    # To the fixed point, so that a key is its own key; `seen` ends a circle, should one exist.
    while text not in seen:
        seen.add(text)
        letters = frozenset(text)
        for pattern, replacement, needed in _SOUNDS:
            if needed and needed.isdisjoint(letters):
                continue
            before, text = text, pattern.sub(replacement, text)
            if text is not before:
                letters = frozenset(text)
    return text
