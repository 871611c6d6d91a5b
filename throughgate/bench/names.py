"""Names for a million people, with the keys that are made from them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from throughgate.bench.chance import bits
from throughgate.desk.sample.names import SHARES, family_names, given_names
from throughgate.foundation.languages.folding import sort_key
from throughgate.person.people.duplicates import PersonFacts, birth_marks, blocking_keys
from throughgate.person.people.searching import key_of

ANY_DAY = date(1911, 11, 11)
ANY_YEAR = " y1911"


@dataclass(frozen=True, slots=True)
class Name:
    """A name and what is derived from it."""

    given: str
    family: str
    language: str
    name_key: str
    search_key: str
    pairs: tuple[str, ...]
    """Keys of possible duplicates that get a mark of the birth, and others with the birth to be put in."""
    others: tuple[str, ...]


class Names:
    """Give person number n a name; some names are many people's, as in life."""

    def __init__(self) -> None:
        self.language_of = [code for code, share in SHARES.items() for _ in range(share)]
        self.given = {code: _pairs(given_names(code), " ") for code in SHARES}
        self.family = {code: _pairs(family_names(code), "-") for code in SHARES}
        self.known: dict[tuple[str, str], Name] = {}

    def of(self, number: int) -> Name:
        """Return the name of a person."""
        mixed = bits(number, 1)
        language = self.language_of[mixed % len(self.language_of)]
        given = _pick(self.given[language], mixed >> 8)
        family = _pick(self.family[language], mixed >> 32)
        name = self.known.get((given, family))
        if name is None:
            name = self.known[given, family] = self._make(given, family, language)
        return name

    @staticmethod
    def _make(given: str, family: str, language: str) -> Name:
        keys = sorted(blocking_keys(PersonFacts(family=family, given=given, birth_on=ANY_DAY)).kept)
        pairs = [key.removesuffix(ANY_YEAR) for key in keys if key.endswith(ANY_YEAR)]
        others = [key for key in keys if not key.startswith(tuple(f"{pair} " for pair in pairs))]
        return Name(
            *(given, family, language, sort_key(family, given), key_of(family, given, "")),
            *(tuple(pairs), tuple(others)),
        )

    def alike(self, name: Name, born: date) -> str:
        """Return the keys of possible duplicates as an array of PostgreSQL's."""
        first, second = sorted((born.month, born.day))
        birth = f"{born.year}{first:02d}{second:02d}"
        marks = birth_marks(PersonFacts(name.family, name.given, birth_on=born))
        keys = [f"{pair} {mark}" for pair in name.pairs for mark in marks]
        keys += [key.replace("19111111", birth) for key in name.others]
        return "{" + ",".join(f'"{key}"' for key in keys) + "}"


def _pairs(names: list[str], joint: str) -> tuple[list[str], list[str]]:
    """Return single names, and all pairs of them."""
    return names, [f"{one}{joint}{other}" for one in names for other in names if one != other]


def _pick(choice: tuple[list[str], list[str]], mixed: int) -> str:
    """Return one name of three out of four, a double name otherwise."""
    names = choice[1] if mixed & 3 == 0 else choice[0]
    return names[(mixed >> 2) % len(names)]
