"""Whose row of a table it is: by the code of the row, or by a name that is there once."""

from __future__ import annotations

import uuid
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from throughgate.foundation.database.keys import read_key
from throughgate.foundation.imports.kinds import Given, Reason
from throughgate.foundation.languages.folding import plain
from throughgate.ground.acting.actor import Actor
from throughgate.person.observations.models import Rating, SheetPerson
from throughgate.person.observations.rules.scales import Scale
from throughgate.person.people.models import Person
from throughgate.person.people.names import formal_name


@dataclass
class OnSheet:
    """Somebody on a draft, with the levels as they stand: competency → (level, version)."""

    id: uuid.UUID
    sheet: uuid.UUID
    is_draft: bool
    scale: Scale
    competencies: dict[str, uuid.UUID]
    levels: dict[uuid.UUID, tuple[int | None, int]]


def row_code(sheet_person: uuid.UUID) -> str:
    """Return the code of a row: the random end of its key."""
    return sheet_person.hex[-8:]


class Everybody:
    """The people of one sheet, or of all drafts that the actor works on. Four queries."""

    def __init__(self, actor: Actor, sheet: str, keys: dict[uuid.UUID, str]) -> None:
        self._has_sheet = bool(sheet)
        rows: Any = SheetPerson.objects.select_related("sheet__framework_version").order_by(
            "sheet", "position"
        )
        rows = list(rows.filter(sheet=sheet) if sheet else rows.filter(state="draft"))
        levels: dict[uuid.UUID, dict[uuid.UUID, tuple[int | None, int]]] = defaultdict(dict)
        found = Rating.objects.filter(sheet_person__in=[row.pk for row in rows])
        for of, competency, level, version in found.values_list(
            "sheet_person_id", "competency_id", "level", "version"
        ):
            levels[of][competency] = (level, version)
        self.by_id = {
            row.pk: OnSheet(
                row.pk,
                row.sheet_id,
                row.state == "draft",
                row.sheet.framework_version.scale,
                {keys[key]: key for key in row.sheet.competencies if key in keys},
                levels[row.pk],
            )
            for row in rows
        }
        self._by_code = {row_code(key): key for key in self.by_id}
        people: Any = Person.objects.visible_to(actor).in_bulk([row.person_id for row in rows])
        self._by_name: dict[str, list[uuid.UUID]] = defaultdict(list)
        self._by_family: dict[str, list[uuid.UUID]] = defaultdict(list)
        for row in rows:
            if person := people.get(row.person_id):
                formal = formal_name(person.given_names, person.family_name)
                plainly = f"{person.given_names} {person.family_name}"
                for name in {_folded(name) for name in (str(person), formal, plainly)}:
                    self._by_name[name].append(row.pk)
                self._by_family[_folded(person.family_name)].append(row.pk)

    def find(self, row: Given) -> tuple[OnSheet | None, Reason | None]:
        """Return whose row it is, or why nobody's."""
        said = row.same_as or str(row.begun or "")
        code = row.text("row").strip().casefold()
        if (key := read_key(said)) in self.by_id or (key := self._by_code.get(code)) is not None:
            return self.by_id[key], None
        if code or row.same_as == "new":
            return None, Reason("unknown_row", "row", "refused")
        if not self._has_sheet:
            return None, Reason("which_sheet", "", "refused")
        name = _folded(row.text("person"))
        alike = self._by_name.get(name, [])
        if name and len(alike) == 1:
            return self.by_id[alike[0]], None
        # A family name alone may be meant for them: asked, not guessed.
        candidates = alike or self._by_family.get(name, [])
        if name and candidates:
            return None, Reason("which_person", "", "asked", {"candidates": [str(key) for key in candidates]})
        return None, Reason("unknown_row", "person", "refused")


def _folded(name: str) -> str:
    return " ".join(plain(name.replace(",", " ")).split())
