"""Read one row of a list of openings: what is clear comes in, what is not is asked."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any, Final

from django.conf import settings
from django.utils import translation

from throughgate.foundation.imports.days import read_day
from throughgate.foundation.imports.kinds import Given
from throughgate.foundation.languages.folding import UnusableText, clean_text, search_key
from throughgate.foundation.spreadsheets import Cell, Mark
from throughgate.foundation.spreadsheets.values import Money, State, read_count, read_money, read_yes_no
from throughgate.ground.vocabulary.models import Occupation
from throughgate.ground.vocabulary.rules import level_from_word, licences_from_words
from throughgate.work.openings import choices
from throughgate.work.openings.importing import offers
from throughgate.work.openings.importing.companies import read_company, read_contact, read_site
from throughgate.work.openings.importing.single.draft import OpeningDraft
from throughgate.work.openings.rules import asks_for_record

SEVERAL: Final = "; "
"""Between the values of a cell that has several."""
REMOTE: Final = search_key("telecommute")
HIDDEN_NAMES: Final = frozenset(
    search_key(word) for word in ("confidential", "vertraulich", "anonym", "anonymous")
)
CLEARED_BY_LOOKING: Final = frozenset(
    {
        *(
            "row_short",
            "row_long",
            "shifted",
            "remote",
            "start_vague",
            "start_year",
            "seats_range",
            "seats_about",
        ),
        *("seats_several", "wage_by_tariff", "wage_open_wage", "wage_range", "wage_about", "wage_period"),
        *("wage_currency", "level_vague", "level_between", "licence_class_missing", "licence_unclear"),
        *("licence_old_class", "closing_over"),
    }
)
"""What may stay open: the opening comes in without it, or with it in words."""
NO_CURRENCY: Final = "¤"
"""Stands behind an amount for which no currency was said."""
_CURRENCY: Final = re.compile(r"(?<![A-Za-z])[A-Z]{3}(?![A-Za-z])")
LEAST_PER_YEAR: Final = Decimal(10_000)
MOST_TITLE: Final = 160
MOST_NUMBER: Final = 80
MOST_DESCRIPTION: Final = 4000


@dataclass(frozen=True)
class Finding:
    """What a row's words are looked up by, and the day on which."""

    place: Callable[[str, str, str], Any]
    occupation: Callable[[str], Occupation | None]
    today: date
    country: str


def read_row(given: Given, find: Finding) -> OpeningDraft:
    """Return what the row says, with everything that must be asked."""
    draft = OpeningDraft.of(given, as_text=("telephone",))
    if text := given.text("description"):
        draft.kept["description"] = text
    if Mark.BROKEN in given.marks:
        return draft
    read_company(given, draft)
    _company_is_named(draft)
    _place(given, draft, find)
    read_contact(given, draft)
    draft.number = " ".join(given.text("number").split())
    if len(draft.number) > MOST_NUMBER:
        draft.ask("too_long", "number")
    draft.title = draft.words(given, "title", MOST_TITLE)
    if not draft.title and (given.confirmed or "title" not in given.missing):
        draft.refuse("title_missing", "title")
    _kind(given, draft)
    _occupation(given, draft, find)
    _seats(given, draft)
    _days(given, draft, find)
    _needs(given, draft)
    _wage(given, draft)
    _texts(given, draft)
    draft.block()
    if given.confirmed:
        draft.settle(CLEARED_BY_LOOKING)
    return draft


def _company_is_named(draft: OpeningDraft) -> None:
    if search_key(draft.name) in HIDDEN_NAMES:
        draft.ask("company_hidden", "name")


def _place(given: Given, draft: OpeningDraft, find: Finding) -> None:
    towns = [one for one in given.text("town").split(SEVERAL) if one.strip()]
    if [search_key(one) for one in towns] == [REMOTE]:
        draft.ask("remote", "town")
    elif len(towns) > 1:
        draft.ask("places_several", "town", text=", ".join(towns)[:200], candidates=towns[:8])
    else:
        read_site(given, draft, find.place, find.country)
    draft.is_on_the_road = _yes_no(given, draft, "on_the_road")


def _yes_no(given: Given, draft: OpeningDraft, name: str) -> bool | None:
    answer = read_yes_no(given.cell(name))
    if answer.state in (State.DOUBTFUL, State.UNREADABLE):
        draft.ask("not_yes_or_no", name)
    return answer.known


# --- closed lists ----------------------------------------------------------------------------

