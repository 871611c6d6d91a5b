"""Levels as a kind of import."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from throughgate.foundation.imports.kinds import Choice, Given, ImportField, Option
from throughgate.foundation.imports.models import RowResult
from throughgate.foundation.languages.days import short_day
from throughgate.ground.acting.actor import Actor
from throughgate.person.observations import actions
from throughgate.person.observations.importing.fields import ROW, WHO, fields
from throughgate.person.observations.importing.session import LevelsSession
from throughgate.person.observations.importing.words import WORDS
from throughgate.person.observations.models import Sheet, SheetPerson
from throughgate.person.people.models import Person


class Levels:
    """What the engine asks about tables with levels. A draft is its observer's alone, so the import is as well."""

    name = "levels"
    title = _("Levels for a sheet")
    lead = _("The table of a sheet, filled in elsewhere. Download it from the sheet.")
    words = WORDS
    cleared_by_looking: frozenset[str] = frozenset()
    is_private = True
    of_people = True
    described = None
    proposes = None
    named_by = ("person", "row")

    def line(self, values: Mapping[str, str]) -> str:
        """Return whose row it is, as it was written."""
        return values.get("person", "") or values.get("row", "")

    def start(self, actor: Actor) -> None:
        """Refuse whoever observes nobody."""
        actor.must("write", "sheet")

    def fields(self, actor: Actor) -> Sequence[ImportField]:
        """Return who it is, and every competency."""
        del actor
        return fields()

    def lacks(self, used: set[str]) -> str:
        """Return the label of a field without which no row can come in."""
        if not used & set(WHO):
            return str(ROW.label)
        return "" if used - set(WHO) else str(_("Competency"))

    def options(self, actor: Actor) -> Sequence[Option]:
        """Ask for which sheet the levels are."""
        del actor
        drafts = Sheet.objects.filter(state="draft").order_by("-observed_on", "-pk")
        choices = [(str(draft.pk), f"{draft.occasion}, {short_day(draft.observed_on)}") for draft in drafts]
        found = ("", _("Found by the codes of the rows"))
        return (Option("sheet", _("For which sheet?"), (found, *choices)),)

    def key_of(self, given: Given) -> str:
        """Return nothing: a row belongs to one sheet and does not come again."""
        del given
        return ""

    def session(self, actor: Actor, *, options: Mapping[str, str]) -> LevelsSession:
        """Return a reading."""
        return LevelsSession(actor, options=options)

    def targets(self, actor: Actor, keys: Sequence[uuid.UUID]) -> Mapping[uuid.UUID, Choice]:
        """Return names of the people of one's own sheets."""
        rows = SheetPerson.objects.filter(pk__in=set(keys)).values_list("pk", "person_id", "sheet_id")
        people: Any = Person.objects.visible_to(actor).in_bulk([person for _key, person, _sheet in rows])
        return {
            key: Choice(str(key), str(people[person]), reverse("observations:sheet", args=[sheet]))
            for key, person, sheet in rows
            if person in people
        }

    def undo(self, actor: Actor, of: uuid.UUID, results: Sequence[RowResult]) -> Mapping[uuid.UUID, str]:
        """Set every level back to what it was before; rows that somebody changed since stay whole."""
        del of
        return {row.pk: _undo_row(actor, row) for row in results}


def _undo_row(actor: Actor, row: RowResult) -> str:
    cells = [
        actions.Cell(uuid.UUID(of), uuid.UUID(competency), version, before)
        for of, competency, version, before in row.undo
    ]
    try:
        with transaction.atomic():
            _versions, conflicts = actions.rate_many(actor=actor, sheet=None, cells=cells)
            if conflicts:
                transaction.set_rollback(True)
    except SheetPerson.DoesNotExist:
        return "gone"
    except actions.SheetClosed:
        return "used_since"
    return "changed_since" if conflicts else ""


LEVELS = Levels()
