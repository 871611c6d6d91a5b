"""A company's own openings as a kind of import: the same list, and whatever is another's is refused."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from django.utils.translation import gettext_lazy as _

from throughgate.foundation.imports.kinds import Given, ImportField
from throughgate.foundation.languages.folding import search_key
from throughgate.foundation.spreadsheets import Cell
from throughgate.ground.acting.actor import Actor
from throughgate.ground.organisations.models import Organisation
from throughgate.work.openings.importing.likeness import firm_key
from throughgate.work.openings.importing.single.draft import OpeningDraft
from throughgate.work.openings.importing.single.fields import FIELDS, LABELS
from throughgate.work.openings.importing.single.kind import Openings
from throughgate.work.openings.importing.single.rows import HIDDEN_NAMES, read_row
from throughgate.work.openings.importing.single.session import Here, OpeningsSession
from throughgate.work.openings.importing.single.words import WORDS

_OF_OTHERS: Final = frozenset({"kind", "website", "contact", "telephone", "email", "sector"})
"""What a list says about a company, which is there already."""


class OwnSession(OpeningsSession):
    """One reading of a list of openings of the organisation that reads it."""

    site_unknown = "own_site_unknown"

    def __init__(self, actor: Actor, *, options: Mapping[str, str]) -> None:
        super().__init__(actor, options=options)
        self.own = actor.organisation
        self.also = frozenset({self.own.pk})
        self._names = {firm_key(name) for name in (self.own.name, self.own.legal_name) if name}

    def read(self, row: Given) -> OpeningDraft:
        """Read a row, and refuse it where it is another's; one that names no company, or hides it, is the own one's."""
        if not row.text("name").strip() or search_key(row.text("name")) in HIDDEN_NAMES:
            row.lay_over({"name": Cell(self.own.name)})
        draft = read_row(row, self.find)
        if draft.name and firm_key(draft.name) not in self._names:
            draft.refuse("of_another", "name", company=draft.name)
        return draft

    def company(self, row: Given, draft: OpeningDraft, here: Here) -> Organisation | None:
        """Return the own organisation, whatever a row says: what is another's is refused already."""
        del row, draft
        own: Organisation = here.register.by_id[str(self.own.pk)]
        return own


class OwnOpenings(Openings):
    """What the engine asks about lists of a company's own openings."""

    name = "own_openings"
    title = _("Your openings")
    lead = _(
        "A list with one opening in each row, such as the one that is handed over here, or job postings of your website"
        " (JSON-LD of schema.org, also inside a page)."
    )
    words = WORDS

    def start(self, actor: Actor) -> None:
        """Refuse whoever does not keep openings of the own organisation."""
        actor.must("write", "own_opening")

    def fields(self, actor: Actor) -> Sequence[ImportField]:
        """Return what is about openings; the company's name only tells whose a row is."""
        return [field for field in FIELDS if field.key not in _OF_OTHERS]

    def lacks(self, used: set[str]) -> str:
        """Return the label of the title where no column has it."""
        return "" if "title" in used else str(LABELS["title"])

    def key_of(self, given: Given) -> str:
        """Return the number, or title and place where there is none."""
        if number := " ".join(given.text("number").split()):
            return number
        title = search_key(given.text("title"))
        return f"{title}|{search_key(given.text('town'))}" if title else ""

    def session(self, actor: Actor, *, options: Mapping[str, str]) -> OwnSession:
        """Return a reading."""
        return OwnSession(actor, options=options)


OWN_OPENINGS = OwnOpenings()
