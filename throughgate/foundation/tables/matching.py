"""Compare headings as people write them ("Geb.-Dat.", "Entl. fr?hest.", "GebDatum") with plain ones."""

from __future__ import annotations

import difflib
import functools
import re
import unicodedata
from collections.abc import Sequence
from typing import Final, NamedTuple

from .damage import repair_mojibake

_LOST: Final = re.compile("[?\ufffd]+(?=[^\\W\\d_])|(?<=[^\\W\\d_])\ufffd+")
_CAMEL: Final = re.compile(r"(?<=[^\W\d_A-ZÄÖÜ])(?=[A-ZÄÖÜ])")
_BRACKETS: Final = re.compile(r"\([^)]*\)|\[[^]]*\]")
_TOKEN: Final = re.compile(r"([a-z?]+|\d+)(\.?)")
_UMLAUT: Final = re.compile(r"([aou])e")
# Short forms that are not the beginning of the long one.
_LONG_FORMS: Final = {
    "nr": "nummer", "no": "number", "str": "strasse", "strg": "strasse", "fs": "fuhrerschein", "asp": "ansprechpartner",
    "ap": "ansprechpartner", "vn": "vorname", "nn": "nachname", "gebdat": "geburtsdatum", "tlf": "telefon",
    "bm": "bemerkung", "bez": "bezeichnung", "mspr": "muttersprache", "fsch": "fuhrerschein", "dt": "datum",
}  # fmt: skip

_FREE_TEXT: Final = re.compile(
    r"(bem(erk(ung(en)?)?)?|anm(erk(ung(en)?)?)?|notiz(en)?|kommentare?|hinweise?|sonst(iges)?|vermerke?"
    r"|freitext|infos?|besonderheiten|remarks?|comments?|notes|misc|other|annotations?"
    r"|poznamky|uwagi|notlar|aciklama|opombe)"
)
# No field exists for these anywhere in the system; a column of them is not even offered. The end of a sentence
# is a release date, and stays. In the spelling of ``take_apart``, where "dauer" is "daur".
_NEVER: Final = re.compile(
    r"delikt|straftat|tatvorwurf|strafmass|strafdaur|strafart|strafzeit(?!ende)|haftdaur|haftgrund|paragraf"
    r"|(?<!be)urteil|\bstgb|\bbt ?m\b|offen[cs]es?\b|\bcrimes?\b|sentence(?! end)|conviction|\bcharges?\b|risiko|\brisk"
    r"|gefahrlichkeit|sicherheits(stufe|klasse|grad|verf)|\bsecurity|fluchtgefahr|diagnos|krank|gesundheit|\bhealth"
    r"|medi[kc]a|\bsucht|drogen|\bdrugs?\b|addict|sui[zc]id|\bhiv\b|psych|religion|konfession|ethni|staatsanwalt"
)
_RUNNING: Final = re.compile(
    r"(lfd|laufende?|lauf|fortl|fortlaufende?|running|serial|row|zeile|pos)( (nr|nummer|no|number))?|lfdnr|lfnr"
)
_ANY_NUMBER: Final = re.compile(r"nr|no|nummer|number|id|num|n")
_LONGEST_FREE_TEXT_HEADING: Final = 3  # words; "Info E-Mail der Firma, Ort" is no column for remarks


class Match(NamedTuple):
    """How well a heading fits: 0 to 1, the kind of likeness, and the synonym it was like."""

    score: float
    code: str = "no_match"
    synonym: str = ""


NO_MATCH: Final = Match(0.0)


class Words(NamedTuple):
    """A heading taken apart: small letters, "?" for a lost one; ``short`` where a full stop follows."""

    tokens: tuple[str, ...]
    short: tuple[bool, ...]

    @property
    def joined(self) -> str:
        """Return the words without gaps."""
        return "".join(self.tokens)


