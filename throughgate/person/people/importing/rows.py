"""Read one row of a list of people: what it says about a person, and what must be asked before it is believed."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property, lru_cache
from typing import Final, Literal

from throughgate.foundation.imports.drafts import RowDraft, read_words
from throughgate.foundation.imports.kinds import Given
from throughgate.foundation.languages.dates import DateAnswer, read_date
from throughgate.foundation.spreadsheets import Cell
from throughgate.foundation.spreadsheets.contacts import read_postcode
from throughgate.foundation.spreadsheets.unknown import is_unknown
from throughgate.foundation.spreadsheets.values import State
from throughgate.ground.vocabulary.rules import (
    Parsed,
    language_from_word,
    level_from_word,
    licences_from_words,
)
from throughgate.person.people.duplicates import BlockingKeys, PersonFacts, blocking_keys
from throughgate.person.people.rules import ReleaseDates, age_on

LONGEST: Final = {"number": 40, "family_name": 100, "given_names": 100, "full_name": 200}
YOUNGEST: Final = 12
"""Nobody in custody or aftercare is younger: a birth date that says so has the wrong century or is a slip."""
OLDEST: Final = 100
RELEASES: Final = ("release_earliest", "release_expected", "release_latest")
# Lists say the same again and again: towns, levels, days of release.
_language_from_word = lru_cache(maxsize=1024)(language_from_word)
_level_from_word = lru_cache(maxsize=1024)(level_from_word)
_licences_from_words = lru_cache(maxsize=1024)(licences_from_words)
CLEARED_BY_LOOKING: Final = frozenset({"row_short", "row_long", "shifted"})


@dataclass(frozen=True)
class PlaceFound:
    """What a written place means: the id of a place, or the code of why to ask."""

    key: int | None = None
    reason: str = ""
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True)
class WishFound:
    """What one written wish means: codes of occupations, or the code of why it is left out."""

    text: str
    codes: tuple[str, ...] = ()
    reason: str = ""


@dataclass(frozen=True)
class Lookups:
    """Where words are looked up; each call is remembered by whoever gives it."""

    place: Callable[[str, str], PlaceFound]
    wishes: Callable[[str], list[WishFound]]


@dataclass
class Draft(RowDraft):
    """What a row says about a person."""

    number: str = ""
    family_name: str = ""
    given_names: str = ""
    birth: DateAnswer = DateAnswer(None)
    arrived_on: date | None = None
    dates: ReleaseDates = ReleaseDates(None, None, None)
    mother_tongue: str = ""
    german: str = ""
    home: int | None = None
    postcode: str = ""
    licences: tuple[str, ...] | None = None
    wishes: tuple[str, ...] = ()

    @cached_property
    def facts(self) -> PersonFacts:
        """Return what doubles are found by; asked once the row is read."""
        return PersonFacts(self.family_name, self.given_names, "", self.birth.on, self.birth.precision)

    @cached_property
    def keys(self) -> BlockingKeys:
        """Return by what the row is found among people and other rows."""
        return blocking_keys(self.facts)

    @property
    def languages(self) -> dict[str, str]:
        """Return the level of each language named."""
        found = {self.mother_tongue: "native"} if self.mother_tongue else {}
        if self.german and self.german != "none":
            found.setdefault("de", self.german)
        return found


def read_row(given: Given, lookups: Lookups, *, today: date, language: str, country: str) -> Draft:
    """Return what the row says, with everything that speaks against believing it."""
    draft = Draft.of(given)
    draft.number = draft.storable(given.text("number"), "number", LONGEST["number"])
    _names(given, draft)
    _birth(given, draft, today, language)
    _stay(given, draft, today, language)
    _profile(given, draft, lookups, country)
    if given.confirmed:
        draft.settle(CLEARED_BY_LOOKING)
    return draft


# --- who ---------------------------------------------------------------------------------------


def _name(given: Given, name: str, draft: Draft) -> str:
    value = draft.words(given, name, LONGEST[name], is_name=True)
    if any(sign.isdigit() for sign in value):
        draft.ask("not_a_name", name)
    return value


def _names(given: Given, draft: Draft) -> None:
    draft.family_name, draft.given_names = (
        _name(given, "family_name", draft),
        _name(given, "given_names", draft),
    )
    whole = _name(given, "full_name", draft)
    if not whole and "," in draft.family_name and not draft.given_names:
        whole, draft.family_name = draft.family_name, ""
    if whole and not draft.family_name:
        family, comma, first = whole.partition(",")
        if comma:
            draft.family_name, draft.given_names = family.strip(), draft.given_names or first.strip()
        else:
            # Which word is the family name cannot be told: "Minh Anh Nguyen", "Nguyen Minh Anh".
            *first_words, last = whole.split()
            draft.family_name, draft.given_names = last, " ".join(first_words)
            if first_words:
                draft.ask("name_order", "full_name", family=last[:60])
    if not draft.family_name and (given.confirmed or not given.missing & {"family_name", "full_name"}):
        # Where the row ends before the name, it is asked for being short.
        draft.refuse("family_name_missing", "family_name")


def _birth(given: Given, draft: Draft, today: date, language: str) -> None:
    answer = _clear(_date(given.cell("birth"), language, today, purpose="birth"), given, "birth", draft)
    draft.birth = answer if answer.on else DateAnswer(None)
    if answer.reason in (None, "empty", "unknown"):
        if answer.ambiguous and answer.other is not None and answer.on is not None:
            draft.ask("birth_ambiguous", "birth", one=answer.on.isoformat(), other=answer.other.isoformat())
        elif answer.on and not YOUNGEST <= age_on(answer.on, today) <= OLDEST:
            draft.ask("birth_unlikely", "birth", one=answer.on.isoformat())
        elif answer.guessed_century and answer.on:
            draft.note("century_guessed", "birth", year=answer.on.year)
        return
    values = {"other": answer.other.isoformat()} if answer.other else {}
    draft.refuse(f"birth_{answer.reason}", "birth", **values)


def _date(cell: Cell, language: str, today: date, *, purpose: str = "any") -> DateAnswer:
    if isinstance(cell.value, datetime):
        return _checked(cell.value.date(), today, purpose)
    if isinstance(cell.value, date):
        return _checked(cell.value, today, purpose)
    text = " ".join(cell.text.split())
    return _date_from_text(text, language, today, "birth" if purpose == "birth" else "any")


@lru_cache(maxsize=8192)
def _date_from_text(text: str, language: str, today: date, purpose: Literal["birth", "any"]) -> DateAnswer:
    if is_unknown(text):
        return DateAnswer(None, reason="unknown")
    return read_date(text, language, today=today, purpose=purpose, serials=True)


def _clear(answer: DateAnswer, given: Given, name: str, draft: Draft) -> DateAnswer:
    """Take 05/03/1990 as the fifth of March where the other rows of its column are written so."""
    if not (answer.ambiguous and answer.on and name in given.day_first):
        return answer
    # Should something else be asked about the row, the date need not be read once more.
    draft.kept[name] = answer.on.isoformat()
    return replace(answer, other=None)


def _checked(day: date, today: date, purpose: str) -> DateAnswer:
    if not 1900 <= day.year <= 2100:
        return DateAnswer(None, reason="out_of_range")
    if purpose == "birth" and day > today:
        return DateAnswer(None, reason="in_future")
    return DateAnswer(day)


# --- stay --------------------------------------------------------------------------------------


def _day(given: Given, name: str, draft: Draft, today: date, language: str) -> date | None:
    answer = _clear(_date(given.cell(name), language, today), given, name, draft)
    if answer.reason in ("empty", "unknown"):
        return None
    if answer.on is None:
        draft.ask(f"date_{answer.reason}", name)
        return None
    if answer.precision != "day":
        draft.ask("day_missing", name)
    elif answer.ambiguous and answer.other is not None:
        draft.ask("date_ambiguous", name, one=answer.on.isoformat(), other=answer.other.isoformat())
    return answer.on


def _stay(given: Given, draft: Draft, today: date, language: str) -> None:
    draft.arrived_on = _day(given, "arrived", draft, today, language)
    earliest, expected, latest = (_day(given, name, draft, today, language) for name in RELEASES)
    draft.dates = ReleaseDates(earliest, expected, latest)
    for code in draft.dates.problems():
        draft.ask(code, "release_latest" if code != "earliest_after_expected" else "release_earliest")
    if draft.birth.on and draft.arrived_on and draft.arrived_on < draft.birth.on:
        draft.ask("arrived_before_birth", "arrived")
    if draft.arrived_on is None:
        return
    if earliest and earliest < draft.arrived_on:
        # Early release was already due when the person came here. It helps nobody any more.
        draft.note("earliest_before_arrival", "release_earliest")
        draft.dates = replace(draft.dates, earliest_on=None)
    for name, day in (("release_expected", expected), ("release_latest", latest)):
        if day and day < draft.arrived_on:
            draft.ask("release_before_arrival", name)


# --- profile -----------------------------------------------------------------------------------


def _profile(given: Given, draft: Draft, lookups: Lookups, country: str) -> None:
    tongue = read_words(given.text("mother_tongue"))
    if tongue.value:
        draft.mother_tongue = _language_from_word(tongue.value) or ""
        if not draft.mother_tongue:
            draft.note("language_unknown", "mother_tongue", text=tongue.value[:60])
    level = _level_from_word(given.text("german"))
    if level.is_known:
        draft.german = level.value or ""
    elif level.is_doubtful:
        draft.note(level.doubt, "german")
    _licences(given, draft)
    _home(given, draft, lookups, country)
    codes: list[str] = []
    for wish in lookups.wishes(given.text("wishes")) if given.text("wishes") else ():
        codes.extend(wish.codes)
        if wish.reason:
            draft.note(f"wish_{wish.reason}", "wishes", text=wish.text[:60])
    draft.wishes = tuple(dict.fromkeys(codes))


def _licences(given: Given, draft: Draft) -> None:
    read: Parsed[tuple[str, ...]] = _licences_from_words(given.text("licences"))
    draft.kept.pop("licences", None)
    if read.is_known:
        draft.licences = read.value
    elif read.is_doubtful:
        draft.note(read.doubt, "licences")
    # A licence that was taken away is none, and why is stored nowhere: the cell itself is never kept.
    if read.value is not None:
        draft.kept["licences"] = ", ".join(read.value) or "-" if read.is_known else ""
        if read.is_known and not read.value:
            draft.kept["licences"] = "nein"
    if not draft.kept.get("licences"):
        draft.kept.pop("licences", None)


_SPACES: Final = re.compile(r"\s+")


def _home(given: Given, draft: Draft, lookups: Lookups, country: str) -> None:
    code = read_postcode(given.cell("postcode"), country)
    if code.known:
        draft.postcode = code.known[:12]
    elif code.state is State.DOUBTFUL:
        draft.note(code.code, "postcode")
    elif code.state is State.UNREADABLE:
        draft.note("not_a_postcode", "postcode")
    written = read_words(given.text("home"))
    if not written.value:
        return
    text = _SPACES.sub(" ", written.value)
    found = lookups.place(text, draft.postcode)
    if found.key is None and found.reason != "empty":
        if written.code == "lost_letters":
            draft.ask("lost_letters", "home", text=text[:100])
        draft.ask(f"place_{found.reason}", "home", text=text[:60], candidates=list(found.candidates[:5]))
    draft.home = found.key


def same_name(said: str, known: str) -> bool:
    """Say whether a written name is the known one, with letters lost or in capitals."""
    if said == known:
        return True
    if "?" in said or "\ufffd" in said:
        pattern = "".join("." if sign in "?\ufffd" else re.escape(sign) for sign in said)
        return bool(re.fullmatch(pattern, known, re.IGNORECASE))
    return False
