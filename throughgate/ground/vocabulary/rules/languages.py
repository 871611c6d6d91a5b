"""Name languages and their levels, and read both from what people write."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from babel import Locale

from throughgate.foundation.languages.folding import search_key
from throughgate.foundation.languages.known import SOURCE, WRITTEN

from .parsed import Parsed

# From "none" to "native"; the letters are those of the Common European Framework.
LEVELS = ("none", "A1", "A2", "B1", "B2", "C1", "C2", "native")

# One table for each language that lists come in: code, the name to show where Babel's is none or another than people
# use, and other usual names, parted by "|". A code of three letters is offered because it stands there.
_TABLES = Path(__file__).parent.parent / "data" / "languages"
# Languages whose own name is understood as well: "română", "Türkçe". Each costs reading a file of Babel's.
_NAMED_IN_THEMSELVES = (
    "ar", "bg", "bs", "cs", "de", "el", "en", "es", "fa", "fr", "hr", "hu", "is", "it", "ka", "lt", "lv",
    "mk",
    "nl", "pl", "ps", "pt", "ro", "ru", "sk", "sl", "so", "sq", "sr", "sv", "ti", "tr", "uk", "ur", "vi",
    "zh",
)  # fmt: skip
_NOT_SPOKEN = {"ae", "cu", "eo", "ia", "ie", "io", "la", "pi", "sa", "vo", "mo"}

_UNKNOWN = {"", "unbek", "unbekannt", "offen", "k a", "ka", "keine angabe", "unknown", "n a", "unklar"}
_LEVEL_WORDS = {
    "native": (
        "mutterspr", "muttersprache", "muttersprachler", "muttersprachlich", "ms", "native", "native speaker",
        "mother tongue", "first language", "erstsprache",
    ),
    "none": ("keine", "kein", "keine kenntnisse", "none", "a0", "0", "nicht", "no knowledge"),
}  # fmt: skip
# Words that tell something, but not which level: the first is what the question suggests.
_VAGUE_LEVELS = {
    "gut": "B1", "sehr gut": "C1", "fliessend": "C1", "verhandlungssicher": "C1", "mittel": "A2",
    "grundkenntnisse": "A1", "grundlagen": "A1", "anfanger": "A1", "anfaenger": "A1", "wenig": "A1",
    "etwas": "A1", "schlecht": "A1", "basic": "A1", "good": "B1", "fluent": "C1", "fortgeschritten": "B1",
    "ja": "A2", "yes": "A2",
}  # fmt: skip
_LEVEL = re.compile(
    r"(?:niveau |level |ger |ab |mind |mindestens |ca )*([abc][12])(?: ?(\+|-|\?|/ ?[abc][12]))?"
)


@dataclass(frozen=True)
class Language:
    """A language with its code (ISO 639-1, else 639-3) and its name in the asked locale."""

    code: str
    name: str


@dataclass(frozen=True)
class _Names:
    """How a language is shown in one table, and what else it is called there."""

    shown: str
    also: tuple[str, ...]


@cache
def _table(locale: str) -> Mapping[str, _Names]:
    """Read the table of names written in one language, the source's for a language that has none."""
    file = _TABLES / f"{locale}.csv"
    if not file.exists():
        return _table(SOURCE)
    with file.open(encoding="utf-8", newline="") as rows:
        return {
            row["code"]: _Names(row["name"], tuple(filter(None, row["also"].split("|"))))
            for row in csv.DictReader(rows)
        }


@lru_cache(maxsize=32)
def languages(locale: str = SOURCE) -> tuple[Language, ...]:
    """Give all languages a person may speak, named in the locale and sorted by name."""
    ours = {code: names.shown for code, names in _table(locale[:2]).items() if names.shown}
    names = _names(SOURCE) | _names(locale) | ours
    codes = {code for code in _names(SOURCE) if len(code) == 2 and code not in _NOT_SPOKEN}
    codes |= {code for code, ours_too in _table(SOURCE).items() if ours_too.shown}
    found = [Language(code, names.get(code, code)) for code in codes]
    return tuple(sorted(found, key=lambda language: (search_key(language.name), language.code)))


