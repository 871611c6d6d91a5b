"""Say which records may be the same person, with reasons; a person decides, nothing is merged here.

A match needs evidence from the names, and no contradiction between the birth dates:

====================  ============  ===========  =========  ============  =======
names and births      same          1 January    nearly     partly known  unknown
====================  ============  ===========  =========  ============  =======
same, or swapped      STRONG        STRONG       LIKELY     LIKELY        HINT
other spelling        STRONG        LIKELY       LIKELY     HINT          HINT
form, called name     LIKELY        HINT         HINT       HINT          -
part of the name      LIKELY        HINT         HINT       HINT          -
initial of a name     LIKELY        HINT         (swapped)  -             -
slip in the family    LIKELY        -            (swapped)  -             -
slip in the given     HINT          -            -          -             -
no given name         HINT          -            -          -             -
other family name     HINT          -            -          -             -
few letters in both   HINT          -            -          -             -
====================  ============  ===========  =========  ============  =======

Why so. Birth dates of two people of one name are almost never the same, so that name and date
together are strong; the name alone is not ("Ali Yılmaz" is three people in one prison). Births on
1 January are what offices write for people without papers, and say little more than the year.
"Nearly" is day and month swapped, or one slip in the digits; a slip in the year counts below
twenty years, for a father and a son of one name are born twenty or more apart. Twins have family
name and birth date in common, and often given names that differ by little (Simon and Simone, Marko
and Mirko): so nothing but the same or an equally sounding given name makes a match strong. The same
given name and birth date under another family name may be a marriage: a hint. So are slips in both
names, swapped or not, two in each at most and one to three letters ("Petersen, Sebatian" is "Petersuen,
Sebastian"), which leaves out most brothers of one birth: Hasan and Hüseyin, Andrei and Mihai.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from typing import Final, Literal, NamedTuple

from throughgate.foundation.languages.folding import sound_key
from throughgate.person.people.given_names import canonical
from throughgate.person.people.name_likeness import (
    Kind,
    Names,
    compare_names,
    fold,
    goes_by,
    initials_of,
    one_edit,
)

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
    ``part_of_name``, ``typing_error``, ``given_name_missing``, ``family_name_differs``, ``few_letters``.
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
    kind, reason = compare_names(names, others)
    strength = _STRENGTHS.get((kind, birth))
    if birth == "birth_unknown" and reason == "called_name" and goes_by(names, others):
        strength = Strength.HINT
    if kind is None or strength is None:
        return None
    return Match(other, strength, (reason, birth))


_Birth = Literal[
    "same_birth", "first_of_january", "day_and_month_swapped", "one_slip", "partly_known", "birth_unknown"
]


def _strengths() -> dict[tuple[Kind | None, _Birth], Strength]:
    births: tuple[_Birth, ...] = (
        "same_birth", "first_of_january", "day_and_month_swapped", "one_slip", "partly_known", "birth_unknown"
    )  # fmt: skip
    table: dict[Kind, str] = {  # S strong, L likely, H hint
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
        "near": "H-----",
    }
    letters = {"S": Strength.STRONG, "L": Strength.LIKELY, "H": Strength.HINT}
    return {
        (kind, birth): letters[letter]
        for kind, row in table.items()
        for birth, letter in zip(births, row, strict=True)
        if letter in letters
    }


_STRENGTHS: Final = _strengths()


def _names_of(facts: PersonFacts) -> Names:
    return fold(facts.family, facts.given, facts.called)


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


# --- keys for the database --------------------------------------------------------------------

_KEY_LETTERS: Final = 30


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
    said = _said_by_names(facts.family, facts.given, facts.called)
    marks = birth_marks(facts)
    if not marks:
        return BlockingKeys(said.unknown, said.exact | said.unknown)
    near = {f"{key} {mark}" for key in said.pairs for mark in marks}
    near |= _by_birth(facts, said.single)
    return BlockingKeys(said.exact.union(near), said.unknown.union(near, _by_birth(facts, said.joined)))


class _SaidByNames(NamedTuple):
    """What the keys of a record have from its names, whenever it was born."""

    exact: frozenset[str]
    unknown: frozenset[str]
    """A birth that is not known lets nothing but the same name, one that sounds the same, or the called name match."""
    pairs: frozenset[str]
    single: frozenset[str]
    joined: frozenset[str]
    """All names may stand in one field, of whom is asked for or of who is kept."""


@lru_cache(maxsize=4096)
def _said_by_names(family: str, given: str, called: str) -> _SaidByNames:
    names = fold(family, given, called)
    exact = {
        _pair("n", names.family.whole, names.given.whole),
        _pair("s", names.family.flat, names.given.flat),
    }
    if names.called.whole:
        exact.add(_pair("n", names.family.whole, names.called.whole))
    families = {names.family.whole} | names.family.words
    firsts = {names.given.whole} | names.given.words | names.behind
    joined = {names.family.whole, *names.family.parts} if not names.given.flat else set()
    if names.given.flat:
        joined = {
            canonical(names.family.sound + names.given.sound),
            canonical(names.given.sound + names.family.sound),
        }
    return _SaidByNames(
        frozenset(exact),
        frozenset(f"{key} ?" for key in exact),
        frozenset(exact | {_pair("n", one, other) for one in families for other in firsts}),
        frozenset({names.family.whole, names.given.whole, f"~{initials_of(names)}"}),
        frozenset(joined | {canonical(sound_key(part)) for part in joined}),
    )


def _by_birth(facts: PersonFacts, names: Iterable[str]) -> set[str]:
    """Return keys for the same birth, or one with day and month swapped, and one of the names."""
    if facts.birth_on is None or facts.birth_precision != "day":
        return set()
    first, second = sorted((facts.birth_on.month, facts.birth_on.day))
    birth = f"{facts.birth_on.year}{first:02d}{second:02d}"
    return {f"d {birth} {name[:_KEY_LETTERS]}" for name in names if name}


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
