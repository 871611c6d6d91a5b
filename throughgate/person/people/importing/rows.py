"""Read one row of a list of people: what it says about a person, and what must be asked before it is believed."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, lru_cache
from typing import Any, Final

from throughgate.foundation.imports.days import read_day
from throughgate.foundation.imports.drafts import RowDraft, read_words
from throughgate.foundation.imports.kinds import Given
from throughgate.foundation.languages.dates import DateAnswer, Purpose
from throughgate.foundation.spreadsheets.contacts import read_postcode
from throughgate.foundation.spreadsheets.unknown import may_be_name
from throughgate.foundation.spreadsheets.values import State, read_code
from throughgate.ground.vocabulary.listed import read_country
from throughgate.ground.vocabulary.rules import (
    Parsed,
    language_from_word,
    level_from_word,
    licences_from_words,
)
from throughgate.person.people.duplicates import BlockingKeys, PersonFacts, blocking_keys
from throughgate.person.people.rules import ReleaseDates, is_likely_birth, problems_of_stay

LONGEST: Final = {"number": 40, "family_name": 100, "given_names": 100, "full_name": 200}
RELEASES: Final = ("release_earliest", "release_expected", "release_latest")
FAR_FROM_TODAY: Final = 20
"""Years from which a guessed century is worth a word."""
# Lists say the same again and again: towns, levels, days of release.
_language_from_word = lru_cache(maxsize=1024)(language_from_word)
_level_from_word = lru_cache(maxsize=1024)(level_from_word)
_licences_from_words = lru_cache(maxsize=1024)(licences_from_words)
CLEARED_BY_LOOKING: Final = frozenset({"row_short", "row_long", "shifted", "only_name", "name_or_unknown"})


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

    place: Callable[[str, str, str], PlaceFound]
    """Of a name, a postcode and the country that the list names; both may be empty."""
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


def read_row(given: Given, lookups: Lookups, *, today: date, country: str) -> Draft:
    """Return what the row says, with everything that speaks against believing it."""
    return look_up(given, read_cells(given, today=today, country=country), lookups, country=country)


def read_cells(given: Given, *, today: date, country: str) -> Draft:
    """Return what the cells say by themselves, before anything is looked up."""
    draft = Draft.of(given)
    draft.number = draft.storable(read_code(given.cell("number")), "number", LONGEST["number"])
    _names(given, draft)
    _birth(given, draft, today, country)
    _stay(given, draft, today, country)
    _profile(given, draft)
    return draft


def look_up(given: Given, draft: Draft, lookups: Lookups, *, country: str) -> Draft:
    """Return the draft with what only the vocabulary can tell."""
    _home(given, draft, lookups, country)
    _wishes(given, draft, lookups)
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
    # Where the row ends before the name, it is asked for being short.
    is_told = given.confirmed or not given.missing & {"family_name", "full_name"}
    if is_told and not draft.family_name and draft.given_names and not whole:
        _only_name(given, draft)
    if is_told and not draft.family_name:
        draft.refuse("family_name_missing", "family_name")


def _only_name(given: Given, draft: Draft) -> None:
    """Ask whether what stands there is a family name, or the person has one name alone."""
    word = given.text("family_name")
    if may_be_name(word):
        draft.family_name = draft.storable(word, "family_name", LONGEST["family_name"])
        draft.ask("name_or_unknown", "family_name", text=word[:60])
    else:
        draft.family_name, draft.given_names = draft.given_names, ""
        draft.ask("only_name", "given_names", text=draft.family_name[:60])


def _birth(given: Given, draft: Draft, today: date, country: str) -> None:
    answer = _read(given, "birth", draft, today, country, "birth")
    draft.birth = answer if answer.on else DateAnswer(None)
    if answer.reason in (None, "empty", "unknown"):
        if answer.ambiguous and answer.other is not None and answer.on is not None:
            draft.ask("birth_ambiguous", "birth", one=answer.on.isoformat(), other=answer.other.isoformat())
        elif answer.on and not is_likely_birth(answer.on, today):
            draft.ask("birth_unlikely", "birth", one=answer.on.isoformat())
        elif answer.guessed_century and answer.on:
            draft.note("century_guessed", "birth", year=answer.on.year)
        return
    if answer.reason == "wrong_weekday":
        draft.ask("date_wrong_weekday", "birth", **_other(answer))
    elif answer.reason == "estimated":
        draft.ask("birth_estimated", "birth", **_other(answer))
    else:
        draft.refuse(f"birth_{answer.reason}", "birth", **_other(answer))


def _other(answer: DateAnswer) -> dict[str, Any]:
    return {"other": answer.other.isoformat()} if answer.other else {}


def _read(
    given: Given, name: str, draft: Draft, today: date, country: str, purpose: Purpose = "any"
) -> DateAnswer:
    day_first = name in given.day_first
    answer = read_day(given.cell(name), country=country, today=today, purpose=purpose, day_first=day_first)
    if day_first and answer.on and answer.precision == "day" and not answer.ambiguous:
        # Should something else be asked about the row, the date need not be read once more.
        draft.kept[name] = answer.on.isoformat()
    return answer


# --- stay --------------------------------------------------------------------------------------


def _day(given: Given, name: str, draft: Draft, today: date, country: str) -> date | None:
    answer = _read(given, name, draft, today, country, "ahead" if name in RELEASES else "any")
    if answer.reason in ("empty", "unknown"):
        return None
    if answer.on is None:
        draft.ask(f"date_{answer.reason}", name, **_other(answer))
        return None
    if answer.precision != "day":
        draft.ask("day_missing", name)
    elif answer.ambiguous and answer.other is not None:
        draft.ask("date_ambiguous", name, one=answer.on.isoformat(), other=answer.other.isoformat())
    elif answer.guessed_century and abs(answer.on.year - today.year) > FAR_FROM_TODAY:
        draft.note("date_century_guessed", name, year=answer.on.year)
    return answer.on


def _stay(given: Given, draft: Draft, today: date, country: str) -> None:
    draft.arrived_on = _day(given, "arrived", draft, today, country)
    earliest, expected, latest = (_day(given, name, draft, today, country) for name in RELEASES)
    draft.dates = ReleaseDates(earliest, expected, latest)
    for code in draft.dates.problems():
        draft.ask(code, "release_latest" if code != "earliest_after_expected" else "release_earliest")
    # Against a birth that is asked about nothing can be held.
    birth = draft.birth.on if draft.is_sure_of("birth") else None
    for code, name in problems_of_stay(birth, draft.arrived_on, draft.dates, today):
        draft.ask(code, name)
    if draft.arrived_on is None:
        return
    if earliest and earliest < draft.arrived_on:
        # Early release was already due when the person came here. It helps nobody any more.
        draft.note("earliest_before_arrival", "release_earliest")
        draft.dates = replace(draft.dates, earliest_on=None)
    for name, day in (("release_expected", expected), ("release_latest", latest)):
        if day and day < draft.arrived_on and draft.is_sure_of(name):
            draft.ask("release_before_arrival", name)


# --- profile -----------------------------------------------------------------------------------


def _profile(given: Given, draft: Draft) -> None:
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


def _wishes(given: Given, draft: Draft, lookups: Lookups) -> None:
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


def _belongs(postcode: str | None, given: Given, lookups: Lookups, said: str) -> bool:
    """Say whether a postcode to which a zero was added is one of the town beside it."""
    town = read_words(given.text("home")).value
    if postcode is None or not town:
        return False
    return lookups.place(_SPACES.sub(" ", town), postcode, said).key is not None


_SPACES: Final = re.compile(r"\s+")


def _home(given: Given, draft: Draft, lookups: Lookups, country: str) -> None:
    said = read_country(given, draft)
    code = read_postcode(given.cell("postcode"), said or country)
    if code.known:
        draft.postcode = code.known[:12]
        if code.code:
            draft.note(code.code, "postcode")
    elif code.code == "wrong_length" and _belongs(code.value, given, lookups, said):
        draft.postcode = code.value or ""
        draft.note("leading_zero_lost", "postcode")
    elif code.state is State.DOUBTFUL:
        draft.note(code.code, "postcode")
    elif code.state is State.UNREADABLE:
        draft.note("not_a_postcode", "postcode")
    written = read_words(given.text("home"))
    if not written.value:
        return
    text = _SPACES.sub(" ", written.value)
    found = lookups.place(text, draft.postcode, said)
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
