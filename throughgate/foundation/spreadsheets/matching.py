"""Compare the heading of a column with the plain headings of a field: does it say the same, or only hold a part of it."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import Final, NamedTuple

from .left_out import ANY_NUMBER
from .likeness import (
    LEAST_TYPED,
    abbreviates,
    contains,
    long_form,
    one_slip,
    open_letters,
    same_words,
    without_ending,
)
from .spelling import Words, take_apart

_BRACKETS: Final = re.compile(r"\(([^)]*)\)|\[([^]]*)\]")
_ALTERNATIVES: Final = re.compile(r"\s*[/|;,&]\s*|\s+(?:und|oder|bzw\.?|and|or|et|ou|e|o)\s+", re.IGNORECASE)
# "Ansprechpartner/in", "Gefangene(r)", "AnsprechpartnerIn".
_OTHER_ENDING: Final = re.compile(
    r"(?<=[^\W\d_])(?:[/*:_]-?|\(-?)(?:in|innen|n|r|en|e|s|er|es|em)\b\)?|(?<=[a-zäöü])In(?:nen)?\b"
)
# Words that change nothing about what a heading means.
_ARTICLES: Final = frozenset(
    {"der", "die", "das", "des", "dem", "den", "und", "oder", "bzw", "of", "the", "and", "or", "s", "de", "du", "la", "le"}
    | {"les", "et", "ou", "del", "della", "dello", "di", "il", "e", "o", "d", "l"}
)  # fmt: skip
# Whom the list is about: "Geburtsdatum des Gefangenen".
_WHOSE: Final = frozenset(
    {"gefangene", "gefangener", "gefangenen", "inhaftierte", "inhaftierter", "inhaftierten", "insasse", "insassen"}
    | {"haftling", "haftlings", "prisoner", "prisoners", "inmate", "inmates", "detainee", "detainees"}
    | {"detenu", "detenue", "detenus", "detenuto", "detenuta", "detenuti"}
)  # fmt: skip
_ARTICLES_AND_WHOSE: Final = _ARTICLES | _WHOSE
# In brackets also how to write it, and whether one must.
_NOTHING_IN_BRACKETS: Final = frozenset(
    {"tt", "mm", "jj", "jjjj", "dd", "yy", "yyyy", "ja", "nein", "yes", "no", "oui", "non", "si", "falls", "wenn", "if"}
    | {"bekannt", "known", "optional", "freiwillig", "pflicht", "pflichtfeld", "required", "skala", "scale", "mit", "max"}
    | {"maximal", "stellig", "ziffern", "bitte", "ausfullen", "format", "vorwahl"}
    | _ARTICLES
    | _WHOSE
)  # fmt: skip


class Match(NamedTuple):
    """How well a heading fits: 0 to 1, the kind of likeness, and the synonym it was like.

    ``is_whole``: the heading says this and nothing else. One that only holds a part may mean anything.
    """

    score: float
    code: str = "no_match"
    synonym: str = ""
    is_whole: bool = False


NO_MATCH: Final = Match(0.0)
_LONGEST: Final = 120  # letters of a heading


class _Known(NamedTuple):
    """A synonym, as it is compared."""

    text: str
    words: Words
    ordered: list[str]
    long: str
    bare: list[str]
    begins: frozenset[str]


class Synonyms:
    """The plain headings of one field.

    ``aside`` are words that say nothing beside this field ("am" beside a date), ``endings`` those of compounds
    ("Zugangsdatum").
    """

    def __init__(
        self, texts: Sequence[str], aside: frozenset[str] = frozenset(), endings: tuple[str, ...] = ()
    ) -> None:
        self._aside, self._endings = aside, endings
        self._known = [self._prepared(text) for text in texts]
        self._exact = {known.words.joined: known.text for known in reversed(self._known)}

    def _prepared(self, text: str) -> _Known:
        words = take_apart(text)
        bare = self._bare(words.tokens, _ARTICLES)
        begins = frozenset(token[0] for token in words.tokens)
        return _Known(text, words, sorted(words.tokens), long_form(words.tokens), bare, begins)

    def match(self, heading: str, *, loose: bool = True) -> Match:
        """Return the best likeness to any synonym; one that is whole goes before all others.

        ``loose`` allows parts of headings and slips of the pen.
        """
        return _match(self, heading, loose)

    def find(self, heading: str, *, loose: bool) -> Match:
        """Return the same, worked out anew."""
        best = self._best(take_apart(heading), loose=loose)
        if best.code == "exact":
            return best
        if (plain := _OTHER_ENDING.sub("", heading)) != heading:
            best = max(best, self.match(plain, loose=loose), key=_rank)
        without = _BRACKETS.sub(" ", heading)
        if without != heading:
            best = max(best, self._without_brackets(heading, without, loose=loose), key=_rank)
        parts = [part for part in _ALTERNATIVES.split(heading) if part.strip()]
        if len(parts) > 1 and not best.is_whole:
            # "Gewerk / Branche": the same in two words.
            matches = [self.match(part, loose=loose) for part in parts]
            if all(match.is_whole for match in matches):
                best = min(matches, key=_rank)
        return best

    def _without_brackets(self, heading: str, without: str, *, loose: bool) -> Match:
        """Return the likeness of what stands outside; "Release (latest)" is rather the latest release than any release."""
        match = self.match(without, loose=loose)
        inside = " ".join(first or second for first, second in _BRACKETS.findall(heading))
        is_whole = match.is_whole and (self._says_nothing(inside) or self.match(inside).is_whole)
        code = match.code if is_whole or not match.is_whole else "part"
        return match._replace(score=match.score * 0.9, code=code, is_whole=is_whole)

    def _says_nothing(self, text: str) -> bool:
        return all(
            len(token) < 3 or token in _NOTHING_IN_BRACKETS or token in self._aside or token.isdecimal()
            for token in take_apart(text).tokens
        )

    def _best(self, heading: Words, *, loose: bool) -> Match:
        if not heading.tokens:
            return NO_MATCH
        if exact := self._exact.get(heading.joined):
            score, code = 1.0, "exact"
            return Match(score, code, exact, is_whole=True)
        best, ordered, long = NO_MATCH, sorted(heading.tokens), long_form(heading.tokens)
        bare = self._bare(heading.tokens, _ARTICLES_AND_WHOSE)
        # Whatever is the same, cut short or written with a slip begins as a word of the synonym does; a part may stand
        # anywhere, and of a lost letter nobody knows which it was.
        firsts = {heading.joined[0], *(word[0] for word in bare[:1])}
        is_open = "?" in heading.joined
        for known in self._known:
            score, code, is_whole = 0.0, "", False
            if is_open or not firsts.isdisjoint(known.begins):
                score, code = _whole(heading, ordered, long, known)
                if not score and bare and same_words(bare, known.bare):
                    score, code = 0.88, "order"
                if not score and loose:
                    score, code = _slip(heading, known.words)
                is_whole = bool(score)
            if not is_whole and loose:
                score, code = _partly(heading, known.words)
            if score:
                best = max(best, Match(score, code, known.text, is_whole), key=_rank)
        return best

    def _bare(self, tokens: tuple[str, ...], aside: frozenset[str]) -> list[str]:
        """Return the words that say anything, without the last part of compounds."""
        return [
            without_ending(token, self._endings)
            for token in tokens
            if token not in aside and token not in self._aside
        ]


@functools.lru_cache(maxsize=256)
def synonyms_of(
    texts: tuple[str, ...], aside: frozenset[str] = frozenset(), endings: tuple[str, ...] = ()
) -> Synonyms:
    """Return the same synonyms for the same words: they are asked about every heading of every list."""
    return Synonyms(texts, aside, endings)


@functools.lru_cache(maxsize=20_000)
def _match(synonyms: Synonyms, heading: str, loose: bool) -> Match:  # noqa: FBT001 - cached by place
    if not heading.strip() or len(heading) > _LONGEST:
        return NO_MATCH
    return synonyms.find(heading, loose=loose)


def _rank(match: Match) -> tuple[bool, float]:
    return match.is_whole, match.score


def _whole(heading: Words, ordered: list[str], long: str, known: _Known) -> tuple[float, str]:
    """Return how like it is where each word is there: as written, in another order, or cut short."""
    mine, theirs = heading.joined, known.words.joined
    if "?" in mine and re.fullmatch(open_letters(mine), theirs):
        return 0.93, "lost_letters"
    if ordered == known.ordered:
        return 0.95, "order"
    if long == known.long:
        return 0.93, "abbreviated"
    if len(mine) >= 3 and mine[0] in {"?", *known.begins} and abbreviates(heading, known.words):
        return 0.7 + 0.2 * min(1.0, len(mine) / len(theirs)), "abbreviated"
    return 0.0, ""


def _slip(heading: Words, synonym: Words) -> tuple[float, str]:
    """Return how like it is where letters were lost without a trace, or one key was not hit."""
    mine, theirs = heading.joined, synonym.joined
    if len(mine) >= 5 and len(heading.tokens) > 1 and abbreviates(heading, synonym, slips=True):
        return 0.65, "lost_letters"
    if min(len(mine), len(theirs)) >= LEAST_TYPED and one_slip(mine, theirs):
        return 0.75, "similar"
    return 0.0, ""


def _partly(heading: Words, synonym: Words) -> tuple[float, str]:
    """Return how much of the heading the synonym makes up, or the other way round: a guess to be looked at."""
    mine, theirs = heading.joined, synonym.joined
    if ANY_NUMBER.fullmatch(theirs) or ANY_NUMBER.fullmatch(mine):
        # Everything has a number.
        return 0.0, ""
    if len(theirs) >= 3 and (part := contains(heading, synonym)):
        return 0.5 + 0.3 * part, "part"
    shorter = len(heading.tokens) < len(synonym.tokens) and len(mine) >= (3 if any(heading.short) else 4)
    if shorter and (part := contains(synonym, heading)):
        return 0.4 + 0.25 * part, "part"
    if len(mine) >= 5 and len(theirs) >= 5 and mine[0] in (theirs[0], "?"):
        ratio = SequenceMatcher(None, mine, theirs, autojunk=False).ratio()
        if ratio >= 0.84:
            return ratio - 0.2, "similar"
    return 0.0, ""
