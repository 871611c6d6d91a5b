"""Compare words with words: short forms, endings, slips of the pen, and how much of a heading they make up."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from typing import Final

from .spelling import Words

# Short forms that are not the beginning of the long one.
_LONG_FORMS: Final = {
    "nr": "nummer", "no": "number", "str": "strasse", "strg": "strasse", "fs": "fuhrerschein", "asp": "ansprechpartner",
    "ap": "ansprechpartner", "vn": "vorname", "nn": "nachname", "gebdat": "geburtsdatum", "tlf": "telefon",
    "bm": "bemerkung", "bez": "bezeichnung", "mspr": "muttersprache", "fsch": "fuhrerschein", "dt": "datum",
}  # fmt: skip
# A word that a longer one begins with, when the rest is one of these, is a word of its own and no short form of it:
# "Beruf" is no "Berufswunsch", "Person" no "Personennummer".
_HEADS: Final = re.compile(
    r"(?:e?n|e?s|e)?(?:ansprechpartner|ansprechperson|anschrift|art|beginn|daten?|datum|feld|geber|kenntnisse?|leitzahl|lohn"
    r"|name|niveau|nummer|nr|ort|partner|person|platz|preis|richtung|schein|seit|sitz|sprache|stand|stelle|tag|termin"
    r"|wunsche?|zahl|zeit|ziel|zweig|bereich|klasse|ende|ling|code|number|date|place)"
)
_SMALL_WORDS: Final = frozenset(
    {"nach", "des", "der", "von", "vom", "vor", "und", "bis", "mit", "pro", "zum", "zur", "mind"}
)
"""Words that one or two letters stand for: "n. Entl."."""
_LEAST_CUT: Final = 3
"""Letters that a word without a full stop must lack to be a short form: "Prison" is no "Prisoner"."""
LEAST_TYPED: Final = 9
"""Letters of a heading in which one wrong stroke of a key is taken for just that."""
_LEAST_INFLECTED: Final = 8
_INFLECTIONS: Final = ("e", "n", "s", "er", "es", "en", "em", "ens")


def without_ending(token: str, endings: tuple[str, ...]) -> str:
    """Return a compound without its last part, where that is one of these ("zugangsdatum": "zugang")."""
    for ending in endings:
        if token.endswith(ending) and len(token) > len(ending) + 3:
            return token.removesuffix(ending).removesuffix("s")
    return token


def same_words(mine: Sequence[str], theirs: Sequence[str]) -> bool:
    """Tell whether the words are the same in any order and inflection."""
    if len(mine) != len(theirs):
        return False
    left = list(theirs)
    for word in mine:
        same = next((other for other in left if word == other or _is_inflected(word, other)), None)
        if same is None:
            return False
        left.remove(same)
    return True


def _is_inflected(one: str, other: str) -> bool:
    """Tell whether two words differ by an ending alone; in a short one the ending means something ("Deutsch", "Deutscher")."""
    return min(len(one), len(other)) >= _LEAST_INFLECTED and not _stems(one).isdisjoint(_stems(other))


def _stems(word: str) -> set[str]:
    return {word, *(word.removesuffix(ending) for ending in _INFLECTIONS)}


def one_slip(mine: str, theirs: str) -> bool:
    """Tell whether one letter is missing, too many, or changed places with the next.

    Not one for another: "Entlassungsart" is no "Entlassungsort".
    """
    at = next(
        (place for place, (one, other) in enumerate(zip(mine, theirs, strict=False)) if one != other), None
    )
    if at is None:
        at = min(len(mine), len(theirs))
    if at == 0:
        return False
    if len(mine) == len(theirs):
        return mine[at : at + 2] == theirs[at : at + 2][::-1] and mine[at + 2 :] == theirs[at + 2 :]
    shorter, longer = sorted((mine, theirs), key=len)
    return len(longer) - len(shorter) == 1 and shorter[at:] == longer[at + 1 :]


def open_letters(token: str) -> str:
    """Return a pattern in which a lost letter may be up to three letters (ß is ss; UTF-8 loses two)."""
    return token.replace("?", "[a-z]{1,3}")


@functools.lru_cache(maxsize=5_000)
def long_form(tokens: tuple[str, ...]) -> str:
    """Return the words joined, with the usual short forms written out ("Buchnr": "buchnummer")."""
    return "".join(_LONG_FORMS.get(token) or _LONG_END.sub(_long_end, token) for token in tokens)


_LONG_END: Final = re.compile(r"(?<=[a-z]{2})(nr|dat|str|tel)$")


def _long_end(found: re.Match[str]) -> str:
    return {"nr": "nummer", "dat": "datum", "str": "strasse", "tel": "telefon"}[found[1]]


def abbreviates(heading: Words, synonym: Words, *, slips: bool = False) -> bool:
    """Tell whether each word of the heading begins a word of the synonym, or part of one compound.

    A word of one or two letters must have a full stop. ``slips``: a longer one may lack a letter ("frhest").
    """
    for token, short in zip(heading.tokens, heading.short, strict=True):
        if len(token) < (1 if short else 3):
            return False
    length = len(heading.joined)
    if len(heading.tokens) == 1 and not heading.short[0] and 3 < length < len(synonym.joined) * 0.6:
        # One word without a full stop, cut: most of it must be there.
        return False
    if len(heading.tokens) == len(synonym.tokens):
        left = list(synonym.tokens)
        for token, short in zip(heading.tokens, heading.short, strict=True):
            begun = [
                word
                for word in left
                if _begins(token, word, is_short=short) or (slips and _begins_but_one(token, word))
            ]
            if not begun:
                break
            left.remove(begun[0])
        else:
            return True
    if len(synonym.tokens) < len(heading.tokens) <= len(synonym.tokens) + 2:
        if any(len(token) < 3 and token not in _LONG_FORMS for token in heading.tokens[:-1]):
            # "K.-Nr." may be the number of anything.
            return False
        pattern = (
            "[a-z]*".join(open_letters(_LONG_FORMS.get(token, token)) for token in heading.tokens) + "[a-z]*"
        )
        return bool(re.fullmatch(pattern, synonym.joined)) and (
            len(heading.joined) >= 4 or any(heading.short)
        )
    return False


def _begins(token: str, word: str, *, is_short: bool) -> bool:
    if "?" in token:
        return bool(re.match(open_letters(token), word))
    if word == token or _LONG_FORMS.get(token) == word:
        return True
    if not word.startswith(token):
        return False
    rest = word[len(token) :]
    if not is_short and (len(rest) < _LEAST_CUT or _HEADS.fullmatch(rest)):
        return False
    # A short form tells enough of the word: "Pers." may be any of a dozen.
    return word in _SMALL_WORDS or (len(token) >= 3 and len(token) * 10 >= len(word) * 3)


def _begins_but_one(token: str, word: str) -> bool:
    """Tell whether the token begins the word when one letter is put in."""
    if len(token) < 5 or len(word) <= len(token):
        return False
    at = next((place for place, letter in enumerate(token) if letter != word[place]), len(token))
    return 0 < at < len(token) and token[at:] == word[at + 1 : len(token) + 1]


def contains(whole: Words, part: Words) -> float:
    """Return how much of the heading the synonym makes up, if all its words are in it; else 0."""
    left = dict(zip(whole.tokens, whole.short, strict=True))
    worth = 0.0
    for word in part.tokens:
        same = [token for token, short in left.items() if token == word or (short and _cuts(token, word))]
        if not same:
            # A German compound keeps its last part: "Haftentlassungsdatum" holds "Entlassungsdatum".
            same = [token for token in left if len(word) >= 6 and token.endswith(word)]
        if not same:
            return 0.0
        best = max(same, key=lambda token: token == word)
        worth += len(best) * min(1.0, len(best) / len(word))
        del left[best]
    length = sum(len(token) for token in whole.tokens)
    return worth / length if length else 0.0


def _cuts(token: str, word: str) -> bool:
    return len(token) >= 3 and len(word) >= 3 and _begins(token, word, is_short=True)
