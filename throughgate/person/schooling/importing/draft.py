"""One row of a list of marks on its way: every cell is new, there already, taken, left out, asked about or refused."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from throughgate.foundation.imports.drafts import RowDraft
from throughgate.foundation.imports.kinds import Given, Reason
from throughgate.foundation.spreadsheets import Cell, Mark
from throughgate.person.schooling.importing.fields import KIND, LEFT_OUT, MARK, WHO, column_of
from throughgate.person.schooling.importing.house import Slot, There

UNREADABLE: Final = frozenset({Mark.ERROR, Mark.NO_RESULT, Mark.MERGED, Mark.GUESSED_LETTERS, Mark.CUT})
ARTS: Final = "arts"
LONGEST: Final = 60
"""Letters of a cell that a reason repeats."""


@dataclass(frozen=True)
class Written:
    """A cell with a mark, as it stands in the row."""

    field: str
    subject: str
    """The key of a subject, or the word of a row for it."""
    cell: Cell
    half: int = 0
    level: str = ""
    scale: str = ""
    """What the column says that it stands on, and nothing where that is the scale of the course."""


@dataclass(frozen=True)
class Change:
    """A mark to write over what is there."""

    course: uuid.UUID
    slot: Slot
    before: There
    text: str
    given_on: date | None = None
    weight: int = 1


@dataclass
class MarksDraft(RowDraft):
    """What a row says; `changes` are the marks that are clear."""

    changes: list[Change] = field(default_factory=list)

    def tell(self, weight: str, code: str, written: Written, of: Given, /, **values: object) -> None:
        """Say what becomes of a cell; what waits for an answer stops nothing else of the row."""
        at = f"{place}: " if weight != "note" and (place := of.place(written.field)) else ""
        said = {"at": at} if weight != "note" else {}
        text = written.cell.text[:LONGEST]
        self.reasons.append(Reason(code, written.field, weight, {**said, "text": text, **values}))

    def waiting(self) -> set[str]:
        """Return the fields of which something is asked or refused."""
        return {reason.field for reason in self.reasons if reason.weight != "note"}


def tell_art_from_kind(row: Given) -> None:
    """Take a column "Art" for the kind in a list with a row for each mark: in German it is that, in English a subject."""
    if MARK.key in row.cells and KIND.key not in row.cells and ARTS in row.cells:
        row.cells = {KIND.key if name == ARTS else name: cell for name, cell in row.cells.items()}
        row.letters = {KIND.key if name == ARTS else name: letter for name, letter in row.letters.items()}


def said_in(row: Given) -> Iterator[Written]:
    """Yield the cells with marks of a row, in the order of its columns."""
    for name, cell in row.cells.items():
        if not cell.text and not cell.marks & UNREADABLE:
            continue
        if name == MARK.key:
            yield Written(name, row.text("subject"), cell)
        elif column := column_of(name):
            yield Written(name, column.subject, cell, column.half, column.level, column.scale)


def kept_of(row: Given, draft: MarksDraft) -> dict[str, str]:
    """Return what must be kept of a row that waits: whose it is, and the cells that wait."""
    waiting = draft.waiting()
    whole = draft.blocks or MARK.key in row.cells
    kept = {
        name: text
        for name, text in draft.kept.items()
        if name not in LEFT_OUT and (whole or name in waiting or name in WHO or column_of(name) is None)
    }
    # The line above that names the course is not in the row.
    return kept | ({"course": row.section[:LONGEST]} if row.section and "course" not in kept else {})