@functools.lru_cache(maxsize=5_000)
def take_apart(heading: str) -> Words:
    """Return the words of a heading in one spelling: ä, ae and a are one letter, ß is ss."""
    text = repair_mojibake(heading) or heading
    text = _CAMEL.sub(" ", _LOST.sub("\ufffd", text))
    text = unicodedata.normalize("NFKD", text.casefold())
    text = "".join(letter for letter in text if not unicodedata.combining(letter))
    text = text.translate(_PLAIN).replace("?", " ").replace("\ufffd", "?")
    text = _UMLAUT.sub(r"\1", text)
    found = _TOKEN.findall(text)
    return Words(tuple(token for token, _ in found), tuple(bool(stop) for _, stop in found))


_PLAIN: Final = str.maketrans(
    {"ł": "l", "đ": "d", "ø": "o", "æ": "a", "ı": "i", "þ": "t", "ð": "d", "œ": "o"}
)


def best_match(heading: str, synonyms: Sequence[str], *, loose: bool = True) -> Match:
    """Return the best likeness to any synonym; ``loose`` allows parts of headings and slips of the pen."""
    return _best(heading, tuple(synonyms), loose)


@functools.lru_cache(maxsize=20_000)
def _best(heading: str, synonyms: tuple[str, ...], loose: bool) -> Match:  # noqa: FBT001 - cached by place
    if not heading.strip() or len(heading) > 120:
        return NO_MATCH
    variants = [(take_apart(heading), 1.0)]
    without = _BRACKETS.sub(" ", heading)
    if without != heading:
        # "Release (latest)" is rather the latest release than any release.
        variants.append((take_apart(without), 0.9))
    best = NO_MATCH
    for words, weight in variants:
        if words.tokens:
            for synonym in synonyms:
                score, code = _likeness(words, take_apart(synonym), loose=loose)
                score *= weight
                if score > best.score:
                    best = Match(score, code, synonym)
    return best


def _likeness(heading: Words, synonym: Words, *, loose: bool) -> tuple[float, str]:
    mine, theirs = heading.joined, synonym.joined
    if not theirs:
        return 0.0, ""
    if mine == theirs:
        return 1.0, "exact"
    if "?" in mine and re.fullmatch(_open(mine), theirs):
        return 0.93, "lost_letters"
    if sorted(heading.tokens) == sorted(synonym.tokens):
        return 0.95, "order"
    if _long(heading.tokens) == _long(synonym.tokens):
        return 0.93, "abbreviated"
    length = len(mine)
    if length >= 3 and _abbreviates(heading, synonym):
        return 0.7 + 0.2 * min(1.0, length / len(theirs)), "abbreviated"
    if not loose:
        return 0.0, ""
    if length >= 5 and len(heading.tokens) > 1 and _abbreviates(heading, synonym, slips=True):
        return 0.65, "lost_letters"
    if len(theirs) >= 3 and (part := _contains(heading, synonym)):
        return 0.5 + 0.3 * part, "part"
    shorter = len(heading.tokens) < len(synonym.tokens) and length >= (3 if any(heading.short) else 4)
    if shorter and (part := _contains(synonym, heading)):
        return 0.4 + 0.25 * part, "part"
    if length >= 5 and len(theirs) >= 5 and mine[0] in (theirs[0], "?"):
        ratio = difflib.SequenceMatcher(None, mine, theirs, autojunk=False).ratio()
        if ratio >= 0.84:
            return ratio - 0.2, "similar"
    return 0.0, ""


def _open(token: str) -> str:
    """Return a pattern in which a lost letter may be up to three letters (ß is ss; UTF-8 loses two)."""
    return token.replace("?", "[a-z]{1,3}")


@functools.lru_cache(maxsize=5_000)
def _long(tokens: tuple[str, ...]) -> str:
    """Return the words joined, with the usual short forms written out ("Buchnr": "buchnummer")."""
    return "".join(_LONG_FORMS.get(token) or _LONG_END.sub(_long_end, token) for token in tokens)


