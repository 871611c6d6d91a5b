"""Name languages and their levels, and read both from what people write."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from babel import Locale

from throughgate.foundation.languages.folding import search_key
from throughgate.foundation.languages.known import SOURCE, WRITTEN

from .parsed import Parsed

# From "none" to "native"; the letters are those of the Common European Framework.
LEVELS = ("none", "A1", "A2", "B1", "B2", "C1", "C2", "native")

# Spoken inside, without a code of two letters.
_MORE_CODES = ("ckb", "kab", "kmr", "rom", "syr", "zgh")

# Words that Babel's English and German names do not hold.
_EXTRA_WORDS = {
    "ar": ("Hocharabisch", "Marokkanisch", "Syrisch-Arabisch", "Irakisch"),
    "bs": ("Bosnisch",),
    "ckb": ("Sorani", "Zentralkurdisch", "Central Kurdish"),
    "cs": ("Czech", "Tschechisch"),
    "el": ("Griechisch", "Neugriechisch", "Greek", "Modern Greek"),
    "fa": ("Farsi", "Dari", "Persisch", "Iranisch"),
    "fil": (),
    "kmr": ("Kurmandschi", "Kurmanci", "Kurmanji", "Kurmancî", "Nordkurdisch"),
    "ku": ("Kurdisch", "Kurdish"),
    "ky": ("Kirgisisch", "Kyrgyz"),
    "nb": (),
    "no": ("Norwegisch", "Norwegian"),
    "pa": ("Pandschabi", "Panjabi", "Punjabi"),
    "ps": ("Paschto", "Paschtu", "Pashto", "Pashtu"),
    "rom": ("Romani", "Romanes", "Roma"),
    "ro": ("Rumänisch", "Romanian", "Moldauisch", "Moldovan"),
    "sh": ("Serbokroatisch", "Serbo-Croatian"),
    "sq": ("Albanisch", "Kosovarisch", "Kosovo-Albanisch"),
    "syr": ("Aramäisch", "Aramaic", "Syriac", "Assyrisch"),
    "ti": ("Tigrinya", "Tigrinisch", "Eritreisch"),
    "tl": ("Tagalog", "Filipino"),
    "zgh": ("Tamazight", "Berberisch", "Berber", "Tarifit"),
    "zh": ("Chinesisch", "Mandarin", "Chinese"),
}
_OWN_NAMES = {
    "de": {"kmr": "Kurmandschi", "rom": "Romani", "sh": "Serbokroatisch", "zgh": "Tamazight"},
    "en": {"kmr": "Kurmanji", "rom": "Romani", "sh": "Serbo-Croatian", "zgh": "Tamazight"},
}
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


@lru_cache(maxsize=32)
def languages(locale: str = SOURCE) -> tuple[Language, ...]:
    """Give all languages a person may speak, named in the locale and sorted by name."""
    own = _OWN_NAMES.get(locale[:2], _OWN_NAMES[SOURCE])
    names = _names(SOURCE) | _names(locale) | own
    codes = {code for code in _names(SOURCE) if len(code) == 2 and code not in _NOT_SPOKEN}
    found = [Language(code, names.get(code, code)) for code in codes | {"sh", *_MORE_CODES}]
    return tuple(sorted(found, key=lambda language: (search_key(language.name), language.code)))


def _names(locale: str) -> dict[str, str]:
    return {str(code): str(name) for code, name in Locale.parse(locale.replace("-", "_")).languages.items()}


def language_name(code: str, locale: str = SOURCE) -> str:
    """Give the name of a language, or its code when nobody named it."""
    return next((language.name for language in languages(locale) if language.code == code), code)


@lru_cache(maxsize=1)
def _codes_by_word() -> dict[str, str]:
    words: dict[str, str] = {}
    for locale in WRITTEN:
        for language in languages(locale):
            words.setdefault(search_key(language.name), language.code)
            words.setdefault(language.code, language.code)
    for code in _NAMED_IN_THEMSELVES:
        words.setdefault(search_key(_names(code)[code]), code)
    for code, names in _EXTRA_WORDS.items():
        for name in names:
            words[search_key(name)] = code
    return words


def language_from_word(text: str | None) -> str | None:
    """Give the code for a language's name in English, German or itself; None when it is not known."""
    words = _codes_by_word()
    plain = re.sub(r"\(.*?\)|\bsprache\b", " ", text or "", flags=re.IGNORECASE)
    # "Norwegisch (Bokmål)" is a language of its own; "Deutsch (gut)" is German.
    return words.get(search_key(text or "")) or words.get(search_key(plain))


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
