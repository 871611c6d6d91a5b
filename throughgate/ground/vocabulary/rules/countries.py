"""Read which country is meant: a name in the languages in which lists come, a code, or the sign of its cars."""

from __future__ import annotations

from functools import cache

from babel import Locale

from throughgate.foundation.languages.folding import search_key
from throughgate.foundation.languages.known import WRITTEN

CAR_SIGNS = {
    "A": "AT", "B": "BE", "BG": "BG", "CH": "CH", "CZ": "CZ", "D": "DE", "DK": "DK", "E": "ES", "F": "FR", "FIN": "FI",
    "GR": "GR", "H": "HU", "HR": "HR", "I": "IT", "IS": "IS", "L": "LU", "NL": "NL", "P": "PT", "PL": "PL", "RO": "RO",
    "S": "SE", "SK": "SK", "SLO": "SI", "TR": "TR", "UA": "UA",
}  # fmt: skip
_MORE = {"brd": "DE", "holland": "NL", "uk": "GB", "england": "GB", "tschechei": "CZ", "usa": "US"}
_LANGUAGES = (*WRITTEN, "fr", "it")


def country_from_words(text: str) -> str:
    """Return the code of a country ("AT") as people write it: "Österreich", "A", "at", "(AUT)"; "" for anything else."""
    word = text.strip(" .()[]/,")
    if sign := CAR_SIGNS.get(word.upper()):
        return sign
    return _names().get(search_key(word), "")


@cache
def _names() -> dict[str, str]:
    found: dict[str, str] = {}
    for language in _LANGUAGES:
        for code, name in Locale.parse(language).territories.items():
            if len(code) == 2 and code.isalpha() and code not in {"EU", "EZ", "UN", "XA", "XB", "ZZ"}:
                found.setdefault(search_key(name), code)
                found.setdefault(code.casefold(), code)
    return {**found, **_MORE, **_THREE_LETTERS}


_THREE_LETTERS = {
    "aut": "AT", "che": "CH", "deu": "DE", "ger": "DE", "ita": "IT", "fra": "FR", "nld": "NL", "bel": "BE", "pol": "PL",
    "cze": "CZ", "svn": "SI", "hrv": "HR", "tur": "TR", "grc": "GR", "prt": "PT", "rou": "RO", "isl": "IS", "lux": "LU",
}  # fmt: skip