_LONG_END: Final = re.compile(r"(?<=[a-z]{2})(nr|dat|str|tel)$")


def _long_end(found: re.Match[str]) -> str:
    return {"nr": "nummer", "dat": "datum", "str": "strasse", "tel": "telefon"}[found[1]]


def _abbreviates(heading: Words, synonym: Words, *, slips: bool = False) -> bool:
    """Tell whether each word of the heading begins a word of the synonym, or part of one compound.

    A word of one or two letters must have a full stop. ``slips``: a longer one may lack a letter ("frhest").
    """
    for token, short in zip(heading.tokens, heading.short, strict=True):
        if len(token) < (1 if short else 3):
            return False
    if len(heading.tokens) == len(synonym.tokens):
        left = list(synonym.tokens)
        for token in heading.tokens:
            begun = [
                word for word in left if _begins(token, word) or (slips and _begins_but_one(token, word))
            ]
            if not begun:
                break
            left.remove(begun[0])
        else:
            return True
    if len(synonym.tokens) == 1 and len(heading.tokens) <= 3:
        pattern = "[a-z]*".join(_open(_LONG_FORMS.get(token, token)) for token in heading.tokens) + "[a-z]*"
        return bool(re.fullmatch(pattern, synonym.joined)) and (
            len(heading.joined) >= 4 or any(heading.short)
        )
    return False


def _begins(token: str, word: str) -> bool:
    if "?" in token:
        return bool(re.match(_open(token), word))
    return word.startswith(token) or _LONG_FORMS.get(token) == word


def _begins_but_one(token: str, word: str) -> bool:
    """Tell whether the token begins the word when one letter is put in."""
    if len(token) < 5 or len(word) <= len(token):
        return False
    at = next((place for place, letter in enumerate(token) if letter != word[place]), len(token))
    return at > 0 and token[at:] == word[at + 1 : len(token) + 1]


def _contains(whole: Words, part: Words) -> float:
    """Return how much of the heading the synonym makes up, if all its words are in it; else 0."""
    left = list(whole.tokens)
    worth = 0.0
    for word in part.tokens:
        same = [
            token
            for token in left
            if token == word or (len(token) >= 3 and len(word) >= 3 and _begins(token, word))
        ]
        if not same:
            # A German compound keeps its last part: "Haftentlassungsdatum" holds "Entlassungsdatum".
            same = [token for token in left if len(word) >= 6 and token.endswith(word)]
        if not same:
            return 0.0
        # "Betrieb" is less of a "Betriebsnummer" than of a "Betrieb".
        best = max(same, key=lambda token: token == word)
        worth += len(best) * min(1.0, len(best) / len(word))
        left.remove(best)
    length = sum(len(token) for token in whole.tokens)
    return worth / length if length else 0.0


def is_free_text(heading: str) -> bool:
    """Tell whether the heading is one of a column for remarks."""
    tokens = take_apart(heading).tokens
    if not tokens or len(tokens) > _LONGEST_FREE_TEXT_HEADING:
        return False
    return bool(_FREE_TEXT.fullmatch(tokens[0]) or _FREE_TEXT.fullmatch("".join(tokens)))


def is_never_stored(heading: str) -> bool:
    """Tell whether the heading names something for which the system has no place."""
    return bool(_NEVER.search(" ".join(take_apart(heading).tokens)))


def is_running_number(heading: str, texts: Sequence[str]) -> bool:
    """Tell whether a column counts the rows of this very list: the next list counts others so."""
    plain = " ".join(take_apart(heading).tokens)
    if _RUNNING.fullmatch(plain):
        return True
    if plain and not _ANY_NUMBER.fullmatch(plain):
        return False
    told = [text for text in texts if text]
    first = int(told[0]) if told and told[0].isdecimal() and len(told[0]) < 6 else 2
    return first < 2 and len(told) > 4 and told == [str(first + place) for place in range(len(told))]
