"""Compare two names: the same, spelled otherwise, a form of the other, a part of it, or one slip away."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Final, Literal, NamedTuple

from throughgate.foundation.languages.folding import search_key, sound_key
from throughgate.person.people.given_names import canonical, names_behind
from throughgate.person.people.names import PARTICLES

Kind = Literal[
    "same",
    "spelling",
    "form",
    "part",
    "initial",
    "joined",
    "family_slip",
    "given_slip",
    "missing",
    "other_family",
    "near",
]

_MOST_WORDS: Final = 4


class Words(NamedTuple):
    """One field of a name. ``flat`` and ``sound`` are without gaps: "El Amrani" is "Elamrani"."""

    flat: str
    sound: str
    whole: str
    words: frozenset[str]
    parts: tuple[str, ...]
    """The words as they are written, for initials."""


class Names(NamedTuple):
    """The three fields of a name."""

    family: Words
    given: Words
    called: Words
    behind: frozenset[str]
    """Called names, and the names that given and called ones are short for."""


@lru_cache(maxsize=8192)
def fold(family: str, given: str, called: str) -> Names:
    """Return a name as it is compared."""
    called_words = _words_of(called)
    given_words = _words_of(given)
    short = called_words.words | given_words.words | {given_words.whole}
    behind = called_words.words.union(*(names_behind(word) for word in short))
    return Names(_words_of(family), given_words, called_words, behind - {""})


# The same given and family names stand in a list again and again, if seldom together.
@lru_cache(maxsize=4096)
def _words_of(name: str) -> Words:
    folded = search_key(name)
    # A name without a single letter ("?") is still equal to itself.
    flat = folded.replace(" ", "") or name.strip()
    sounds = sound_key(name)
    whole = canonical(sounds.replace(" ", "") or flat)
    words = [canonical(word) for word in sounds.split() if word not in _PARTICLE_SOUNDS] or [whole]
    parts = tuple(folded.split()[:_MOST_WORDS])
    return Words(flat, sounds.replace(" ", "") or flat, whole, frozenset(words[:_MOST_WORDS]) - {""}, parts)


_PARTICLE_SOUNDS: Final = frozenset(sound_key(particle) for particle in PARTICLES)


def compare_names(one: Names, other: Names) -> tuple[Kind | None, str]:
    """Return the best kind of agreement between two names, and its reason code."""
    a, b = one, other
    if a.family.flat == b.family.flat and a.given.flat == b.given.flat:
        return "same", "same_name"
    if a.family.flat == b.given.flat and a.given.flat == b.family.flat:
        return "same", "names_swapped"
    if _is_joined(a, b) or _is_joined(b, a):
        return "joined", "same_name"
    if a.family.whole == b.given.whole and a.given.whole == b.family.whole:
        by_sound = a.family.sound == b.given.sound and a.given.sound == b.family.sound
        return "spelling" if by_sound else "form", "names_swapped"
    family, given = _compare_families(a.family, b.family), _compare_given(a, b)
    if family and given:
        kind = max(family, given, key=_ORDER.index)
        reason = given if given == "called_name" else kind
        return _KIND_OF[kind], "part_of_name" if reason == "initial" else reason
    return _compare_loosely(a, b, family_agrees=family == "spelling", given_agrees=given == "spelling")


_ORDER: Final = ("spelling", "form_of_name", "called_name", "part_of_name", "initial")
_KIND_OF: Final[dict[str, Kind]] = {
    "spelling": "spelling",
    "form_of_name": "form",
    "called_name": "form",
    "part_of_name": "part",
    "initial": "initial",
}


def goes_by(a: Names, b: Names) -> bool:
    """Tell whether one is written down by exactly the name that the other is called by."""
    by_called = {a.called.whole} & {b.given.whole} | {b.called.whole} & {a.given.whole}
    return a.family.whole == b.family.whole and bool(by_called - {""})


def _compare_families(a: Words, b: Words) -> str | None:
    if not a.whole or not b.whole:
        return None
    if a.flat == b.flat:
        return "spelling"
    if a.whole == b.whole:
        return "spelling" if a.sound == b.sound else "form_of_name"
    return "part_of_name" if _is_part(a.words, b.words) else None


def _compare_given(a: Names, b: Names) -> str | None:
    if a.given.sound == b.given.sound:
        if not a.given.sound:
            return None
        # Amine and Amina sound alike to the key, and may be brother and sister.
        endings = {a.given.flat[-1:], b.given.flat[-1:]}
        return "form_of_name" if len(endings) == 2 and endings <= set("aeiou") else "spelling"
    if a.given.whole == b.given.whole or (a.given.words == b.given.words and a.given.words):
        return "form_of_name"
    if a.behind & b.given.words or b.behind & a.given.words:
        return "called_name"
    # Mehmet Ali and Mehmet Can: that Mehmet may stand for Muhammad says nothing new.
    if a.behind & b.behind and not a.given.words & b.given.words:
        return "called_name"
    if _is_part(a.given.words, b.given.words):
        return "part_of_name"
    return "initial" if _has_initials(a.given.parts, b.given.parts) else None


def _compare_loosely(
    a: Names, b: Names, *, family_agrees: bool, given_agrees: bool
) -> tuple[Kind | None, str]:
    if family_agrees and not (a.given.flat and b.given.flat):
        return "missing", "given_name_missing"
    if given_agrees and _is_slip(a.family.flat, b.family.flat):
        return "family_slip", "typing_error"
    if family_agrees and _is_slip(a.given.flat, b.given.flat):
        return "given_slip", "typing_error"
    if given_agrees and a.family.flat and b.family.flat:
        return "other_family", "family_name_differs"
    return ("near", "few_letters") if _are_near(a, b) else (None, "")


def initials_of(names: Names) -> str:
    """Return the first letters of family and given name, in the order of letters: swapped names have them in common."""
    return "".join(sorted((names.family.flat[:1], names.given.flat[:1])))


def _are_near(a: Names, b: Names) -> bool:
    """Tell whether slips in both names, that may be swapped, are all: "Petersen, Sebatian" and "Petersuen, Sebastian".

    Nobody is looked for behind a slip in the first letter: it is seldom, and would have everybody of a birth compared.
    """
    if initials_of(a) != initials_of(b):
        return False
    straight = _differ_little(a.family.flat, b.family.flat) and _differ_little(a.given.flat, b.given.flat)
    return straight or (
        _differ_little(a.family.flat, b.given.flat) and _differ_little(a.given.flat, b.family.flat)
    )


def _differ_little(one: str, other: str) -> bool:
    """Tell whether one slip to three letters is all, two at most: Hasan and Hüseyin are brothers."""
    most = min(2, (min(len(one), len(other)) + 1) // 3)
    return abs(len(one) - len(other)) <= most and edits(one, other) <= most


def _has_initials(one: Sequence[str], other: Sequence[str]) -> bool:
    """Tell whether each word of the one stands in the other, some as their first letter: "M. Reza", "Hans P."."""
    if len(one) > len(other):
        one, other = other, one
    left = list(other)
    found = False
    for word in one:
        there = next((each for each in left if _stands_for(word, each)), None)
        if there is None:
            return False
        left.remove(there)
        found = found or word[:1] in {word, there}
    return found


def _stands_for(one: str, other: str) -> bool:
    if 1 in {len(one), len(other)}:
        return one[0] == other[0]
    return canonical(sound_key(one)) == canonical(sound_key(other))


def _is_joined(one: Names, other: Names) -> bool:
    """Tell whether all names of the one stand in its family name: "Nguyen Van Anh" is Van Anh Nguyen."""
    if one.given.flat or not other.given.flat or not other.family.flat:
        return False
    family, given = other.family.flat, other.given.flat
    return one.family.flat in {family + given, given + family}


def _is_part(one: frozenset[str], other: frozenset[str]) -> bool:
    return bool(one and other) and (one <= other or other <= one)


def _is_slip(one: str, other: str) -> bool:
    return min(len(one), len(other)) >= 4 and one_edit(one, other)


def one_edit(one: str, other: str) -> bool:
    """Tell whether one letter more, less or different, or two neighbours swapped, is all."""
    if len(one) > len(other):
        one, other = other, one
    if one == other or len(other) - len(one) > 1:
        return False
    start = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), len(one))
    if len(one) < len(other):
        return one[start:] == other[start + 1 :]
    swapped = one[start : start + 2] == other[start : start + 2][::-1]
    return one[start + 1 :] == other[start + 1 :] or (swapped and one[start + 2 :] == other[start + 2 :])


def edits(one: str, other: str) -> int:
    """Return how many letters more, less or different, or neighbours swapped, lead from the one to the other.

    The distance by optimal string alignment, as in Boytsov (2011), "Indexing methods for approximate dictionary searching".
    """
    before: list[int] = []
    last = list(range(len(other) + 1))
    for i, letter in enumerate(one):
        row = [i + 1]
        for j, there in enumerate(other):
            least = min(last[j + 1] + 1, row[j] + 1, last[j] + (letter != there))
            if before and j and letter == other[j - 1] and there == one[i - 1]:
                least = min(least, before[j - 1] + 1)
            row.append(least)
        before, last = last, row
    return last[-1]