_LISTS: Final[dict[str, Any]] = {
    "offer": choices.Kind.choices,
    "shifts": choices.Shift.choices,
    "german": choices.GERMAN_CHOICES,
    "licence": choices.LICENCE_CHOICES,
    "certificates": choices.CERTIFICATE_CHOICES,
    "demands": choices.Demand.choices,
    "wage_period": choices.Period.choices,
}


@lru_cache(maxsize=16)
def codes_of(name: str) -> dict[str, str]:
    """Return the code of each word of a closed list by its key, in every language that pages are offered in."""
    found = {search_key(code): code for code, _label in _LISTS[name]}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            found |= {search_key(str(label)): code for code, label in _LISTS[name]}
    return found


def _listed(given: Given, draft: OpeningDraft, name: str) -> list[str]:
    """Return the codes of a cell with several words of a list; ask about the others."""
    found = []
    for part in given.text(name).replace("\n", ";").split(";"):
        if not (text := " ".join(part.split())):
            continue
        code = codes_of(name).get(search_key(text))
        if code is None:
            draft.ask("word_unknown", name, text=text[:60])
        elif code not in found:
            found.append(code)
    return found


def _kind(given: Given, draft: OpeningDraft) -> None:
    text = given.text("offer")
    if not text.strip():
        draft.opening_kind = "job"
        draft.note("kind_assumed", "offer")
        return
    if code := codes_of("offer").get(search_key(text)):
        draft.opening_kind = code
        return
    before = len(draft.reasons)
    kinds = offers.read_kinds(text, draft)
    if len(kinds) > 1:
        draft.ask("kind_several", "offer", text=text[:60])
    elif kinds:
        draft.opening_kind = kinds[0]
    elif len(draft.reasons) == before:
        draft.ask("offer_unknown", "offer", text=text[:60])


def _occupation(given: Given, draft: OpeningDraft, find: Finding) -> None:
    text = draft.words(given, "occupation", MOST_TITLE)
    if not text:
        return
    draft.occupation = find.occupation(text)
    if draft.occupation is None:
        draft.occupation_text = text
        draft.note("occupation_unknown", "occupation", text=text[:60])


def _seats(given: Given, draft: OpeningDraft) -> None:
    count = read_count(given.cell("seats"))
    if count.state is State.GIVEN and count.value is not None:
        draft.seats = count.value.least
        if draft.seats == 0:
            draft.ask("seats_none", "seats")
        elif draft.seats > 999:
            draft.ask("seats_not_a_count", "seats")
    elif count.state is State.DOUBTFUL:
        least, most = (count.value.least, count.value.most) if count.value else (0, 0)
        code = "seats_several" if count.value is None else "seats_range" if least != most else "seats_about"
        draft.ask(code, "seats", least=least, most=most)
    elif count.state is State.UNREADABLE:
        draft.ask("seats_not_a_count", "seats")


# --- days ------------------------------------------------------------------------------------


def _days(given: Given, draft: OpeningDraft, find: Finding) -> None:
    offers.read_start(given, draft, find.today, find.country)
    draft.start_until = _day(given, draft, "start_until", find)
    draft.ends_on = _day(given, draft, "end", find)
    draft.closing_on = _day(given, draft, "closing", find)
    if draft.closing_on is not None and draft.closing_on < find.today:
        draft.ask("closing_over", "closing")
    for name, day in (("start_until", draft.start_until), ("end", draft.ends_on)):
        if day is not None and draft.starts_on is not None and day < draft.starts_on:
            draft.ask("order", name)
    draft.day_release = _yes_no(given, draft, "day_release")


def _day(given: Given, draft: OpeningDraft, name: str, find: Finding) -> date | None:
    answer = read_day(
        given.cell(name),
        country=find.country,
        today=find.today,
        purpose="ahead",
        day_first=name in given.day_first,
    )
    if answer.reason in ("empty", "unknown"):
        return None
    if answer.on is None or answer.precision != "day":
        draft.ask("day_unreadable", name, text=given.text(name)[:60])
    elif answer.ambiguous and answer.other:
        draft.ask("date_ambiguous", name, one=answer.on.isoformat(), other=answer.other.isoformat())
    else:
        return answer.on
    return None


# --- what is needed, and the wage ------------------------------------------------------------


