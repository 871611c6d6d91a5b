"""Make what people are searched by: names as they are written, and as they sound.

A key begins with the name as it is written, so that lists find by beginning; behind it stands each name as it sounds,
with its consonants, for a name that was heard is seldom spelled right in its vowels (Kassem, Qasim). Given names stand
as the first of their line in ``given_names``: Youssef is Yusuf. Letters that are read in two ways (the j of Jaber and
of Jansen, the ch of Cherif and of Chalid, a ğ that nobody hears) give a second sound.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from throughgate.foundation.languages.folding import plain, search_key, sound_key
from throughgate.person.people.given_names import canonical
from throughgate.person.people.names import PARTICLES

LONGEST: Final = 600
"""Letters of a key at most."""
_MOST_WORDS: Final = 8
_VOWELS: Final = re.compile("(?<=.)[aeiou]+")
# Marks that say how a letter sounds, before they are folded away; and one sound by several letters.
_HEARD: Final = str.maketrans({"ç": "tsch", "č": "tsch", "ć": "tsch", "đ": "zh", "ж": "zh", "ч": "tsch"})
_EARS: Final = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        ("dsch|dzh|dj|xh|gj", "zh"),
        (r"dt\b", "t"),
        ("ee", "i"),
        ("oo", "u"),
    )
)
_OTHERWISE: Final = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        ("ğ", ""),
        (r"(?<![sctk])ch(?=[aeiou])", "sh"),
        (r"(?<![d])j(?=[aeiou]|j)", "zh"),
        (r"\bc(?=[aou])", "zh"),
    )
)


def sounds_of(names: str) -> list[str]:
    """Return the names as they sound, each with its consonants, and how they may sound else."""
    heard = names.casefold().translate(_HEARD)
    return list(dict.fromkeys(filter(None, (_sounds(heard), _sounds(_apply(_OTHERWISE, heard))))))


def key_of(family: str, given: str, called: str) -> str:
    """Return the key by which somebody is searched."""
    names = f"{family} {given} {called}"
    parts = [search_key(names), *sounds_of(names)]
    words = plain(family).split()
    if len(words) > 1:  # "vanderberg", and "Berg" without what stands before it
        parts += sounds_of("".join(words))
    return " ".join(parts)[:LONGEST].rstrip()


def _apply(rules: tuple[tuple[re.Pattern[str], str], ...], text: str) -> str:
    for pattern, replacement in rules:
        text = pattern.sub(replacement, text)
    return text


def _sounds(names: str) -> str:
    words = _apply(_EARS, plain(names)).split()[:_MOST_WORDS]
    joined: list[str] = []
    for word in words:
        if joined and joined[-1] in _PARTICLES_HEARD:
            joined[-1] += word
        else:
            joined.append(word)
    return " ".join(_sound(word) for word in joined)


_PARTICLES_HEARD: Final = frozenset(plain(particle) for particle in PARTICLES) | {
    "ben",
    "bin",
    "abd",
    "abu",
    "bou",
}


@lru_cache(maxsize=8192)
def _sound(word: str) -> str:
    sound = canonical(sound_key(word)).replace(" ", "")
    bare = _VOWELS.sub("", sound)
    return f"{sound} {bare}" if bare != sound else sound
