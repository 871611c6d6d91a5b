"""Read the values that every import meets: yes and no, counts, money; what is doubtful is asked, not guessed.

Licences, languages, places and trades are read by ``ground.vocabulary``, dates by ``foundation.languages``.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any, Final, Generic, TypeVar

from .damage import Damage, lost_letters, repair_mojibake
from .model import Cell, Value
from .unknown import is_unknown

T = TypeVar("T")


class State(StrEnum):
    """How sure a reading is."""

    GIVEN = "given"
    EMPTY = "empty"
    UNKNOWN = "unknown"  # said to be unknown ("offen", "k.A."): no error
    DOUBTFUL = "doubtful"  # a person must decide; ``value`` is a proposal or None
    UNREADABLE = "unreadable"  # it says something, but not this


@dataclass(frozen=True, slots=True)
class Reading(Generic[T]):
    """What was read from a cell. ``code`` says why it is doubtful or what was repaired (``words.py``)."""

    state: State
    value: T | None = None
    code: str = ""

    @property
    def known(self) -> T | None:
        """Return the value only if nobody has to be asked."""
        return self.value if self.state is State.GIVEN else None


def blank(text: str) -> Reading[Any] | None:
    """Return the reading of a cell that says nothing; None if it says something."""
    if not text.strip():
        return Reading(State.EMPTY)
    return Reading(State.UNKNOWN) if is_unknown(text) else None


# --- yes and no ------------------------------------------------------------------------------

_YES: Final = frozenset(
    [
        "ja",
        "j",
        "yes",
        "y",
        "x",
        "wahr",
        "true",
        "richtig",
        "1",
        "vorhanden",
        "ok",
        "✓",
        "✔",
        "☑",
        "si",
        "sì",
        "oui",
        "sim",
        "da",
        "tak",
        "evet",
        "ano",
        "áno",
        "igen",
        "já",
    ]
)
_NO: Final = frozenset(
    [
        "nein",
        "n",
        "no",
        "falsch",
        "false",
        "0",
        "kein",
        "keine",
        "keiner",
        "ohne",
        "nicht",
        "✗",
        "✘",
        "☐",
        "non",
        "não",
        "nu",
        "nie",
        "hayır",
        "ne",
        "nem",
        "nei",
    ]
)


def read_yes_no(cell: Cell | str) -> Reading[bool]:
    """Read yes or no; "vielleicht" and everything else is doubtful."""
    text, value = parts_of(cell)
    if isinstance(value, bool):
        return Reading(State.GIVEN, value)
    if nothing := blank(text):
        return nothing
    word = text.casefold().strip(" .!()[]")
    if word in _YES:
        return Reading(State.GIVEN, True)
    if word in _NO:
        return Reading(State.GIVEN, False)
    return Reading(State.DOUBTFUL, None, "not_yes_or_no")


# --- counts ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Count:
    """A number of things, from ``least`` to ``most``."""

    least: int
    most: int


_NUMBER_WORDS: Final = {
    word: number
    for number, words in {
        1: "ein eine einen einer eins one", 2: "zwei two", 3: "drei three", 4: "vier four", 5: "fünf fuenf five",
        6: "sechs six", 7: "sieben seven", 8: "acht eight", 9: "neun nine", 10: "zehn ten", 12: "zwölf zwoelf twelve",
    }.items()
    for word in words.split()
}  # fmt: skip
_SEVERAL: Final = re.compile(
    r"mehrere\w*|einige\w*|viele\w*|div(erse\w*|\.)?|nach bedarf|bei bedarf|several|some|many|few|mind\.?.*|min\.?.*"
    r"|ab \d.*|über \d.*|unbegrenzt|laufend",
    re.IGNORECASE,
)
_RANGE: Final = re.compile(
    r"(\d{1,4})\s*(?:-|–|—|/|bis|to|oder|od\.|or)\s*(\d{1,4})(?:\s*[^\W\d].*)?", re.IGNORECASE
)
_UP_TO: Final = re.compile(r"(?:bis zu|bis|max\.?|maximal|up to)\s*(\d{1,4})(?:\s*[^\W\d].*)?", re.IGNORECASE)
_ABOUT: Final = re.compile(r"(?:ca\.?|circa|etwa|rund|about|~)\s*(\d{1,4})(?:\s*[^\W\d].*)?", re.IGNORECASE)
_PLAIN: Final = re.compile(r"(\d{1,4})(?:[.,]0+)?(?:\s*[^\W\d].{0,30})?")


def read_count(cell: Cell | str) -> Reading[Count]:
    """Read a whole number; "1-2", "mehrere" and "ca. 3" are doubtful, with what they leave open."""
    text, value = parts_of(cell)
    if isinstance(value, dt.date):
        # "1-2" typed into a spreadsheet has become the first of February.
        return Reading(State.DOUBTFUL, Count(*sorted((value.day, value.month))), "became_a_date")
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        if value < 0 or int(value) != value:
            return Reading(State.UNREADABLE, None, "not_a_count")
        return Reading(State.GIVEN, Count(int(value), int(value)))
    if nothing := blank(text):
        return nothing
    text = text.strip()
    if found := _RANGE.fullmatch(text):
        first, second = sorted((int(found[1]), int(found[2])))
        if first == second:
            return Reading(State.GIVEN, Count(first, first))
        return Reading(State.DOUBTFUL, Count(first, second), "range")
    if found := _UP_TO.fullmatch(text):
        return Reading(State.DOUBTFUL, Count(1, int(found[1])), "range")
    if found := _ABOUT.fullmatch(text):
        return Reading(State.DOUBTFUL, Count(int(found[1]), int(found[1])), "about")
    if found := _PLAIN.fullmatch(text):
        return Reading(State.GIVEN, Count(int(found[1]), int(found[1])))
    if number := _NUMBER_WORDS.get(text.casefold().split()[0]):
        return Reading(State.GIVEN, Count(number, number))
    if text.casefold().split()[0] in _NO:
        return Reading(State.GIVEN, Count(0, 0))
    if _SEVERAL.fullmatch(text):
        return Reading(State.DOUBTFUL, None, "several")
    return Reading(State.UNREADABLE, None, "not_a_count")


# --- money -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in cents-exact decimals; ``per`` is hour, day, week, month, year or "" if not said."""

    amount: Decimal
    per: str = ""
    currency: str = "EUR"


