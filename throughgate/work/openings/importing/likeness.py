"""When two entries are of one company: by name and place, or by what else they have in common."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Self

from throughgate.foundation.imports.seen import Seen
from throughgate.foundation.languages.folding import search_key
from throughgate.foundation.spreadsheets.contacts import telephone_key
from throughgate.ground.organisations.rules import bare_words
from throughgate.person.people.name_likeness import one_edit

LEAST_FOR_A_SLIP: Final = 6
LEAST_TELLING: Final = 4
_SETS: Final = ("towns", "postcodes", "streets", "telephones", "emails")
_STREET: Final = re.compile(r"str(?:ase)?\b")


def firm_key(name: str) -> str:
    """Return the words of a firm in one order, without its legal form: in capitals and turned round it is the same."""
    return " ".join(sorted(set(bare_words(name))))


def share_a_word(one: str, other: str) -> bool:
    """Say whether two names can be of the same firm at all."""
    return not set(bare_words(one)).isdisjoint(bare_words(other))


def row_key(name: str, postcode: str, town: str) -> str:
    """Return what the same firm in the same place is known by."""
    return f"{firm_key(name)}|{search_key(town)}" if town else f"{firm_key(name)}|{postcode}"


@dataclass(frozen=True)
class Entry:
    """What is compared of a company; places and numbers in one form each."""

    name: str
    towns: frozenset[str] = field(default_factory=frozenset)
    postcodes: frozenset[str] = field(default_factory=frozenset)
    streets: frozenset[str] = field(default_factory=frozenset)
    telephones: frozenset[str] = field(default_factory=frozenset)
    emails: frozenset[str] = field(default_factory=frozenset)

    @classmethod
    def of(
        cls, name: str, addresses: Iterable[tuple[str, str, str]], contacts: Iterable[tuple[str, str]]
    ) -> Self:
        """Make an entry of addresses (street, postcode, town) and contacts (telephone, e-mail)."""
        addresses, contacts = list(addresses), list(contacts)
        return cls(
            name,
            frozenset(search_key(town) for _, _, town in addresses if town),
            frozenset(postcode for _, postcode, _ in addresses if postcode),
            frozenset(_STREET.sub("str", search_key(street)) for street, _, _ in addresses if street),
            frozenset(telephone_key(telephone) for telephone, _ in contacts if telephone),
            frozenset(email.casefold() for _, email in contacts if email),
        )

    @property
    def flat(self) -> str:
        """Return the name in one word: "Haus-Technik" is "Haustechnik"."""
        return "".join(bare_words(self.name))

    @property
    def keys(self) -> Iterator[str]:
        """Yield what entries of one company have in common, one of them at least."""
        yield f"firm {firm_key(self.name)}"
        yield f"flat {self.flat}"
        yield from (f"telephone {one}" for one in self.telephones)
        yield from (f"email {one}" for one in self.emails)
        for street in self.streets:
            yield from (f"street {street} {place}" for place in (*self.towns, *self.postcodes))

    def plain(self) -> list[Any]:
        """Return it as JSON holds it."""
        return [self.name, *(sorted(getattr(self, name)) for name in _SETS)]

    @classmethod
    def from_plain(cls, said: Sequence[Any]) -> Self:
        """Make it again of what JSON held."""
        name, *sets = said
        return cls(name, *map(frozenset, sets))

    def may_be_in_place_of(self, other: Entry) -> bool:
        """Say whether both can be in one place: a town or a postcode in common, or nothing to compare."""
        told = [
            bool(mine & theirs)
            for mine, theirs in ((self.towns, other.towns), (self.postcodes, other.postcodes))
            if mine and theirs
        ]
        return any(told) or not told


def may_be_one(one: Entry, other: Entry) -> bool:
    """Say whether somebody should be asked if two entries are one company."""
    if not one.may_be_in_place_of(other):
        return False
    if one.flat == other.flat or firm_key(one.name) == firm_key(other.name):
        return True
    words, others = _telling(one.name), _telling(other.name)
    if not words & others:
        return False
    if one.telephones & other.telephones or one.emails & other.emails:
        return True
    if not one.streets & other.streets:
        return False
    is_slip = min(len(one.flat), len(other.flat)) >= LEAST_FOR_A_SLIP and one_edit(one.flat, other.flat)
    return words <= others or others <= words or is_slip


def _telling(name: str) -> frozenset[str]:
    """Return the words that say which firm it is: "und" and "der" do not."""
    words = bare_words(name)
    return frozenset(word for word in words if len(word) >= LEAST_TELLING) or frozenset(words)


class Earlier:
    """Rows of the same file that came in before, and which of them a row may be."""

    def __init__(self, seen: Seen, entries: Iterable[Entry]) -> None:
        found = seen.find(sorted({key for entry in entries for key in entry.keys}))
        self._by_key = {
            key: {number: Entry.from_plain(said) for number, said in rows} for key, rows in found.items()
        }

    def like(self, entry: Entry) -> int | None:
        """Return the number of the first row that may be the same company."""
        there = {number: other for key in entry.keys for number, other in self._by_key.get(key, {}).items()}
        return min((number for number, other in there.items() if may_be_one(entry, other)), default=None)

    def add(self, number: int, entry: Entry) -> None:
        """Take up a row."""
        for key in entry.keys:
            self._by_key.setdefault(key, {}).setdefault(number, entry)
