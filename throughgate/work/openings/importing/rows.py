"""Read one row of a register of companies: what is clear comes in, what is not is asked."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email

from throughgate.foundation.imports.kinds import Given, Reason
from throughgate.foundation.languages.dates import DateAnswer, read_date
from throughgate.foundation.languages.folding import UnusableText, clean_text, search_key
from throughgate.foundation.tables import Cell, Mark
from throughgate.foundation.tables.contacts import read_email, read_postcode, read_telephone
from throughgate.foundation.tables.values import State, read_count, read_money, read_words
from throughgate.ground.organisations.rules import LEGAL_FORMS
from throughgate.ground.vocabulary.models import Place
from throughgate.ground.vocabulary.rules import level_from_word, licences_from_words
from throughgate.work.openings.rules import asks_for_record

LONGEST: Final = {
    "number": 40, "name": 160, "sector": 120, "street": 160, "town": 120, "contact": 100, "description": 4000,
}  # fmt: skip
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
_TITLE: Final = re.compile(
    r"^(?:herrn?|hr\.?|frau|fr\.?|mr\.?|mrs\.?|ms\.?|sig\.?(?:ra)?|dr\.?|dipl\.?-?\w*\.?)\s+", re.IGNORECASE
)
CLEARED_BY_LOOKING: Final = frozenset(
    {
        *(
            "row_short",
            "row_long",
            "shifted",
            "seats_range",
            "seats_about",
            "seats_several",
            "start_vague",
            "start_year",
        ),
        *(
            "wage_by_tariff",
            "wage_open_wage",
            "wage_range",
            "wage_about",
            "wage_period",
            "level_vague",
            "level_between",
        ),
        *("licence_class_missing", "licence_unclear", "licence_old_class", "offer_unknown"),
    }
)
"""What may stay open: the opening comes in without it, or with it in words."""
MOST_PER_HOUR: Final = Decimal(150)
LEAST_PER_MONTH: Final = Decimal(250)


@dataclass(frozen=True)
class Offer:
    """One opening as the row offers it; None and empty: not said."""

    kind: str
    seats: int | None = None


@dataclass
class Draft:
    """What a row says about a company."""

    number: str = ""
    name: str = ""
    sector: str = ""
    street: str = ""
    postcode: str = ""
    town: str = ""
    place: Place | None = None
    contact: str = ""
    telephone: str = ""
    email: str = ""
    website: str = ""
    offers: tuple[Offer, ...] = ()
    starts_on: date | None = None
    german: str = ""
    licence: str = ""
    wage: Decimal | None = None
    wage_period: str = ""
    wage_text: str = ""
    description: str = ""
    last_contact: DateAnswer = field(default_factory=lambda: DateAnswer(None))
    reasons: list[Reason] = field(default_factory=list)
    kept: dict[str, str] = field(default_factory=dict)
    blocks: bool = False
    """Something about the company itself is asked: then nothing of the row comes in."""

    def note(self, code: str, name: str = "", **values: object) -> None:
        """Say something that one should know."""
        self.reasons.append(Reason(code, name, "note", values))

    def ask(self, code: str, name: str = "", *, blocks: bool = False, **values: object) -> None:
        """Have something answered; `blocks`: before anything of the row comes in."""
        self.blocks = self.blocks or blocks
        self.reasons.append(Reason(code, name, "asked", values))

    def refuse(self, code: str, name: str = "", **values: object) -> None:
        """Refuse the row until it is corrected."""
        self.blocks = True
        self.reasons.append(Reason(code, name, "refused", values))

    @property
    def is_clear(self) -> bool:
        """Say whether nothing is asked."""
        return not any(reason.weight != "note" for reason in self.reasons)

    @property
    def offer_is_clear(self) -> bool:
        """Say whether openings can be made of the row."""
        fields = {"offer", "seats", "start", "german", "licence", "wage", "description"}
        return not any(reason.weight != "note" and reason.field in fields for reason in self.reasons)


def read_row(
    given: Given, find_place: Callable[[str, str], Any], *, today: date, language: str, country: str
) -> Draft:
    """Return what the row says, with everything that must be asked."""
    draft = Draft()
    draft.kept = {name: cell.text[:400] for name, cell in given.cells.items() if cell.text}
    _marks(given, draft)
    _company(given, draft)
    _site(given, draft, find_place, country)
    _contact(given, draft)
    _openings(given, draft, today, language, confirmed=given.confirmed)
    _last_contact(given, draft, today, language)
    if given.confirmed:
        draft.reasons = [
            one._replace(weight="note") if one.code in CLEARED_BY_LOOKING else one for one in draft.reasons
        ]
        draft.blocks = any(
            one.weight == "refused" or one.code in _BLOCKING for one in draft.reasons if one.weight != "note"
        )
    return draft


_BLOCKING: Final = frozenset(
    {"lost_letters", "formula_text", "unusable", "too_long", "guessed_letters", "double", "double_in_file"}
)


def _marks(given: Given, draft: Draft) -> None:
    if given.missing:
        draft.ask("row_short", blocks=True)
    if Mark.LONG in given.marks:
        draft.ask("row_long", blocks=True)
    if Mark.STRAY_QUOTE in given.marks:
        draft.ask("shifted", blocks=True)
    if Mark.HIDDEN in given.marks:
        draft.note("row_hidden")
    for name, cell in given.cells.items():
        if Mark.FORMULA in cell.marks:
            draft.note("formula", name)
        if Mark.ERROR in cell.marks or Mark.NO_RESULT in cell.marks:
            draft.note("error_value", name)
        if Mark.FORMULA_TEXT in cell.marks and name != "telephone":
            draft.ask("formula_text", name, blocks=True)
        if Mark.GUESSED_LETTERS in cell.marks:
            draft.ask("guessed_letters", name, blocks=True)


def _text(given: Given, name: str, draft: Draft, *, is_name: bool = False) -> str:
    reading = read_words(given.cell(name), name=is_name)
    if reading.state in (State.EMPTY, State.UNKNOWN):
        return ""
    if reading.code == "lost_letters":
        draft.ask(
            "lost_letters", name, blocks=name in ("name", "town", "street"), text=(reading.value or "")[:100]
        )
    elif reading.code == "garbled":
        draft.note("garbled", name)
    try:
        text = clean_text(" ".join((reading.value or "").split()))
    except UnusableText:
        draft.ask("unusable", name, blocks=True)
        return ""
    if len(text) > LONGEST[name]:
        draft.ask("too_long", name, blocks=True)
    return text[: LONGEST[name]]


def _company(given: Given, draft: Draft) -> None:
    draft.number = " ".join(given.text("number").split())[: LONGEST["number"]]
    draft.name = _text(given, "name", draft, is_name=True)
    if not draft.name:
        draft.refuse("name_missing", "name")
    draft.sector = _text(given, "sector", draft)
    if draft.sector.isupper() and len(draft.sector) > 4:
        draft.sector = draft.sector.capitalize()
    website = given.text("website").strip()
    if website:
        address = website if "://" in website else f"https://{website}"
        try:
            URLValidator(schemes=["http", "https"])(address)
            draft.website = address[:200]
        except ValidationError:
            draft.note("website_unreadable", "website")


def _site(given: Given, draft: Draft, find_place: Callable[[str, str], Any], country: str) -> None:
    draft.street = _text(given, "street", draft)
    code = read_postcode(given.cell("postcode"), country)
    if code.known:
        draft.postcode = code.known[:12]
    elif code.state is State.DOUBTFUL:
        draft.ask(code.code, "postcode")
    elif code.state is State.UNREADABLE:
        draft.ask("not_a_postcode", "postcode")
    draft.town = _text(given, "town", draft)
    if not draft.town:
        return
    answer = find_place(draft.town, draft.postcode)
    if answer.place is None and answer.reason != "empty":
        candidates = [str(one) for one in answer.candidates[:5]]
        draft.ask(f"place_{answer.reason}", "town", text=draft.town[:60], candidates=candidates)
    draft.place = answer.place
    if answer.place is not None:
        draft.town = answer.place.name


def _contact(given: Given, draft: Draft) -> None:
    name = _text(given, "contact", draft, is_name=True)
    while (bare := _TITLE.sub("", name)) != name:
        name = bare
    draft.contact = name.strip(" ,.-")
    telephone = read_telephone(given.cell("telephone"))
    if telephone.state is State.GIVEN and telephone.value:
        draft.telephone = telephone.value[:40]
    elif telephone.state is State.DOUBTFUL:
        draft.ask(telephone.code, "telephone")
        # The form starts with what it probably was.
        draft.kept["telephone"] = telephone.value or draft.kept.get("telephone", "")
    elif telephone.state is State.UNREADABLE:
        draft.ask("not_a_telephone", "telephone")
    email = read_email(given.cell("email"))
    if email.state is State.GIVEN and email.value:
        try:
            validate_email(email.value)
            draft.email = email.value
        except ValidationError:
            draft.ask("not_an_email", "email")
        else:
            if email.code:
                draft.note("email_repaired", "email", text=email.value)
    elif email.state in (State.DOUBTFUL, State.UNREADABLE):
        draft.ask(email.code, "email")


# --- openings ------------------------------------------------------------------------------------


def _openings(given: Given, draft: Draft, today: date, language: str, *, confirmed: bool) -> None:
    kinds = _kinds(given.text("offer"), draft)
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
    _start(given, draft, today, language)
    _demands(given, draft)
    _wage(given, draft, confirmed=confirmed)
    draft.description = _text(given, "description", draft)
    if asks_for_record(draft.description):
        draft.ask("asks_for_record", "description")
        draft.description = ""


def _kinds(text: str, draft: Draft) -> list[str]:
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


def _start(given: Given, draft: Draft, today: date, language: str) -> None:
    cell = given.cell("start")
    if isinstance(cell.value, (date, datetime)):
        draft.starts_on = cell.value.date() if isinstance(cell.value, datetime) else cell.value
        return
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
    answer = read_date(text, language, today=today, serials=True)
    if answer.reason in ("empty", "unknown"):
        return
    if answer.on is None or answer.precision != "day":
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


def _last_contact(given: Given, draft: Draft, today: date, language: str) -> None:
    cell: Cell = given.cell("last_contact")
    if isinstance(cell.value, (date, datetime)):
        day = cell.value.date() if isinstance(cell.value, datetime) else cell.value
        draft.last_contact = DateAnswer(day)
        return
    answer = read_date(" ".join(cell.text.split()), language, today=today, serials=True)
    if answer.on is not None:
        draft.last_contact = DateAnswer(answer.on, answer.precision)
    elif answer.reason not in ("empty", "unknown"):
        draft.note("last_contact_unreadable", "last_contact")


# --- keys ----------------------------------------------------------------------------------------


def firm_key(name: str) -> str:
    """Return the words of a firm in one order, without its legal form: in capitals and turned round it is the same."""
    words = [word for word in search_key(name).split() if word not in LEGAL_FORMS]
    return " ".join(sorted(set(words))) or search_key(name)


def row_key(name: str, postcode: str, town: str) -> str:
    """Return what the same firm in the same place is known by."""
    return f"{firm_key(name)}|{search_key(town)}" if town else f"{firm_key(name)}|{postcode}"
