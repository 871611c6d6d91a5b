"""What a row says: its marks become reasons, and what was looked at waits no longer."""

from __future__ import annotations

from throughgate.foundation.imports.drafts import RowDraft
from throughgate.foundation.imports.kinds import Given
from throughgate.foundation.spreadsheets import Cell, Mark


def given(marks=(), **cells):
    made = {name: cell if isinstance(cell, Cell) else Cell(cell) for name, cell in cells.items()}
    return Given(1, 2, made, frozenset(marks))


def said(draft):
    return [(reason.weight, reason.code, reason.field) for reason in draft.reasons]


def test_every_mark_is_a_reason():
    """A formula is noted, text that would run is asked, but not where a sign in front is usual; each once, in order."""
    name = Cell("=1+1", None, frozenset({Mark.FORMULA_TEXT, Mark.CUT, Mark.CONTROL}))
    phone = Cell("+49 30 1", None, frozenset({Mark.FORMULA_TEXT, Mark.NO_RESULT}))
    draft = RowDraft.of(given([Mark.HIDDEN, Mark.LONG], name=name, phone=phone), as_text=("phone",))
    assert said(draft) == [
        ("asked", "row_long", ""),
        ("note", "row_hidden", ""),
        ("note", "control", "name"),
        ("asked", "formula_text", "name"),
        ("asked", "too_long", "name"),
        ("note", "formula_without_result", "phone"),
    ]
    assert draft.blocks
    assert draft.kept == {"name": "=1+1", "phone": "+49 30 1"}


def test_what_was_looked_at_waits_no_longer():
    """Settled reasons are notes and block nothing; another that blocks still does."""
    draft = RowDraft.of(given([Mark.LONG]))
    draft.settle({"row_long"})
    assert (said(draft), draft.blocks, draft.is_clear()) == ([("note", "row_long", "")], False, True)
    draft.refuse("name_missing", "name")
    draft.settle({"row_long"})
    assert draft.blocks
    planned = draft.waits(given())
    assert (planned.outcome, planned.target) == ("refused", None)


def test_lost_letters_block_only_where_they_must():
    """A lost letter in a description is asked, and the row comes in without it; in a name it comes first."""
    row = given(name="B?ckerei", description="frisches Br?t")
    draft = RowDraft.of(row)
    assert draft.words(row, "description", 100, blocks=False) == "frisches Br?t"
    assert not draft.blocks
    draft.words(row, "name", 100, is_name=True)
    assert draft.blocks
    assert draft.storable("x" * 5, "name", 3) == "xxx"
    assert draft.storable("Anna\x07", "name", 9) == ""
    assert [code for _, code, _ in said(draft)] == ["lost_letters", "lost_letters", "too_long", "unusable"]