def _needs(given: Given, draft: OpeningDraft) -> None:
    draft.shifts = _listed(given, draft, "shifts")
    draft.certificates = _listed(given, draft, "certificates")
    draft.demands = _listed(given, draft, "demands")
    if code := codes_of("german").get(search_key(given.text("german"))):
        draft.german = code
    else:
        level = level_from_word(given.text("german"))
        if level.is_known:
            draft.german = {"native": "C2"}.get(level.value or "", level.value or "")
        elif level.doubt == "level_any":
            draft.german = "none"
        elif level.is_doubtful:
            draft.ask(level.doubt, "german")
    if code := codes_of("licence").get(search_key(given.text("licence"))):
        draft.licence = code
        return
    licence = licences_from_words(given.text("licence"))
    if licence.is_known:
        held = licence.value or ()
        draft.licence = held[0] if len(held) == 1 else "" if held else "none"
        if len(held) > 1:
            draft.ask("licence_unclear", "licence")
    elif licence.doubt == "licence_wanted":
        draft.licence = "none"
        draft.note("licence_wanted", "licence")
    elif licence.is_doubtful:
        draft.ask(licence.doubt, "licence")


def _wage(given: Given, draft: OpeningDraft) -> None:
    draft.wage_text = draft.words(given, "wage_text", 80)
    low, high = _money(given, draft, "wage_from"), _money(given, draft, "wage_to")
    told = given.text("wage_period").strip()
    period = codes_of("wage_period").get(search_key(told), "") if told else ""
    if told and not period:
        # Per year or per day: nothing is worked out.
        _only_in_words(given, draft, "wage_period")
        return
    amounts = [one for one in (low, high) if one is not None]
    if not amounts:
        return
    if any(one.currency != "EUR" for one in amounts):
        _only_in_words(given, draft, "wage_currency")
        return
    said = {one.per for one in amounts if one.per} | ({period} if period else set())
    if len(said) > 1 or not said <= {"hour", "month"}:
        _only_in_words(given, draft, "wage_period")
        return
    if not said:
        said = _likely_period([one.amount for one in amounts])
        if not said:
            _only_in_words(given, draft, "wage_period")
            return
    draft.wage_from, draft.wage_to = low.amount if low else None, high.amount if high else None
    draft.wage_period = said.pop()
    if low and high and high.amount < low.amount:
        draft.ask("wage_turned", "wage_to")


def _likely_period(amounts: Sequence[Decimal]) -> set[str]:
    """Return what amounts can only be meant for: nobody earns 1,900 an hour, or 16 a month."""
    if max(amounts) <= offers.MOST_PER_HOUR:
        return {"hour"}
    return {"month"} if offers.LEAST_PER_MONTH <= min(amounts) <= max(amounts) < LEAST_PER_YEAR else set()


def _only_in_words(given: Given, draft: OpeningDraft, code: str) -> None:
    """Ask about a wage that cannot be compared; whoever says that it is right keeps it in words."""
    draft.ask(code, "wage_period" if code == "wage_period" else "wage_from")
    if given.confirmed and not draft.wage_text:
        amounts = "–".join(one for name in ("wage_from", "wage_to") if (one := given.text(name).strip()))
        draft.wage_text = " ".join(f"{amounts} {given.text('wage_period')}".split())[:80]


def _money(given: Given, draft: OpeningDraft, name: str) -> Money | None:
    cell = given.cell(name)
    if NO_CURRENCY in cell.text:
        text = cell.text.replace(NO_CURRENCY, "").strip()
        cell = Cell(text, text)
        draft.note("wage_currency_assumed", name)
    wage = read_money(cell)
    if wage.value is not None and (others := _CURRENCY.findall(cell.text)) and others != ["EUR"]:
        return replace(wage.value, currency=others[0])
    if wage.state is State.GIVEN:
        return wage.value
    if wage.state is State.DOUBTFUL:
        draft.ask(f"wage_{wage.code}", name)
        if given.confirmed and not draft.wage_text:
            draft.wage_text = " ".join(cell.text.split())[:80]
    elif wage.state is State.UNREADABLE:
        draft.ask("wage_not_money", name)
    return None


# --- texts -----------------------------------------------------------------------------------


def _texts(given: Given, draft: OpeningDraft) -> None:
    text = given.text("description")
    try:
        draft.description = clean_text(text, multiline=True) if text.strip() else ""
    except UnusableText:
        draft.ask("unusable", "description")
    if len(draft.description) > MOST_DESCRIPTION:
        draft.ask("too_long", "description")
        draft.description = draft.description[:MOST_DESCRIPTION]
    for name, words in (
        ("title", draft.title),
        ("occupation", draft.occupation_text),
        ("wage_text", draft.wage_text),
        ("description", draft.description),
    ):
        if asks_for_record(words):
            draft.refuse("asks_for_record", name)
    draft.is_public = _yes_no(given, draft, "public")
