"""Guess which column holds which field, from its heading and what stands in it, and say why.

The caller declares its fields with synonyms; nothing here knows people or companies. The same input always
gives the same guess. Columns for remarks, and columns with headings that must never be stored, are left out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from .matching import best_match, is_free_text, is_never_stored, is_running_number
from .model import Column, Row
from .shapes import Kind, share_of_kind

LEAST: Final = 0.5  # below this a column stays unmapped
SURE: Final = 0.8
_STRONG: Final = frozenset({Kind.EMAIL, Kind.LEVEL, Kind.POSTCODE, Kind.TELEPHONE, Kind.LICENCE, Kind.URL})


@dataclass(frozen=True, slots=True)
class Field:
    """A field of the caller: ``synonyms`` are headings in any language, the plainest first."""

    key: str
    synonyms: tuple[str, ...]
    kind: Kind = Kind.TEXT
    required: bool = False


class Reason(NamedTuple):
    """Why a column was mapped or not; ``code`` has its words in ``words.py``.

    exact, order, lost_letters, abbreviated, part, similar (the heading, ``value``: the synonym) ·
    content_agrees, content_differs, content_only (``value``: share in percent) · remembered · free_text ·
    never_stored · running_number · empty_column · no_match · taken (``value``: key of the column that has the field)
    """

    code: str
    value: str = ""


class Guess(NamedTuple):
    """The field guessed for a column, None if it stays out; ``proposed`` is what a person may pick."""

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


def guess_mapping(
    columns: Sequence[Column],
    sample: Sequence[Row],
    fields: Sequence[Field],
    remembered: Mapping[str, str | None] | None = None,
) -> ColumnMap:
    """Return a field for every column where heading and content allow one; each field at most once.

    ``remembered`` maps column keys to fields (None: left out) as a person decided for this source before;
    it goes before every guess.
    """
    known = {field.key for field in fields}
    decided = {key: field for key, field in (remembered or {}).items() if field is None or field in known}
    guesses: dict[int, Guess] = {}
    taken: dict[str, str] = {}
    for column in columns:
        if column.key in decided and decided[column.key] not in taken:
            field_key = decided[column.key]
            guesses[column.index] = Guess(column.key, field_key, 1.0, (Reason("remembered"),))
            if field_key:
                taken[field_key] = column.key
    candidates = [
        candidate
        for column in columns
        if column.index not in guesses and not is_never_stored(column.heading)
        for candidate in _candidates(column, sample, fields)
    ]
    # Best first; equal ones in the order of the fields, then of the columns.
    candidates.sort(key=lambda one: (-one.score, one.field, one.column))
    by_index = {column.index: column for column in columns}
    lost: dict[int, _Candidate] = {}
    for candidate in candidates:
        column, field = by_index[candidate.column], fields[candidate.field]
        if candidate.column in guesses or candidate.score < LEAST:
            continue
        if is_free_text(column.heading) or field.kind is Kind.FREE_TEXT:
            reasons = (Reason("free_text"),)
            guesses[candidate.column] = Guess(column.key, None, 0.0, reasons, proposed=field.key)
        elif field.key in taken:
            lost.setdefault(candidate.column, candidate)
        else:
            score = round(min(1.0, candidate.score), 3)
            guesses[candidate.column] = Guess(column.key, field.key, score, candidate.reasons)
            taken[field.key] = column.key
    for column in columns:
        if column.index not in guesses:
            guesses[column.index] = _left_out(column, sample, fields, lost.get(column.index), taken)
    missing = tuple(field.key for field in fields if field.required and field.key not in taken)
    return ColumnMap(tuple(guesses[column.index] for column in columns), missing)


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
        match = best_match(column.heading, field.synonyms)
        score, reasons = match.score, [Reason(match.code, match.synonym)]
        if share is not None:
            percent = str(round(100 * share))
            if not score:
                # A column without a heading of its own, full of e-mail addresses, is one of e-mail addresses.
                if not column.heading and field.kind in _STRONG and share >= 0.9:
                    score, reasons = LEAST, [Reason("content_only", percent)]
            elif share >= 0.8:
                score += 0.1
                reasons.append(Reason("content_agrees", percent))
            elif share < 0.3:
                score -= 0.4
                reasons.append(Reason("content_differs", percent))
        if score > 0:
            found.append(_Candidate(score, place, column.index, tuple(reasons)))
    return found


def _left_out(
    column: Column,
    sample: Sequence[Row],
    fields: Sequence[Field],
    lost: _Candidate | None,
    taken: Mapping[str, str],
) -> Guess:
    if is_never_stored(column.heading):
        return Guess(column.key, None, 0.0, (Reason("never_stored"),))
    if is_free_text(column.heading):
        return Guess(column.key, None, 0.0, (Reason("free_text"),))
    if is_running_number(column.heading, [row.text(column.key) for row in sample]):
        return Guess(column.key, None, 0.0, (Reason("running_number"),))
    if lost:
        field = fields[lost.field]
        return Guess(column.key, None, 0.0, (Reason("taken", taken[field.key]),), proposed=field.key)
    if not column.heading and not any(row.text(column.key) for row in sample):
        return Guess(column.key, None, 0.0, (Reason("empty_column"),))
    return Guess(column.key, None, 0.0, (Reason("no_match"),))
