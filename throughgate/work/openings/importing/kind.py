"""Companies as a kind of import."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from throughgate.foundation.imports.kinds import Choice, Given, ImportField, Option
from throughgate.foundation.imports.models import RowResult
from throughgate.foundation.spreadsheets.values import read_code
from throughgate.ground.acting.actor import Actor
from throughgate.ground.organisations.models import Organisation
from throughgate.work.openings.importing.fields import FIELDS
from throughgate.work.openings.importing.likeness import row_key
from throughgate.work.openings.importing.rows import CLEARED_BY_LOOKING
from throughgate.work.openings.importing.session import CompaniesSession
from throughgate.work.openings.importing.undoing import undo_companies
from throughgate.work.openings.importing.words import WORDS


class Companies:
    """What the engine asks about registers of companies."""

    name = "companies"
    title = _("Companies")
    lead = _("A list of companies with their addresses, contact persons and what they offer.")
    words = WORDS
    cleared_by_looking = CLEARED_BY_LOOKING
    is_private = False
    of_people = False
    described = None
    proposes = None
    named_by = ("name",)

    def line(self, values: Mapping[str, str]) -> str:
        """Return the name as it was written."""
        return values.get("name", "")

    def start(self, actor: Actor) -> None:
        """Refuse whoever does not keep the register and openings."""
        actor.must("write", "organisation")
        actor.must("write", "opening")

    def fields(self, actor: Actor) -> Sequence[ImportField]:
        """Return the fields."""
        return FIELDS

    def lacks(self, used: set[str]) -> str:
        """Return the label of a field without which no row can come in."""
        return "" if "name" in used else str(_("Company"))

    def options(self, actor: Actor) -> Sequence[Option]:
        """Return none."""
        return ()

    def key_of(self, given: Given) -> str:
        """Return the number, or name and place where the source gives none."""
        if number := read_code(given.cell("number")):
            return number
        return (
            row_key(given.text("name"), given.text("postcode"), given.text("town"))
            if given.text("name")
            else ""
        )

    def session(self, actor: Actor, *, options: Mapping[str, str]) -> CompaniesSession:
        """Return a reading."""
        return CompaniesSession(actor, options=options)

    def targets(self, actor: Actor, keys: Sequence[uuid.UUID]) -> Mapping[uuid.UUID, Choice]:
        """Return names and pages."""
        found = Organisation.objects.visible_to(actor).filter(pk__in=set(keys)).with_town()
        return {
            row.pk: Choice(
                str(row.pk),
                f"{row.name}, {row.town}" if row.town else row.name,
                reverse("organisations:page", args=[row.code]),
            )
            for row in found
        }

    def undo(self, actor: Actor, of: uuid.UUID, results: Sequence[RowResult]) -> Mapping[uuid.UUID, str]:
        """Take back what these rows did."""
        return undo_companies(actor, results)


COMPANIES = Companies()
