"""What a row of a list says, and what speaks against believing it: the same for every kind of list."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Self

from throughgate.foundation.imports.kinds import Given, Planned, Reason
from throughgate.foundation.imports.rules import outcome_of
from throughgate.foundation.languages.folding import UnusableText, clean_text
from throughgate.foundation.spreadsheets import Mark
from throughgate.foundation.spreadsheets.values import State
from throughgate.foundation.spreadsheets.values import read_words as _read_words

LONGEST_KEPT = 400
"""Characters of a cell that are kept of a row that waits."""
# Lists say the same again and again.
read_words = lru_cache(maxsize=20_000)(_read_words)


@lru_cache(maxsize=20_000)
def _cleaned(text: str) -> str | None:
    try:
        return clean_text(" ".join(text.split()))
    except UnusableText:
        return None


@dataclass
class RowDraft:
    """What a row says; a kind adds its fields, in which None and empty mean that the row says nothing."""

    reasons: list[Reason] = field(default_factory=list)
    kept: dict[str, str] = field(default_factory=dict)
    """Text by field, with which the row can be corrected."""
    _blocking: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, given: Given, *, as_text: Collection[str] = ()) -> Self:
        """Begin with what is kept of a row and what its cells are marked with; cells `as_text` may look like formulas."""
        draft = cls(kept={name: cell.text[:LONGEST_KEPT] for name, cell in given.cells.items() if cell.text})
        draft._marks(given, as_text)
        return draft

    def note(self, code: str, name: str = "", **values: object) -> None:
        """Say something that one should know; the row comes in nevertheless."""
        self.reasons.append(Reason(code, name, "note", values))

    def ask(self, code: str, name: str = "", *, blocks: bool = False, **values: object) -> None:
        """Have something answered; `blocks`: before anything of the row comes in."""
        if blocks:
            self._blocking.add(code)
        self.reasons.append(Reason(code, name, "asked", values))

    def refuse(self, code: str, name: str = "", **values: object) -> None:
        """Refuse the row until it is corrected."""
        self._blocking.add(code)
        self.reasons.append(Reason(code, name, "refused", values))

    def settle(self, codes: Collection[str]) -> None:
        """Take these reasons as notes: somebody has looked at the row and says that it is right as it stands."""
        self.reasons = [one._replace(weight="note") if one.code in codes else one for one in self.reasons]
        self._blocking -= set(codes)

    @property
    def blocks(self) -> bool:
        """Say whether something must be answered before anything of the row comes in."""
        return bool(self._blocking)

    def is_sure_of(self, name: str) -> bool:
        """Say whether nothing is asked about a field."""
        return all(reason.weight == "note" or reason.field != name for reason in self.reasons)

    def is_clear(self) -> bool:
        """Say whether nothing is asked."""
        return all(reason.weight == "note" for reason in self.reasons)

    def outcome(self, *, exists: bool, changes: bool) -> str:
        """Return what happens to the row."""
        return outcome_of({reason.weight for reason in self.reasons}, exists=exists, changes=changes)

    def waits(self, given: Given, target: uuid.UUID | None = None) -> Planned:
        """Return the row as one that waits for its answers."""
        outcome = self.outcome(exists=False, changes=False)
        return Planned(given, outcome, self.reasons, target, None, self.kept)

    def words(self, given: Given, name: str, most: int, *, is_name: bool = False, blocks: bool = True) -> str:
        """Return the text of a cell, asking about lost letters (`blocks`) and what cannot be stored."""
        reading = read_words(given.text(name), name=is_name)
        if reading.state in (State.EMPTY, State.UNKNOWN):
            return ""
        if reading.code == "lost_letters":
            self.ask("lost_letters", name, blocks=blocks, text=(reading.value or "")[:100])
        elif reading.code == "garbled":
            self.note("garbled", name)
        return self.storable(reading.value or "", name, most)

    def storable(self, text: str, name: str, most: int) -> str:
        """Return what can be stored of a text, asking where that is not all of it."""
        cleaned = _cleaned(text)
        if cleaned is None:
            self.ask("unusable", name, blocks=True)
            return ""
        if len(cleaned) > most:
            self.ask("too_long", name, blocks=True)
        return cleaned[:most]

    def _marks(self, given: Given, as_text: Collection[str]) -> None:
        if Mark.BROKEN in given.marks:
            self.refuse("row_broken")
        if given.missing:
            self.ask("row_short", blocks=True)
        if Mark.LONG in given.marks:
            self.ask("row_long", blocks=True)
        if Mark.STRAY_QUOTE in given.marks:
            self.ask("shifted", blocks=True)
        if Mark.HIDDEN in given.marks:
            self.note("row_hidden")
        for name, cell in given.cells.items():
            if not cell.marks:
                continue
            for mark, code in _NOTED.items():
                if mark in cell.marks:
                    self.note(code, name)
            for mark, code in _ASKED.items():
                if mark in cell.marks and not (mark is Mark.FORMULA_TEXT and name in as_text):
                    self.ask(code, name, blocks=True)


_NOTED: dict[Mark, str] = {
    Mark.FORMULA: "formula",
    Mark.NO_RESULT: "formula_without_result",
    Mark.ERROR: "error_value",
    Mark.CONTROL: "control",
    Mark.GARBLED: "garbled",
}
_ASKED: dict[Mark, str] = {
    Mark.FORMULA_TEXT: "formula_text",
    Mark.GUESSED_LETTERS: "guessed_letters",
    Mark.CUT: "too_long",
    Mark.IMPRECISE: "digits_lost",
}
