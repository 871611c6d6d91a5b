"""Read of a row what is offered: a simple opening where it is clear, a question where it is not."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Any, Final

from throughgate.foundation.imports.days import read_day
from throughgate.foundation.imports.kinds import Given
from throughgate.foundation.languages.folding import search_key
from throughgate.foundation.spreadsheets.values import State, read_count, read_money
from throughgate.ground.vocabulary.rules import level_from_word, licences_from_words
from throughgate.work.openings.importing.draft import Draft, Offer, text_of
from throughgate.work.openings.rules import asks_for_record

KINDS: Final = {
    "internship": ("praktikum", "praktika", "p", "internship", "schnupperpraktikum", "probearbeit", "tirocinio"),
    "training": ("ausbildung", "ausbildungsplatz", "ausbildungsstelle", "azubi", "lehre", "lehrstelle", "a",
                 "umschulung", "training", "apprenticeship", "training place"),
    "job": ("job", "arbeitsplatz", "arbeit", "stelle", "arbeitsstelle", "j", "helfer", "helferstelle", "aushilfe",
            "minijob", "festanstellung", "vollzeit", "teilzeit", "work", "employment"),
    "support": ("ehrenamtl begleitung", "ehrenamtliche begleitung", "ehrenamt", "begleitung", "patenschaft",
                "ehrenamtlich", "voluntary support", "volunteer", "support"),
}  # fmt: skip
_KIND_OF: Final = {search_key(word): kind for kind, words in KINDS.items() for word in words}
_SPLIT: Final = re.compile(r"\s*(?:[,;/+&\n|]|\bund\b|\boder\b|\bor\b|\band\b)\s*", re.IGNORECASE)
_NOTHING: Final = frozenset(
    search_key(word) for word in ("", "kein", "keine", "keins", "nichts", "none", "zur zeit nichts")
)
_AT_ONCE: Final = frozenset(
    search_key(w)
    for w in ("sofort", "ab sofort", "jederzeit", "laufend", "immediately", "now", "asap", "any time")
)
_BY_ARRANGEMENT: Final = frozenset(
    search_key(w)
    for w in (
        "nach absprache",
        "n. a.",
        "nach vereinbarung",
        "n. v.",
        "absprache",
        "vereinbarung",
        "by arrangement",
        "flexibel",
    )
)
_DAY_AND_MONTH: Final = re.compile(r"(\d{1,2})\.\s*(\d{1,2})\.?|(\d{1,2})/(\d{1,2})")
YEARS_AHEAD: Final = 10
"""Nobody offers work that begins later."""
MOST_PER_HOUR: Final = Decimal(150)
LEAST_PER_MONTH: Final = Decimal(250)


def read_offers(given: Given, draft: Draft, today: date, country: str, *, confirmed: bool) -> None:
    """Read the kinds of opening, and what holds for all of them."""
    kinds = read_kinds(given.text("offer"), draft)
    if not kinds:
        return
    count = read_count(given.cell("seats"))
    seats = None
    if count.state is State.GIVEN and count.value is not None:
        seats = count.value.least
        if not 1 <= seats <= 999:
            draft.ask("seats_not_a_count", "seats")
    elif count.state is State.DOUBTFUL:
        values: dict[str, Any] = {"least": count.value.least, "most": count.value.most} if count.value else {}
        draft.ask(
            f"seats_{'several' if not values else 'range' if values['least'] != values['most'] else 'about'}",
            "seats",
            **values,
        )
    elif count.state is State.UNREADABLE:
        draft.ask("seats_not_a_count", "seats")
    if len(kinds) > 1 and seats is not None:
        draft.note("seats_shared", "seats")
        seats = None
    draft.offers = tuple(Offer(kind, seats) for kind in kinds)
    read_start(given, draft, today, country)
    _demands(given, draft)
    _wage(given, draft, confirmed=confirmed)
    draft.description = text_of(given, "description", draft)
    if asks_for_record(draft.description):
        draft.ask("asks_for_record", "description")
        draft.description = ""


def read_kinds(text: str, draft: Draft) -> list[str]:
    """Return the kinds of opening that words name, asking about the others."""
    kinds: list[str] = []
    for part in _SPLIT.split(text.strip()):
        key = search_key(part)
        if key in _NOTHING:
            continue
        kind = _KIND_OF.get(key) or next(
            (k for word, k in _KIND_OF.items() if len(word) > 4 and word in key), None
        )
        if kind is None:
            draft.ask("offer_unknown", "offer", text=part[:60])
        elif kind not in kinds:
            kinds.append(kind)
    return kinds


def read_start(given: Given, draft: Draft, today: date, country: str) -> None:
    """Read from when on one can start; "at once" is today."""
    cell = given.cell("start")
    text = re.sub(r"^(?:ab|from|am)\s+", "", " ".join(cell.text.split()), flags=re.IGNORECASE)
    key = search_key(text)
    if key in _AT_ONCE:
        draft.starts_on = today
        return
    if key in _BY_ARRANGEMENT:
        draft.note("start_by_arrangement", "start")
        return
    if _DAY_AND_MONTH.fullmatch(text):
        draft.ask("start_year", "start", candidates=_next_years(text, today))
        return
    answer = read_day(
        cell._replace(text=text),
        country=country,
        today=today,
        purpose="ahead",
        day_first="start" in given.day_first,
    )
    if answer.reason in ("empty", "unknown"):
        return
    if answer.on is None or answer.precision != "day" or answer.on.year > today.year + YEARS_AHEAD:
        draft.ask("start_vague", "start", text=text[:60])
    elif answer.ambiguous and answer.other:
        draft.ask("date_ambiguous", "start", one=answer.on.isoformat(), other=answer.other.isoformat())
    else:
        draft.starts_on = answer.on


def _next_years(text: str, today: date) -> list[str]:
    found = _DAY_AND_MONTH.fullmatch(text)
    assert found is not None
    day, month = int(found[1] or found[3]), int(found[2] or found[4])
    return [f"{day:02d}.{month:02d}.{today.year + more}" for more in (0, 1)]


def _demands(given: Given, draft: Draft) -> None:
    level = level_from_word(given.text("german"))
    if level.is_known:
        draft.german = {"native": "C2"}.get(level.value or "", level.value or "")
    elif level.doubt == "level_any":
        draft.german = "none"
    elif level.is_doubtful:
        draft.ask(level.doubt, "german")
    licence = licences_from_words(given.text("licence"))
    if licence.is_known:
        held = licence.value or ()
        draft.licence = held[0] if len(held) == 1 else "none"
        if len(held) > 1:
            draft.licence = ""
            draft.ask("licence_unclear", "licence")
    elif licence.doubt == "licence_wanted":
        draft.licence = "none"
        draft.note("licence_wanted", "licence")
    elif licence.is_doubtful:
        draft.ask(licence.doubt, "licence")


def _wage(given: Given, draft: Draft, *, confirmed: bool) -> None:
    wage = read_money(given.cell("wage"))
    if wage.state is State.GIVEN and wage.value is not None:
        amount, per = wage.value.amount, wage.value.per
        if not per:
            per = "hour" if amount <= MOST_PER_HOUR else "month" if amount >= LEAST_PER_MONTH else ""
        if per not in ("hour", "month") or wage.value.currency != "EUR":
            draft.ask("wage_period", "wage")
            draft.wage_text = given.text("wage")[:80] if confirmed else ""
            return
        draft.wage, draft.wage_period = amount, per
    elif wage.state is State.DOUBTFUL:
        draft.ask(f"wage_{wage.code}", "wage")
        draft.wage_text = " ".join(given.text("wage").split())[:80] if confirmed else ""
    elif wage.state is State.UNREADABLE:
        draft.ask("wage_not_money", "wage")