_PER: Final = (
    ("hour", re.compile(r"st(un)?d|\bh\b|hour|/h|p\.?\s?h\b", re.IGNORECASE)),
    ("month", re.compile(r"mon|mtl|/m\b", re.IGNORECASE)),
    ("day", re.compile(r"\btag|tägl|day", re.IGNORECASE)),
    ("week", re.compile(r"woch|week", re.IGNORECASE)),
    ("year", re.compile(r"jahr|jährl|year|p\.?\s?a\.?", re.IGNORECASE)),
)
_CURRENCIES: Final = {
    "€": "EUR", "eur": "EUR", "chf": "CHF", "kč": "CZK", "czk": "CZK", "zł": "PLN", "pln": "PLN", "ron": "RON",
    "lei": "RON", "isk": "ISK", "₺": "TRY", "try": "TRY", "tl": "TRY", "£": "GBP", "$": "USD",
}  # fmt: skip
_TARIFF: Final = re.compile(r"tarif|kollektivvertrag|\bkv\b|collective", re.IGNORECASE)
_OPEN_WAGE: Final = re.compile(
    r"mindestlohn|minimum wage|vb\b|verhandlung|verhandelbar|vereinbarung|absprache|n\.\s*v\.|negotiable",
    re.IGNORECASE,
)
_MOST_MONEY: Final = 10**9
_AMOUNT: Final = re.compile(r"\d(?:[\d.,' \u00a0]*\d)?")


