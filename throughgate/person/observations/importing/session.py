"""Plan and apply rows of a table with levels: each cell comes in or is named with its reason, none is lost."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from throughgate.foundation.imports.kinds import Given, Planned, Reason
from throughgate.foundation.spreadsheets import Mark, Unreadable
from throughgate.ground.acting.actor import Actor
from throughgate.person.observations import actions
from throughgate.person.observations.importing.fields import WHO
from throughgate.person.observations.importing.people import Everybody, OnSheet
from throughgate.person.observations.models import Competency
from throughgate.person.observations.rules.tables import read_cell

MOST_ROWS = 500
"""A sheet holds 60 people; a table with far more rows is another table."""


class LevelsSession:
    """One reading of one table for one actor."""

    def __init__(self, actor: Actor, *, options: Mapping[str, str]) -> None:
        self.actor = actor
        self.sheet = options.get("sheet", "")
        self.first: dict[uuid.UUID, Given] = {}
        self._keys: dict[uuid.UUID, str] = {}

    def close(self) -> None:
        """Hold nothing that must be let go of."""

    def pause(self) -> None:
        """Do nothing between two batches."""

    def remember(self, rows: Sequence[Planned]) -> None:
        """Take up nothing: planning noted whose rows came by."""

    def recall(self, rows: Sequence[Given], outcomes: Mapping[int, str]) -> None:
        """Note again whose rows came by before a restart."""
        self.plan(rows)

    def plan(self, rows: Sequence[Given]) -> list[Planned]:
        """Return what would happen to each row; the levels are read anew, so that no other's work is overlooked."""
        if rows and rows[-1].index > MOST_ROWS:
            raise Unreadable("too_many_rows", most=MOST_ROWS)
        self._keys = self._keys or dict(Competency.objects.values_list("pk", "key"))
        people = Everybody(self.actor, self.sheet, self._keys)
        return [self._plan_one(row, people) for row in rows]

    def _plan_one(self, row: Given, people: Everybody) -> Planned:
        kept = {name: cell.text for name, cell in row.cells.items() if cell.text}
        levels = {name: cell for name, cell in row.cells.items() if name not in WHO}
        if not any(cell.text or cell.marks for cell in levels.values()):
            # Nobody said anything about anybody: an empty line of the form.
            return Planned(row, "unchanged")
        whose, why = people.find(row)
        if whose is None:
            return Planned(row, why.weight if why else "refused", [why] if why else [], kept=kept)
        if not whose.is_draft:
            return Planned(row, "refused", [Reason("sheet_closed", "", "refused")], whose.id, kept=kept)
        first = self.first.setdefault(whose.id, row)
        if first.index != row.index:
            reason = Reason("twice", "", "asked", {"row": first.number})
            return Planned(row, "asked", [reason], whose.id, kept=kept)
        reasons = [Reason("row_long", "", "refused")] if Mark.LONG in row.marks else []
        cells: list[actions.Cell] = []
        for name, cell in levels.items():
            said = read_cell(cell.text, cell.marks, whose.scale)
            why_not = said.refused or (
                "not_on_sheet" if said.is_said and name not in whose.competencies else ""
            )
            if why_not:
                reasons.append(Reason(why_not, name, "refused", {"text": cell.text[:60]}))
            elif said.is_said and (new := _cell(whose, whose.competencies[name], said.level)):
                cells.append(new)
                before = whose.levels.get(new.competency, (None, 0))[0]
                if before is not None:
                    reasons.append(Reason("replaced", name, "note", {"before": before}))
        refused = {reason.field for reason in reasons if reason.weight == "refused"}
        if not refused:
            return Planned(row, "changed" if cells else "unchanged", reasons, whose.id, cells)
        # What is clear comes in at once; what is not waits with its reason.
        kept = {name: text for name, text in kept.items() if name in refused or name in WHO}
        return Planned(row, "asked", reasons, whose.id, cells or None, kept)

    def apply(self, rows: Sequence[Planned]) -> None:
        """Write the levels, and note for the undo what stood there before."""
        by_sheet: dict[uuid.UUID, list[Planned]] = defaultdict(list)
        people = Everybody(self.actor, self.sheet, self._keys).by_id
        for one in rows:
            if one.target in people and one.change:
                by_sheet[people[one.target].sheet].append(one)
        for sheet, planned in by_sheet.items():
            cells = [cell for one in planned for cell in one.change]
            try:
                versions, conflicts = actions.rate_many(actor=self.actor, sheet=sheet, cells=cells)
            except actions.SheetClosed as error:
                raise ValidationError(_("The sheet was signed meanwhile.")) from error
            if conflicts:
                # Somebody set a cell at this moment: the engine plans these rows once more.
                raise ValidationError(_("Somebody else changed some cells meanwhile."))
            for one in planned:
                whose = people[one.target]
                for cell in one.change:
                    before = whose.levels.get(cell.competency, (None, 0))[0]
                    version = versions[cell.sheet_person, cell.competency]
                    one.undo.append([str(cell.sheet_person), str(cell.competency), version, before])


def _cell(whose: OnSheet, competency: uuid.UUID, level: int | None) -> actions.Cell | None:
    before, version = whose.levels.get(competency, (None, 0))
    return None if before == level else actions.Cell(whose.id, competency, version, level)
