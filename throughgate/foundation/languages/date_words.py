"""Words in dates: names of months, words to pass over, and words for "not known"."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from babel import Locale, UnknownLocaleError
from babel.dates import get_date_format

from .folding import search_key
from .known import LOCALES, SOURCE, WRITTEN

# Said in a form or a sheet instead of a date: German and English everywhere (lists come from
# German offices), then the languages of the interface and of the people inside.
_UNKNOWN: Final = (
    "unbek unbekannt|unbekannt|unbek|unb|nicht bekannt|n bek|offen|k A|kA|keine Angabe|keine Angaben|o A"
    "|ohne Angabe|fehlt|nn|entfällt|unklar|noch offen|noch unbekannt|steht noch nicht fest"
    "|unknown|not known|unk|open|none|null|n a|na|not given|not stated|no date|tbd|tbc|nil|nan|nat"
    "|ignoto|sconosciuto|sconosciuta|non noto|desconhecido|desconhecida|não sabe|neznámé|neznámo"
    "|neuvedeno|neznano|ni znano|necunoscut|necunoscută|óþekkt|óþekktur|bilinmiyor|belirsiz|άγνωστο"
    "|άγνωστη|nepoznato|неизвестно|непознато|desconocido|inconnu|nieznana|nieznany|i panjohur"
    "|غير معروف|مجهول"
)
_UNKNOWN_KEYS: Final = frozenset(search_key(words) for words in _UNKNOWN.split("|"))
_NUMBERS: Final = re.compile(r"\d[\d./:\- ]*")

_FILLERS: Final = (
    "de del di da do of the den der am vom st nd rd th er o a ve den dne dia il le el al i г р"
    " ca circa um etwa ungefähr about approx im in"
)
_MORE_WEEKDAYS: Final = (("Sonnabend", 5), ("Tues", 1), ("Weds", 2), ("Thur", 3), ("Thurs", 3))
_MORE_MONTHS: Final = (("Sept", 9), ("Mrz", 3), ("Jänner", 1), ("Jän", 1), ("Feber", 2))


def is_unknown(text: str) -> bool:
    """Tell whether the text says that a date is not known ("unbek.", "k. A.", "-")."""
    if _NUMBERS.fullmatch(text):
        return False
    key = search_key(text)
    return key in _UNKNOWN_KEYS if key else not any(c.isdecimal() for c in text)


def locale_of(language: str) -> Locale:
    """Return Babel's locale of a language code; that of the source language is the last resort."""
    language = language.replace("_", "-").lower()
    language = LOCALES.get(language, language)
    for name in (language, language.split("-")[0]):
        try:
            return Locale.parse(name, sep="-")
        except (ValueError, UnknownLocaleError):
            continue
    return Locale.parse(LOCALES[SOURCE], sep="-")


@cache
def order_of(language: str) -> str:
    """Return "dmy", "mdy" or "ymd", the order of the language's own short date."""
    pattern = get_date_format("short", locale=locale_of(language)).pattern
    return "".join(dict.fromkeys(letter.lower() for letter in pattern if letter in "dMy"))


@cache
def weekdays(language: str) -> dict[str, int]:
    """Return the words for days of the week, Monday 0: of the language, and of those in which lists come.

    What may be a month as well ("mar" in Italian) is none of them.
    """
    months, _ = vocabulary(language)
    found: dict[str, int] = {}
    for locale in (locale_of(language), *map(Locale.parse, WRITTEN)):
        for usage in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for number, name in locale.days[usage][width].items():
                    found.setdefault(search_key(name), number)
    for name, number in _MORE_WEEKDAYS:
        found.setdefault(search_key(name), number)
    return {name: number for name, number in found.items() if name and name not in months}


@cache
def vocabulary(language: str) -> tuple[dict[str, int], frozenset[str]]:
    """Return the names of months and the words to pass over: of the language, and of those in which lists come."""
    months: dict[str, int] = {}
    fillers = {search_key(word) for word in _FILLERS.split()}
    for locale in (locale_of(language), *map(Locale.parse, WRITTEN)):
        for usage in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for number, name in locale.months[usage][width].items():
                    for key in search_key(name).split():
                        if not key.isdecimal():
                            months.setdefault(key, number)
                for name in locale.days[usage][width].values():
                    fillers.update(search_key(name).split())
    for name, number in _MORE_MONTHS:
        months.setdefault(search_key(name), number)
    return months, frozenset(fillers - months.keys())
