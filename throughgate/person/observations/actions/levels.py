"""Set levels and notes, one cell or a whole grid: each cell has its own version."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from throughgate.foundation.database.keys import uuid7
from throughgate.foundation.database.rows import Stale
from throughgate.ground.acting.actor import Actor
from throughgate.person.observations.models import Note, Rating, SheetPerson
from throughgate.person.observations.rules.scales import Scale
from throughgate.person.observations.rules.sheets import NOTE_LENGTH, Refusal, level_refusal
from throughgate.person.observations.words import PROBLEMS, refuse


class SheetClosed(ValidationError):
    """The sheet was signed, discarded, replaced or taken back meanwhile: nothing was saved."""

    def __init__(self, code: str = "not_draft") -> None:
        super().__init__(str(PROBLEMS[code]), code=code)


@dataclass(frozen=True)
class Cell:
    """One level to save: expected version (0: none yet) and level (None: not observed)."""

    sheet_person: uuid.UUID
    competency: uuid.UUID
    expected: int
    level: int | None


@dataclass(frozen=True)
class Conflict:
    """A cell that somebody else changed: the level as it is now."""

    cell: Cell
    version: int
    level: int | None


# A new cell and a changed one in the same statement: the row goes in with the version it would have after this
# change, and over an older row only if that is the one expected.
SAVE = """
INSERT INTO observations_rating (id, version, person_id, sheet_person_id, competency_id, level)
SELECT c.id, c.expected + 1, p.person_id, c.sheet_person, c.competency, c.level
FROM unnest(%s::uuid[], %s::int[], %s::uuid[], %s::uuid[], %s::smallint[])
     AS c(id, expected, sheet_person, competency, level)
JOIN observations_sheetperson p ON p.id = c.sheet_person
ON CONFLICT (sheet_person_id, competency_id) DO UPDATE SET level = excluded.level, version = excluded.version
  WHERE observations_rating.version = excluded.version - 1
RETURNING sheet_person_id, competency_id, version
"""


def rate(*, actor: Actor, cell: Cell) -> int:
    """Set one level; return the cell's new version. Raise Stale, SheetClosed or ValidationError.

    No audit entry for each cell: the draft's author signs for all of them, and history keeps what a cell was before.
    """
    versions, conflicts = rate_many(actor=actor, sheet=None, cells=[cell])
    if conflicts:
        raise Stale(Rating.objects.get(sheet_person=cell.sheet_person, competency=cell.competency))
    return versions[cell.sheet_person, cell.competency]


@transaction.atomic
def rate_many(
    *, actor: Actor, sheet: uuid.UUID | None, cells: Sequence[Cell]
) -> tuple[dict[tuple[uuid.UUID, uuid.UUID], int], list[Conflict]]:
    """Set levels of one sheet; return the new versions, and the cells that somebody else changed (not saved).

    Raise SheetClosed, ValidationError, or SheetPerson.DoesNotExist for somebody who is not on the sheet (any more).
    A level that is there already counts as saved: so a request sent again after a dropped connection is no conflict.
    """
    actor.must("write", "sheet")
    if not cells:
        return {}, []
    _check(sheet, cells)
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                SAVE,
                [
                    [uuid7() for _ in cells],
                    [cell.expected for cell in cells],
                    [cell.sheet_person for cell in cells],
                    [cell.competency for cell in cells],
                    [cell.level for cell in cells],
                ],
            )
            versions = {(person, competency): version for person, competency, version in cursor.fetchall()}
    except IntegrityError as error:
        raise SheetClosed from error
    left = [cell for cell in cells if (cell.sheet_person, cell.competency) not in versions]
    conflicts = []
    for cell, row in _as_they_are(left):
        if row["level"] == cell.level:
            versions[cell.sheet_person, cell.competency] = row["version"]
        else:
            conflicts.append(Conflict(cell, row["version"], row["level"]))
    return versions, conflicts


def _as_they_are(cells: Sequence[Cell]) -> list[tuple[Cell, dict[str, Any]]]:
    if not cells:
        return []
    rows = Rating.objects.filter(sheet_person__in={cell.sheet_person for cell in cells}).values(
        "sheet_person_id", "competency_id", "version", "level"
    )
    there = {(row["sheet_person_id"], row["competency_id"]): row for row in rows}
    if any((cell.sheet_person, cell.competency) not in there for cell in cells):
        raise SheetPerson.DoesNotExist
    return [(cell, there[cell.sheet_person, cell.competency]) for cell in cells]


def _check(sheet: uuid.UUID | None, cells: Sequence[Cell]) -> None:
    """Refuse a level outside the scale, a cell of another sheet, and a sheet that is closed."""
    people = {cell.sheet_person for cell in cells}
    rows = SheetPerson.objects.filter(pk__in=people).values_list(
        "sheet_id",
        "state",
        "sheet__competencies",
        "sheet__framework_version__lowest",
        "sheet__framework_version__highest",
    )
    found = list(rows)
    if len(found) < len(people) or len({row[0] for row in found}) > 1 or (sheet and found[0][0] != sheet):
        raise SheetPerson.DoesNotExist
    _sheet, state, competencies, lowest, highest = found[0]
    if state != "draft":
        raise SheetClosed
    for cell in cells:
        if cell.competency not in competencies:
            refuse([Refusal("unknown_competency")])
        problem = level_refusal(cell.level, Scale(lowest, highest))
        if problem:
            refuse([problem])


@transaction.atomic
def write_note(
    *, actor: Actor, sheet_person: uuid.UUID, competency: uuid.UUID, expected: int, text: str
) -> Note:
    """Write what was seen, in words; raise Stale where somebody else wrote meanwhile."""
    actor.must("write", "sheet")
    _check(None, [Cell(sheet_person, competency, 0, None)])
    text = text.strip()
    note = Note.objects.filter(sheet_person=sheet_person, competency=competency).first()
    try:
        with transaction.atomic():
            if note is None:
                person = SheetPerson.objects.values_list("person_id", flat=True).get(pk=sheet_person)
                note = Note(
                    person_id=person, sheet_person_id=sheet_person, competency_id=competency, text=text
                )
                note.full_clean(validate_unique=False, validate_constraints=False)
                note.save(force_insert=True)
            elif note.text != text:
                if note.version != expected:
                    raise Stale(note)
                note.save_over(expected, text=text[: NOTE_LENGTH + 1])
    except IntegrityError as error:
        theirs = Note.objects.filter(sheet_person=sheet_person, competency=competency).first()
        if theirs is not None and theirs.text != text:
            raise Stale(theirs) from error
        raise SheetClosed from error
    return note