def read_money(cell: Cell | str, *, per: str = "") -> Reading[Money]:
    """Read an amount of money ("14,50 €/Std."); "n. Tarif", "12-14 €" and "Mindestlohn" are doubtful.

    ``per`` is what the heading says ("Lohn (€/h)"), for cells that say nothing.
    """
    text, value = parts_of(cell)
    if isinstance(value, dt.date):
        return Reading(State.DOUBTFUL, None, "became_a_date")
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return _money(Decimal(str(value)), per, "EUR")
    if nothing := blank(text):
        return nothing
    if _TARIFF.search(text):
        return Reading(State.DOUBTFUL, None, "by_tariff")
    amounts = [amount for found in _AMOUNT.findall(text) if (amount := _decimal(found)) is not None]
    if not amounts:
        if _OPEN_WAGE.search(text):
            return Reading(State.DOUBTFUL, None, "open_wage")
        return Reading(State.UNREADABLE, None, "not_money")
    told = next((name for name, pattern in _PER if pattern.search(text)), per)
    low = text.casefold()
    currency = next((code for sign, code in _CURRENCIES.items() if _names_currency(sign, low)), "EUR")
    if len(amounts) > 1:
        return Reading(State.DOUBTFUL, Money(amounts[0], told, currency), "range")
    if re.search(r"\b(ab|ca|bis|mind|max|etwa)\b", low):
        return Reading(State.DOUBTFUL, Money(amounts[0], told, currency), "about")
    return _money(amounts[0], told, currency)


def _names_currency(sign: str, text: str) -> bool:
    """Say whether the text has the sign, letters only as a word: "mtl." is no lira."""
    return sign in text and (
        not sign.isalpha() or bool(re.search(rf"(?<![^\W\d_]){sign}(?:o|os)?(?![^\W\d_])", text))
    )


def _money(amount: Decimal, per: str, currency: str) -> Reading[Money]:
    if not 0 <= amount < _MOST_MONEY:
        return Reading(State.UNREADABLE, None, "not_money")
    return Reading(State.GIVEN, Money(amount.quantize(Decimal("0.01")), per, currency))


def _decimal(text: str) -> Decimal | None:
    """Read 1.234,56 and 1,234.56 and 14,50; a lone point before three digits groups thousands."""
    text = re.sub("[' \u00a0]", "", text)
    if len(text) > 15:
        return None
    last = max(text.rfind(","), text.rfind("."))
    if last >= 0:
        whole, rest = text[:last], text[last + 1 :]
        grouped = (
            len(rest) == 3 and whole.lstrip("0") != "" and (text.count(text[last]) > 1 or text[last] == ".")
        )
        whole = re.sub("[.,]", "", whole)
        text = whole + rest if grouped else f"{whole}.{rest}"
    return Decimal(text).quantize(Decimal("0.01"))


# --- names and words -------------------------------------------------------------------------


def read_words(cell: Cell | str, *, name: bool = False) -> Reading[str]:
    """Read text whose letters may be lost ("?ahin": asked) or garbled ("MÃ¼ller": repaired and told).

    ``name``: also a question mark at the end of a word ("Jos?") is a lost letter.
    """
    text, _ = parts_of(cell)
    if nothing := blank(text):
        return nothing
    text = " ".join(text.split())
    damage = lost_letters(text, at_end=name)
    if damage.kind == "lost":
        return Reading(State.DOUBTFUL, text, "lost_letters")
    if damage.kind == "garbled":
        if lost_letters(damage.repaired, at_end=name):
            return Reading(State.DOUBTFUL, damage.repaired, "lost_letters")
        return Reading(State.GIVEN, damage.repaired, "garbled")
    return Reading(State.GIVEN, text)


_WHOLE_WITH_ZEROS: Final = re.compile(r"(\d+)[.,]0+")


def read_code(cell: Cell | str) -> str:
    """Return a number by which something is known, in one form: a spreadsheet makes "4711,0" of 4711."""
    text = " ".join(parts_of(cell)[0].split())
    whole = _WHOLE_WITH_ZEROS.fullmatch(text)
    return whole[1] if whole else text


def parts_of(cell: Cell | str) -> tuple[str, Value]:
    """Return the text and the typed value of a cell, or of plain text."""
    return (cell, None) if isinstance(cell, str) else (cell.text, cell.value)


__all__ = [
    "Count",
    "Damage",
    "Money",
    "Reading",
    "State",
    "blank",
    "is_unknown",
    "lost_letters",
    "read_code",
    "read_count",
    "read_money",
    "read_words",
    "read_yes_no",
    "repair_mojibake",
]
