"""Say which records may be the same person, with reasons; a person decides, nothing is merged here.

A match needs evidence from the names, and no contradiction between the birth dates:

==================  ============  ===========  =========  ============  =======
names and births    same          1 January    nearly     partly known  unknown
==================  ============  ===========  =========  ============  =======
same, or swapped    STRONG        STRONG       LIKELY     LIKELY        HINT
other spelling      STRONG        LIKELY       LIKELY     HINT          HINT
form, called name   LIKELY        HINT         HINT       HINT          -
part of the name    LIKELY        HINT         HINT       HINT          -
initial of a name   LIKELY        HINT         (swapped)  -             -
slip in the family  LIKELY        -            (swapped)  -             -
slip in the given   HINT          -            -          -             -
no given name       HINT          -            -          -             -
other family name   HINT          -            -          -             -
==================  ============  ===========  =========  ============  =======

Why so. Birth dates of two people of one name are almost never the same, so that name and date
together are strong; the name alone is not ("Ali Yılmaz" is three people in one prison). Births on
1 January are what offices write for people without papers, and say little more than the year.
"Nearly" is day and month swapped, or one slip in the digits; a slip in the year counts below
twenty years, for a father and a son of one name are born twenty or more apart. Twins have family
name and birth date in common, and often given names that differ by little (Simon and Simone, Marko
and Mirko): so nothing but the same or an equally sounding given name makes a match strong. The same
given name and birth date under another family name may be a marriage: a hint.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from typing import Final, Literal, NamedTuple

from throughgate.foundation.languages.folding import search_key, sound_key
from throughgate.person.people.given_names import canonical, names_behind
from throughgate.person.people.names import PARTICLES

FATHER_AND_SON: Final = 20
"""Years between births from which one slip of the keyboard is no longer believed."""


class Strength(IntEnum):
    """How sure the rule is."""

    HINT = 1
    LIKELY = 2
    STRONG = 3


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """What is compared of a person; ``key`` is handed through to the match."""

    family: str
    given: str
    called: str = ""
    birth_on: dt.date | None = None
    birth_precision: str = "day"
    key: object = None


@dataclass(frozen=True, slots=True)
class Match:
    """Another record that may be the same person: one reason from the names, one from the births.

    Names: ``same_name``, ``names_swapped``, ``spelling``, ``form_of_name``, ``called_name``,
    ``part_of_name``, ``typing_error``, ``given_name_missing``, ``family_name_differs``.
    Births: ``same_birth``, ``first_of_january``, ``day_and_month_swapped``, ``one_slip``,
    ``partly_known``, ``birth_unknown``.
    """

    other: PersonFacts
    strength: Strength
    reasons: tuple[str, str]


def possible_duplicates(entry: PersonFacts, others: Iterable[PersonFacts]) -> list[Match]:
    """Return the records that may be the same person as the entry, strongest first."""
    found = (match for other in others if (match := compare(entry, other)))
    return sorted(found, key=lambda match: -match.strength)


def compare(one: PersonFacts, other: PersonFacts) -> Match | None:
    """Compare two records; the answer is the same in both directions, but for whom it names."""
    birth = _compare_births(one, other)
    if birth is None:
        return None
    names, others = _names_of(one), _names_of(other)
    kind, reason = _compare_names(names, others)
    strength = _STRENGTHS.get((kind, birth))
    if birth == "birth_unknown" and reason == "called_name" and _goes_by(names, others):
        strength = Strength.HINT
    if kind is None or strength is None:
        return None
    return Match(other, strength, (reason, birth))


_Birth = Literal[
    "same_birth", "first_of_january", "day_and_month_swapped", "one_slip", "partly_known", "birth_unknown"
]
_Kind = Literal[
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
]


def _strengths() -> dict[tuple[_Kind | None, _Birth], Strength]:
    births: tuple[_Birth, ...] = (
        "same_birth", "first_of_january", "day_and_month_swapped", "one_slip", "partly_known", "birth_unknown"
    )  # fmt: skip
    table: dict[_Kind, str] = {  # S strong, L likely, H hint
        "same": "SSLLLH",
        "spelling": "SLLLHH",
        "form": "LHHHH-",
        "part": "LHHHH-",
        "initial": "LHH---",
        "joined": "SLL---",
        "family_slip": "L-H---",
        "given_slip": "H-----",
        "missing": "H-----",
        "other_family": "H-----",
    }
    letters = {"S": Strength.STRONG, "L": Strength.LIKELY, "H": Strength.HINT}
    return {
        (kind, birth): letters[letter]
        for kind, row in table.items()
        for birth, letter in zip(births, row, strict=True)
        if letter in letters
    }


_STRENGTHS: Final = _strengths()


# --- births ---------------------------------------------------------------------------------


def _compare_births(one: PersonFacts, other: PersonFacts) -> _Birth | None:
    """Return what speaks for one birth, or None if the births contradict each other."""
    a, b = one.birth_on, other.birth_on
    if a is None or b is None:
        return "birth_unknown"
    if one.birth_precision != "day" or other.birth_precision != "day":
        months = "year" not in {one.birth_precision, other.birth_precision}
        return "partly_known" if a.year == b.year and (not months or a.month == b.month) else None
    if a == b:
        return "first_of_january" if _is_first_of_january(a) else "same_birth"
    if a.year == b.year and (a.month, a.day) == (b.day, b.month):
        return "day_and_month_swapped"
    if a.year == b.year and (_is_first_of_january(a) or _is_first_of_january(b)):
        return "partly_known"
    if abs(a.year - b.year) < FATHER_AND_SON and one_edit(f"{a:%Y%m%d}", f"{b:%Y%m%d}"):
        return "one_slip"
    return None


def _is_first_of_january(day: dt.date) -> bool:
    return (day.month, day.day) == (1, 1)


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


# --- names ----------------------------------------------------------------------------------

_MOST_WORDS: Final = 4
_KEY_LETTERS: Final = 30


class _Words(NamedTuple):
    """One field of a name. ``flat`` and ``sound`` are without gaps: "El Amrani" is "Elamrani"."""

    flat: str
    sound: str
    whole: str
    words: frozenset[str]
    parts: tuple[str, ...]
    """The words as they are written, for initials."""


class _Names(NamedTuple):
    family: _Words
    given: _Words
    called: _Words
    behind: frozenset[str]
    """Called names, and the names that given and called ones are short for."""


def _names_of(facts: PersonFacts) -> _Names:
    return _fold(facts.family, facts.given, facts.called)


@lru_cache(maxsize=8192)
def _fold(family: str, given: str, called: str) -> _Names:
    called_words = _words_of(called)
    given_words = _words_of(given)
    short = called_words.words | given_words.words | {given_words.whole}
    behind = called_words.words.union(*(names_behind(word) for word in short))
    return _Names(_words_of(family), given_words, called_words, behind - {""})


def _words_of(name: str) -> _Words:
    folded = search_key(name)
    # A name without a single letter ("?") is still equal to itself.
    flat = folded.replace(" ", "") or name.strip()
    sounds = sound_key(name)
    whole = canonical(sounds.replace(" ", "") or flat)
    words = [canonical(word) for word in sounds.split() if word not in _PARTICLE_SOUNDS] or [whole]
    parts = tuple(folded.split()[:_MOST_WORDS])
    return _Words(flat, sounds.replace(" ", "") or flat, whole, frozenset(words[:_MOST_WORDS]) - {""}, parts)


_PARTICLE_SOUNDS: Final = frozenset(sound_key(particle) for particle in PARTICLES)


def _compare_names(one: _Names, other: _Names) -> tuple[_Kind | None, str]:
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
_KIND_OF: Final[dict[str, _Kind]] = {
    "spelling": "spelling",
    "form_of_name": "form",
    "called_name": "form",
    "part_of_name": "part",
    "initial": "initial",
}


def _goes_by(a: _Names, b: _Names) -> bool:
    """Tell whether one is written down by exactly the name that the other is called by."""
    by_called = {a.called.whole} & {b.given.whole} | {b.called.whole} & {a.given.whole}
    return a.family.whole == b.family.whole and bool(by_called - {""})


def _compare_families(a: _Words, b: _Words) -> str | None:
    if not a.whole or not b.whole:
        return None
    if a.flat == b.flat:
        return "spelling"
    if a.whole == b.whole:
        return "spelling" if a.sound == b.sound else "form_of_name"
    return "part_of_name" if _is_part(a.words, b.words) else None


def _compare_given(a: _Names, b: _Names) -> str | None:
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
    a: _Names, b: _Names, *, family_agrees: bool, given_agrees: bool
) -> tuple[_Kind | None, str]:
    if family_agrees and not (a.given.flat and b.given.flat):
        return "missing", "given_name_missing"
    if given_agrees and _is_slip(a.family.flat, b.family.flat):
        return "family_slip", "typing_error"
    if family_agrees and _is_slip(a.given.flat, b.given.flat):
        return "given_slip", "typing_error"
    if given_agrees and a.family.flat and b.family.flat:
        return "other_family", "family_name_differs"
    return None, ""


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


def _is_joined(one: _Names, other: _Names) -> bool:
    """Tell whether all names of the one stand in its family name: "Nguyen Van Anh" is Van Anh Nguyen."""
    if one.given.flat or not other.given.flat or not other.family.flat:
        return False
    family, given = other.family.flat, other.given.flat
    return one.family.flat in {family + given, given + family}


def _is_part(one: frozenset[str], other: frozenset[str]) -> bool:
    return bool(one and other) and (one <= other or other <= one)


def _is_slip(one: str, other: str) -> bool:
    return min(len(one), len(other)) >= 4 and one_edit(one, other)


# --- keys for the database --------------------------------------------------------------------


class BlockingKeys(NamedTuple):
    """Keys that two possible duplicates share: one asks, the other is kept. Each has at most 80 letters.

    For an array column with a GIN index: candidates are the rows whose kept keys overlap those asked. The births are
    in the keys, so that people of one common name do not all meet each other.
    """

    kept: frozenset[str]
    """Under which a record is kept."""
    asked: frozenset[str]
    """By which records are looked for: of two that match, either finds the other."""


@lru_cache(maxsize=2048)
def blocking_keys(facts: PersonFacts) -> BlockingKeys:
    """Return the keys of a record."""
    names = _names_of(facts)
    exact = {
        _pair("n", names.family.whole, names.given.whole),
        _pair("s", names.family.flat, names.given.flat),
    }
    if names.called.whole:
        exact.add(_pair("n", names.family.whole, names.called.whole))
    # A birth that is not known lets nothing but the same name, one that sounds the same, or the called name match.
    unknown = {f"{key} ?" for key in exact}
    marks = birth_marks(facts)
    if not marks:
        return BlockingKeys(frozenset(unknown), frozenset(exact | unknown))
    families = {names.family.whole} | names.family.words
    given = {names.given.whole} | names.given.words | names.behind
    pairs = exact | {_pair("n", one, other) for one in families for other in given}
    near = {f"{key} {mark}" for key in pairs for mark in marks}
    near |= _by_birth(facts, {names.family.whole, names.given.whole})
    # All names may stand in one field, of whom is asked for or of who is kept.
    joined = {names.family.whole, *names.family.parts} if not names.given.flat else set()
    if names.given.flat:
        joined = {
            canonical(names.family.sound + names.given.sound),
            canonical(names.given.sound + names.family.sound),
        }
    more = _by_birth(facts, joined | {canonical(sound_key(part)) for part in joined})
    return BlockingKeys(frozenset(near | exact), frozenset(near | more | unknown))


def _by_birth(facts: PersonFacts, names: set[str]) -> set[str]:
    """Return keys for the same birth, or one with day and month swapped, and one of the names."""
    if facts.birth_on is None or facts.birth_precision != "day":
        return set()
    first, second = sorted((facts.birth_on.month, facts.birth_on.day))
    birth = f"{facts.birth_on.year}{first:02d}{second:02d}"
    return {f"d {birth} {name[:_KEY_LETTERS]}" for name in names - {""}}


def birth_marks(facts: PersonFacts) -> list[str]:
    """Return marks of which births that do not contradict each other share one; none for an unknown birth."""
    day = facts.birth_on
    if day is None:
        return []
    marks = [f"y{day.year}"]
    if facts.birth_precision == "day":
        marks.append(f"d{day.month:02d}{day.day:02d}")
        # One slip may swap the last digit of the year with the first of the month: 1990-12-05 and 1991-02-05.
        year, month = day.year % 10, day.month // 10
        if {year, month} == {0, 1}:
            marks.append(f"x{day.year // 10}{day.month % 10}{day.day:02d}")
    return marks


def _pair(kind: str, one: str, other: str) -> str:
    first, second = sorted((one[:_KEY_LETTERS], other[:_KEY_LETTERS]))
    return f"{kind} {first} {second}"
