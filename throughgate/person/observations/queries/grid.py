"""A sheet with everything on it: one query for the sheet, one for the people."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Value
from django.db.models.functions import JSONObject

from throughgate.ground.acting.actor import Actor
from throughgate.person.observations.models import (
    Note,
    Rating,
    Sheet,
    SheetPerson,
    Typist,
)
from throughgate.person.observations.queries.frameworks import Column, columns, competencies_beside
from throughgate.person.observations.queries.training import IsTrained
from throughgate.person.observations.rules.scales import Scale
from throughgate.person.people.models import Person


@dataclass
class GridCell:
    """One cell: its name in the form, its level and version, and what somebody else set meanwhile."""

    name: str
    column: Column
    level: int | None
    version: int
    opened: int | None = None
    """The level that goes with the version; `level` may be what was typed over it."""
    note: str = ""
    note_version: int = 0
    theirs: str | None = None
    """The level as somebody else set it, in words, where both changed it."""


@dataclass
class GridRow:
    """One person of the sheet; no person where they left the organisation."""

    id: uuid.UUID
    person_id: uuid.UUID
    person: Person | None
    cells: list[GridCell] = field(default_factory=list)


@dataclass
class Grid:
    """A sheet as its observer works on it."""

    sheet: Sheet
    columns: list[Column]
    rows: list[GridRow]
    is_trained: bool
    is_own: bool

    @property
    def scale(self) -> Scale:
        """Return the scale of the sheet."""
        return self.sheet.framework_version.scale

    @property
    def cells(self) -> list[GridCell]:
        """Return all cells, row by row."""
        return [cell for row in self.rows for cell in row.cells]

    @property
    def names(self) -> dict[object, str]:
        """Return the people's names by key."""
        return {row.person_id: str(row.person) for row in self.rows if row.person}

    @property
    def set_count(self) -> int:
        """Return how many levels are set."""
        return sum(cell.level is not None for cell in self.cells)


def cell_name(sheet_person: uuid.UUID, column: Column) -> str:
    """Return how a cell is called in the form."""
    return f"{sheet_person}:{column.key}"


def scale_of(key: uuid.UUID) -> Scale:
    """Return the scale of a sheet; raise Sheet.DoesNotExist. One query."""
    lowest, highest = Sheet.objects.values_list(
        "framework_version__lowest", "framework_version__highest"
    ).get(pk=key)
    return Scale(lowest, highest)


def sheet_of(actor: Actor, key: uuid.UUID) -> Any:
    """Return one's own sheet, or a draft opened by its code, naming none of its people; None for any other. One query."""
    if actor.membership is None or not actor.may("write", "sheet"):
        return None
    of_sheet = SheetPerson.objects.filter(sheet=OuterRef("pk")).order_by("position", "pk")
    ratings = Rating.objects.filter(sheet_person__sheet=OuterRef("pk"))
    notes = Note.objects.filter(sheet_person__sheet=OuterRef("pk")).exclude(text="")
    cell = {"of": "sheet_person_id", "competency": "competency_id", "version": "version"}
    sheet = (
        Sheet.objects.filter(pk=key)
        .select_related("framework_version", "organisation", "observer__user", "amendment_of")
        .annotate(
            all_competencies=competencies_beside("framework_version"),
            all_people=ArraySubquery(of_sheet.values(row=JSONObject(id="pk", person="person_id"))),
            all_ratings=ArraySubquery(ratings.values(row=JSONObject(**cell, level="level"))),
            all_notes=ArraySubquery(notes.values(row=JSONObject(**cell, text="text"))),
            is_trained=IsTrained(Value(actor.membership.pk)),
            is_typed=Exists(Typist.objects.filter(sheet=OuterRef("pk"), membership=actor.membership)),
        )
        .first()
    )
    if sheet is None:
        return None
    is_own = sheet.observer_id == actor.membership.pk
    return sheet if is_own or (sheet.is_typed and sheet.state == "draft") else None


def sheet_grid(actor: Actor, key: uuid.UUID) -> Grid | None:
    """Return such a sheet with its people and cells. Two queries."""
    sheet = sheet_of(actor, key)
    if sheet is None or actor.membership is None:
        return None
    is_own = sheet.observer_id == actor.membership.pk
    chosen = columns(sheet.all_competencies, sheet.competencies, setting=sheet.setting)
    return Grid(sheet, chosen, _rows(actor, sheet, chosen), sheet.is_trained, is_own)


def _rows(actor: Actor, sheet: Any, chosen: list[Column]) -> list[GridRow]:
    keys = [uuid.UUID(row["person"]) for row in sheet.all_people]
    people = Person.objects.visible_to(actor).filter(pk__in=keys).in_bulk() if keys else {}
    ratings = _by_cell(sheet.all_ratings)
    notes = _by_cell(sheet.all_notes)
    rows = []
    for row in sheet.all_people:
        person = uuid.UUID(row["person"])
        line = GridRow(uuid.UUID(row["id"]), person, people.get(person))
        for column in chosen:
            place = (row["id"], str(column.id))
            rating, note = ratings.get(place, {}), notes.get(place, {})
            line.cells.append(
                GridCell(
                    name=cell_name(line.id, column),
                    column=column,
                    level=rating.get("level"),
                    opened=rating.get("level"),
                    version=rating.get("version", 0),
                    note=note.get("text", ""),
                    note_version=note.get("version", 0),
                )
            )
        rows.append(line)
    return rows


def _by_cell(rows: list[Mapping[str, Any]]) -> dict[tuple[str, str], Mapping[str, Any]]:
    return {(row["of"], row["competency"]): row for row in rows}
