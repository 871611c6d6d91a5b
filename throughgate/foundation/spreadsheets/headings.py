"""Guess which column holds which field, from its heading and what stands in it, and say why.

The caller declares its fields with synonyms; nothing here knows people or companies. The same input always
gives the same guess. A wrong guess is worse than none: a heading that only holds the word of a field is proposed,
and a person decides. Columns for remarks, and columns that must never be stored, are left out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final, NamedTuple

from .case_references import are_case_references
from .left_out import is_free_text, is_never_stored, is_running_number
from .matching import NO_MATCH, Match, Synonyms, synonyms_of
from .model import Column, Row
from .shapes import Kind, share_of_kind
from .spelling import WordList

LEAST: Final = 0.5  # below this a column stays unmapped
SURE: Final = 0.8
_STRONG: Final = frozenset({Kind.EMAIL, Kind.LEVEL, Kind.POSTCODE, Kind.TELEPHONE, Kind.LICENCE, Kind.URL})
_UNMISTAKABLE: Final = frozenset({Kind.EMAIL, Kind.URL})
_DOUBTFUL: Final = frozenset({Kind.LEVEL, Kind.LICENCE})
"""The same heading stands over other things as well: believed only where the cells do not speak against it."""
# Words that say nothing beside the name of such a field: "Zugang am", "Deutsch-Niveau", "Lohn in Euro".
_ASIDE: Final[Mapping[Kind, frozenset[str]]] = {
    Kind.DATE: frozenset({"datum", "dat", "termin", "tag", "zeitpunkt", "stichtag", "am", "date", "day", "on", "le", "data", "giorno"}),
    Kind.LEVEL: frozenset({"niveau", "level", "stufe", "kenntnisse", "cefr", "ger", "gers", "livello", "cecr", "qcer"}),
    Kind.TELEPHONE: frozenset({"nummer", "nr", "number", "no", "numero"}),
    Kind.EMAIL: frozenset({"adresse", "address"}),
    Kind.ADDRESS: frozenset({"nr", "hausnummer", "hausnr", "number", "no"}),
    Kind.LICENCE: frozenset({"klasse", "klassen", "class", "classes", "vorhanden", "categorie", "categoria"}),
    Kind.MONEY: frozenset({"euro", "eur", "brutto", "gross", "h", "std", "stunde", "hour", "monat", "month", "pro", "je", "per", "in"}),
    Kind.COUNT: frozenset({"frei", "freie", "freien", "freier", "verfugbare", "verfugbar", "available", "free"}),
}  # fmt: skip
_ENDINGS: Final[Mapping[Kind, tuple[str, ...]]] = {
    Kind.DATE: ("zeitpunkt", "termin", "datum", "tag", "dat"),
}


@dataclass(frozen=True)
class Field:
    """A field of the caller: ``synonyms`` are headings in any language, the plainest first.

    ``unlike``: words, as ``WordList`` takes them, beside which a heading is about something else.
    """

    key: str
    synonyms: tuple[str, ...]
    kind: Kind = Kind.TEXT
    required: bool = False
    unlike: tuple[str, ...] = ()

    def match(self, heading: str, *, loose: bool = True) -> Match:
        """Return how well a heading fits; ``loose`` allows parts of it and slips of the pen."""
        match = self._synonyms.match(heading, loose=loose)
        return NO_MATCH if match.score and match.code != "exact" and self.is_unlike(heading) else match

    def is_unlike(self, heading: str) -> bool:
        """Tell whether a word in the heading makes it one about something else."""
        return bool(self.unlike) and self._unlike.is_in(heading)

    @cached_property
    def _synonyms(self) -> Synonyms:
        return synonyms_of(self.synonyms, _ASIDE.get(self.kind, frozenset()), _ENDINGS.get(self.kind, ()))

    @cached_property
    def _unlike(self) -> WordList:
        return WordList(self.unlike)


class Reason(NamedTuple):
    """Why a column was mapped or not; ``code`` has its words in ``words.py``.

    exact, order, lost_letters, abbreviated, part, similar (the heading, ``value``: the synonym) ·
    content_agrees, content_differs, content_only (``value``: share in percent) · remembered · free_text · never_stored ·
    case_references · running_number · empty_column · no_match · taken (``value``: key of the column that has the field)
    """

    code: str
    value: str = ""


class Guess(NamedTuple):
    """The field guessed for a column, None if it stays out; ``proposed`` is a guess that a person may take up.

    ``confidence``, 0 to 1, is of the one or the other.
    """

    column: str
    field: str | None
    confidence: float
    reasons: tuple[Reason, ...]
    proposed: str | None = None

    @property
    def sure(self) -> bool:
        """Tell whether nobody needs to look twice."""
        return self.field is not None and self.confidence >= SURE


@dataclass(frozen=True, slots=True)
class ColumnMap:
    """A guess for every column, in order, and the required fields that found none."""

    guesses: tuple[Guess, ...]
    missing: tuple[str, ...]

    @property
    def by_field(self) -> dict[str, str]:
        """Return the column of each mapped field."""
        return {guess.field: guess.column for guess in self.guesses if guess.field}


class _Candidate(NamedTuple):
    score: float
    field: int
    column: int
    reasons: tuple[Reason, ...]
    is_whole: bool


def guess_mapping(
    columns: Sequence[Column],
    sample: Sequence[Row],
    fields: Sequence[Field],
    remembered: Mapping[str, str | None] | None = None,
) -> ColumnMap:
    """Return a field for every column where heading and content allow one; each field at most once.

    ``remembered`` maps column keys to fields (None: left out) as a person decided for this source before;
    it goes before every guess, but not before what is never stored.
    """
    known = {field.key for field in fields}
    decided = {key: field for key, field in (remembered or {}).items() if field is None or field in known}
    guesses: dict[int, Guess] = {}
    taken: dict[str, str] = {}
    for column in columns:
        if reason := why_never(column, sample):
            guesses[column.index] = Guess(column.key, None, 0.0, (reason,))
        elif column.key in decided and decided[column.key] not in taken:
            field_key = decided[column.key]
            guesses[column.index] = Guess(column.key, field_key, 1.0, (Reason("remembered"),))
            if field_key:
                taken[field_key] = column.key
    candidates = [
        candidate
        for column in columns
        if column.index not in guesses
        for candidate in _candidates(column, sample, fields)
        if candidate.score >= LEAST
    ]
    # Best first; equal ones in the order of the fields, then of the columns.
    candidates.sort(key=lambda one: (-one.score, one.field, one.column))
    by_index = {column.index: column for column in columns}
    for candidate in candidates:
        column, field = by_index[candidate.column], fields[candidate.field]
        if candidate.column in guesses or not candidate.is_whole or field.key in taken:
            continue
        if twins := _twins(column, columns, sample, guesses):
            # Which of two columns "Name" holds the family name nobody can tell but a person.
            for twin in (column, *twins):
                guesses[twin.index] = Guess(
                    twin.key, None, round(candidate.score, 3), (Reason("twice"),), field.key
                )
            continue
        if not is_free_text(column.heading) and field.kind is not Kind.FREE_TEXT:
            guesses[candidate.column] = _guess(column, candidate, field=field.key)
            taken[field.key] = column.key
    lost: dict[int, _Candidate] = {}
    for candidate in candidates:
        column, field = by_index[candidate.column], fields[candidate.field]
        if candidate.column in guesses:
            continue
        if field.key in taken:
            lost.setdefault(candidate.column, candidate)
        else:
            guesses[candidate.column] = _guess(column, candidate, proposed=field.key)
    for column in columns:
        if column.index not in guesses:
            guesses[column.index] = _left_out(column, sample, fields, lost.get(column.index), taken)
    missing = tuple(field.key for field in fields if field.required and field.key not in taken)
    return ColumnMap(tuple(guesses[column.index] for column in columns), missing)


def _twins(
    column: Column, columns: Sequence[Column], sample: Sequence[Row], guesses: Mapping[int, Guess]
) -> list[Column]:
    """Return other columns of the same heading that hold something else."""
    heading = column.heading.casefold()
    own = [row.text(column.key) for row in sample]
    return [
        other
        for other in columns
        if other.index != column.index
        and other.index not in guesses
        and heading
        and other.heading.casefold() == heading
        and any(own)
        and any(texts := [row.text(other.key) for row in sample])
        and texts != own
    ]


def why_never(column: Column, sample: Sequence[Row]) -> Reason | None:
    """Return why a column may never be stored, whatever a person says about it; None where it may."""
    if is_never_stored(column.heading):
        return Reason("never_stored")
    if are_case_references(row.text(column.key) for row in sample):
        return Reason("case_references")
    return None


def _guess(
    column: Column, candidate: _Candidate, *, field: str | None = None, proposed: str | None = None
) -> Guess:
    reasons = (Reason("free_text"),) if proposed and is_free_text(column.heading) else candidate.reasons
    return Guess(column.key, field, round(min(1.0, candidate.score), 3), reasons, proposed)


def _candidates(column: Column, sample: Sequence[Row], fields: Sequence[Field]) -> list[_Candidate]:
    cells = [row.cells[column.key] for row in sample if column.key in row.cells]
    shares: dict[Kind, float | None] = {}
    found = []
    is_running = is_running_number(column.heading, [cell.text for cell in cells])
    for place, field in enumerate(fields):
        if is_running and field.kind is Kind.CODE:
            continue
        if field.kind not in shares:
            shares[field.kind] = share_of_kind(field.kind, cells)
        share = shares[field.kind]
        match = field.match(column.heading)
        score, is_whole, reasons = match.score, match.is_whole, [Reason(match.code, match.synonym)]
        if field.kind is Kind.FREE_TEXT:
            reasons = [Reason("free_text")]
        if share is not None:
            percent = str(round(100 * share))
            if not score:
                # A column without a heading of its own, full of e-mail addresses, is one of e-mail addresses.
                if not column.heading and field.kind in _STRONG and share >= 0.9:
                    score, is_whole = LEAST, field.kind in _UNMISTAKABLE
                    reasons = [Reason("content_only", percent)]
            elif share >= 0.8:
                score += 0.1
                reasons.append(Reason("content_agrees", percent))
            elif share < 0.3:
                # Marks in school under "Deutsch" are no levels of it.
                score, is_whole = score - 0.4, is_whole and field.kind not in _DOUBTFUL
                reasons.append(Reason("content_differs", percent))
        # A number is the one that is meant, or any other: half a likeness says nothing.
        if score > 0 and (is_whole or field.kind is not Kind.CODE):
            found.append(_Candidate(score, place, column.index, tuple(reasons), is_whole))
    return found


def _left_out(
    column: Column,
    sample: Sequence[Row],
    fields: Sequence[Field],
    lost: _Candidate | None,
    taken: Mapping[str, str],
) -> Guess:
    if is_free_text(column.heading):
        return Guess(column.key, None, 0.0, (Reason("free_text"),))
    if is_running_number(column.heading, [row.text(column.key) for row in sample]):
        return Guess(column.key, None, 0.0, (Reason("running_number"),))
    if lost:
        field = fields[lost.field]
        return _guess(column, lost._replace(reasons=(Reason("taken", taken[field.key]),)), proposed=field.key)
    if not column.heading and not any(row.text(column.key) for row in sample):
        return Guess(column.key, None, 0.0, (Reason("empty_column"),))
    return Guess(column.key, None, 0.0, (Reason("no_match"),))
