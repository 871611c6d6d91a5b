"""Single openings as a kind of import: a table of them, or job postings of the web."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from throughgate.foundation.imports.kinds import Choice, Given, ImportField, Option
from throughgate.foundation.imports.models import RowResult
from throughgate.foundation.languages.folding import search_key
from throughgate.foundation.spreadsheets.values import read_code
from throughgate.ground.acting.actor import Actor
from throughgate.ground.organisations.models import Organisation
from throughgate.work.openings.addresses import page_address
from throughgate.work.openings.importing.likeness import firm_key
from throughgate.work.openings.importing.single.fields import FIELDS, LABELS
from throughgate.work.openings.importing.single.postings import POSTINGS
from throughgate.work.openings.importing.single.rows import CLEARED_BY_LOOKING
from throughgate.work.openings.importing.single.session import OpeningsSession
from throughgate.work.openings.importing.single.words import WORDS
from throughgate.work.openings.importing.undoing import undo_companies
from throughgate.work.openings.models import Opening


class Openings:
    """What the engine asks about lists of openings."""

    name = "openings"
    title = _("Openings")
    lead = _(
        "A list with one opening in each row, such as the one that is handed over here, or job postings of the web"
        " (JSON-LD of schema.org, also inside a page)."
    )
    words = WORDS
    cleared_by_looking = CLEARED_BY_LOOKING
    is_private = False
    of_people = False
    described = POSTINGS
    proposes = None
    named_by = ("title", "name")

    def line(self, values: Mapping[str, str]) -> str:
        """Return title and company as they were written."""
        return ", ".join(text for name in ("title", "name") if (text := values.get(name, "")))

    def start(self, actor: Actor) -> None:
        """Refuse whoever does not keep openings and the register."""
        actor.must("write", "organisation")
        actor.must("write", "opening")

    def fields(self, actor: Actor) -> Sequence[ImportField]:
        """Return the fields."""
        return FIELDS

    def lacks(self, used: set[str]) -> str:
        """Return the label of a field without which no row can come in."""
        return next((str(LABELS[name]) for name in ("title", "name") if name not in used), "")

    def options(self, actor: Actor) -> Sequence[Option]:
        """Return none."""
        return ()

    def key_of(self, given: Given) -> str:
        """Return company and number, or title and place where the source gives none."""
        company = firm_key(given.text("name"))
        if number := read_code(given.cell("number")):
            return f"{company}|{number}"
        title = search_key(given.text("title"))
        return f"{company}|{title}|{search_key(given.text('town'))}" if company and title else ""

    def session(self, actor: Actor, *, options: Mapping[str, str]) -> OpeningsSession:
        """Return a reading."""
        return OpeningsSession(actor, options=options)

    def targets(self, actor: Actor, keys: Sequence[uuid.UUID]) -> Mapping[uuid.UUID, Choice]:
        """Return titles and pages of openings, and names of companies that a row may mean."""
        found = Opening.objects.visible_to(actor).filter(pk__in=set(keys)).select_related("organisation")
        choices = {
            row.pk: Choice(str(row.pk), f"{row.title}, {row.organisation.name}", page_address(row))
            for row in found
        }
        if len(choices) < len(set(keys)):
            companies = Organisation.objects.visible_to(actor).filter(pk__in=set(keys)).with_town()
            choices |= {
                row.pk: Choice(
                    str(row.pk),
                    f"{row.name}, {row.town}" if row.town else row.name,
                    reverse("organisations:page", args=[row.code]),
                )
                for row in companies
            }
        return choices

    def undo(self, actor: Actor, of: uuid.UUID, results: Sequence[RowResult]) -> Mapping[uuid.UUID, str]:
        """Take back what these rows did."""
        return undo_companies(actor, results)


OPENINGS = Openings()