def _names(locale: str) -> dict[str, str]:
    return {str(code): str(name) for code, name in Locale.parse(locale.replace("-", "_")).languages.items()}


def language_name(code: str, locale: str = SOURCE) -> str:
    """Give the name of a language, or its code when nobody named it."""
    return next((language.name for language in languages(locale) if language.code == code), code)


@cache
def _codes_by_word() -> Mapping[str, tuple[str, str]]:
    """Return for each folded name the code, and the name as it is written."""
    words: dict[str, tuple[str, str]] = {}
    for locale in WRITTEN:
        for language in languages(locale):
            words.setdefault(search_key(language.name), (language.code, language.name))
    for code in _NAMED_IN_THEMSELVES:
        name = _names(code)[code]
        words.setdefault(search_key(name), (code, name))
    for locale in WRITTEN:
        for code, names in _table(locale).items():
            for name in names.also:
                words[search_key(name)] = (code, name)
    return words


@cache
def _codes() -> frozenset[str]:
    return frozenset(language.code for language in languages(SOURCE))


_NO_NAME = re.compile(r"\(.*?\)|\b(?:sprache|language)\b", re.IGNORECASE)


def language_from_word(text: str | None) -> str | None:
    """Give the code for a language's name in English, German or itself; None when it is not known."""
    written = (text or "").strip()
    # "Norwegisch (Bokmål)" is a language of its own; "Deutsch (gut)" is German.
    for one in (written, _NO_NAME.sub(" ", written)):
        if found := _codes_by_word().get(search_key(one)):
            return found[0]
    if written.casefold() in _codes():
        return written.casefold()
    # "Farsi/Dari" is one language by two names, "Serbisch/Kroatisch" two.
    parts = {_codes_by_word().get(search_key(part), ("", ""))[0] for part in re.split(r"[/()]", written)}
    return parts.pop() if len(parts) == 1 and "" not in parts else None


def suggest_languages(text: str, locale: str, limit: int) -> list[tuple[Language, str]]:
    """Give languages by a beginning of any usual name, those whose shown name begins so first.

    Each comes with the other name by which it was found, or "".
    """
    key = search_key(text)
    if not key:
        return []
    shown = [(one, "") for one in languages(locale) if search_key(one.name).startswith(key)]
    by_code = {one.code: one for one in languages(locale)}
    words = sorted(_codes_by_word().items(), key=lambda word: (len(word[0]), word[0]))
    others = [(by_code[code], name) for word, (code, name) in words if word.startswith(key)]
    whole = [(by_code[code], name) for word, (code, name) in words if word == key]
    found: dict[str, tuple[Language, str]] = {}
    for language, name in (*whole, *shown, *others):
        found.setdefault(language.code, (language, "" if name == language.name else name))
    return list(found.values())[:limit]


def level_from_word(text: str | None) -> Parsed[str]:
    """Read a level of language.

    Doubts: ``level_vague`` ("gut": a level is suggested), ``level_between`` ("A2/B1", "B1+": the lower one is
    suggested), ``level_any`` (a company's "egal": no requirement), ``level_unclear``.
    """
    plain = " ".join((text or "").casefold().replace("ß", "ss").replace("ä", "a").replace(".", " ").split())
    if plain.strip("-–?/ ") in _UNKNOWN:
        return Parsed()
    for level, words in _LEVEL_WORDS.items():
        if plain in words:
            return Parsed(level)
    if plain in {"egal", "any", "beliebig", "nicht wichtig", "nicht erforderlich"}:
        return Parsed(None, "level_any")
    if plain in _VAGUE_LEVELS:
        return Parsed(_VAGUE_LEVELS[plain], "level_vague")
    if found := _LEVEL.fullmatch(plain):
        return Parsed(found[1].upper(), "level_between" if found[2] else "")
    return Parsed(None, "level_unclear")


def level_at_least(level: str, needed: str) -> bool:
    """Say whether a level reaches the needed one."""
    return LEVELS.index(level) >= LEVELS.index(needed)
