"""Plan and apply rows of a register of companies."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.utils import timezone

from throughgate.foundation.database.keys import read_key
from throughgate.foundation.imports.kinds import Given, Planned
from throughgate.foundation.imports.rules import PROBLEMS
from throughgate.foundation.imports.seen import Seen
from throughgate.ground.acting.actor import Actor
from throughgate.ground.organisations import actions
from throughgate.ground.organisations.rules import comparing_key
from throughgate.ground.vocabulary.models import Occupation
from throughgate.ground.vocabulary.queries import PlaceAnswer, find_occupations, find_place_of_list
from throughgate.work.openings.importing.applying import Change, add, change_known
from throughgate.work.openings.importing.differences import differences, openings_to_put
from throughgate.work.openings.importing.draft import Draft
from throughgate.work.openings.importing.likeness import Earlier, Entry, firm_key, share_a_word
from throughgate.work.openings.importing.register import Register
from throughgate.work.openings.importing.rows import read_row

MOST_CANDIDATES = 5


class CompaniesSession:
    """One reading of one register for one actor."""

    def __init__(self, actor: Actor, *, options: Mapping[str, str]) -> None:
        self.actor = actor
        self.region = actor.organisation.region
        self.today: date = timezone.localdate()
        self.seen = Seen()
        self._places: dict[tuple[str, str, str], PlaceAnswer] = {}
        self._occupations: dict[str, Occupation | None] = {}

    def close(self) -> None:
        """Forget the rows seen."""
        self.seen.close()

    def place(self, text: str, postcode: str, said: str = "") -> PlaceAnswer:
        """Find a place once."""
        if (text, postcode, said) not in self._places:
            answer = find_place_of_list(text, own=self.region.country, said=said, postcode=postcode)
            self._places[text, postcode, said] = answer
        return self._places[text, postcode, said]

    def occupation(self, text: str) -> Occupation | None:
        """Find an occupation once; None where the word means none or several."""
        if text not in self._occupations:
            found = find_occupations(text) if text else []
            self._occupations[text] = found[0].occupation if len(found) == 1 else None
        return self._occupations[text]

    # --- planning ----------------------------------------------------------------------------

    def plan(self, rows: Sequence[Given]) -> list[Planned]:
        """Return what would happen to each row."""
        drafts = [read_row(row, self.place, today=self.today, country=self.region.country) for row in rows]
        here = self._here(rows, drafts)
        in_file = Earlier(self.seen, map(entry_of, drafts))
        planned = []
        for row, draft in zip(rows, drafts, strict=True):
            one = self._plan_one(row, draft, here, in_file)
            if one.target or one.change is not None or one.outcome not in PROBLEMS:
                in_file.add(row.number, entry_of(draft))
            planned.append(one)
        return planned

    def _plan_one(self, row: Given, draft: Draft, here: Register, in_file: Earlier) -> Planned:
        said = here.by_id.get(row.same_as)
        company = said or here.by_id.get(str(row.begun)) or here.by_id.get(str(row.before))
        may_be_another = company is None and draft.name and row.same_as != "new"
        if may_be_another and (number := in_file.like(entry_of(draft))) is not None:
            draft.ask("double_in_file", "", blocks=True, row=number)
            return draft.waits(row)
        if (
            row.before is not None
            and company is not None
            and said is None
            and str(company.pk) == str(row.before)
        ):
            return Planned(row, "unchanged", [], company.pk)
        if company is None and row.same_as != "new":
            company = here.by_id.get(str(row.last))
            if company is not None and draft.number and not share_a_word(company.name, draft.name):
                # A list whose numbers moved on must not rename what others have looked after.
                candidates = [str(company.pk)]
                draft.ask("number_of_another_company", "", blocks=True, candidates=candidates)
        if company is None and draft.name and row.same_as != "new":
            same, elsewhere = here.named(draft)
            same = list({one.pk: one for one in (*same, *here.alike(entry_of(draft)))}.values())
            if same:
                draft.ask(
                    "double", "", blocks=True, candidates=[str(one.pk) for one in same[:MOST_CANDIDATES]]
                )
            elif elsewhere:
                draft.note("same_name_elsewhere")
        if draft.blocks:
            return draft.waits(row)
        if company is None:
            self._occupation_note(draft)
            change = Change(draft)
            if not draft.is_clear():
                return Planned(row, "asked", draft.reasons, None, change, draft.kept)
            return Planned(row, "created", draft.reasons, None, change, draft.kept)
        if not actions.may_change(self.actor, company):
            draft.note("keeps_itself")
            return Planned(row, "unchanged", draft.reasons, company.pk)
        return self._plan_known(row, draft, company, only_gaps=said is not None)

    def _plan_known(self, row: Given, draft: Draft, company: Any, *, only_gaps: bool) -> Planned:
        self._occupation_note(draft)
        parts = differences(company, draft, only_gaps=only_gaps)
        if draft.offer_is_clear:
            parts |= openings_to_put(company, draft, self.occupation, only_gaps=only_gaps)
        change = Change(draft, company, only_gaps, parts) if parts else None
        outcome = draft.outcome(exists=True, changes=bool(parts))
        return Planned(row, outcome, draft.reasons, company.pk, change, draft.kept)

    def _occupation_note(self, draft: Draft) -> None:
        if draft.offers and draft.sector and self.occupation(draft.sector) is None:
            draft.note("occupation_unknown", "sector", text=draft.sector[:60])

    def _here(self, rows: Sequence[Given], drafts: Sequence[Draft]) -> Register:
        ids = {row.before for row in rows} | {row.begun for row in rows} | {row.last for row in rows}
        texts = {row.same_as for row in rows if row.same_as not in ("", "new")}
        ids |= {read_key(text) for text in texts}
        first_words = {comparing_key(draft.name).split(" ")[0] for draft in drafts if draft.name}
        words = {word for draft in drafts if draft.name for word in firm_key(draft.name).split()}
        return Register(self.actor, self.region, ids - {None}, first_words | words)

    # --- what earlier rows said --------------------------------------------------------------

    def remember(self, rows: Sequence[Planned]) -> None:
        """Take up rows that are companies now."""
        self.seen.add(
            _remembered(one.given, one.change.draft) for one in rows if isinstance(one.change, Change)
        )
        plain = [one.given for one in rows if one.change is None and one.target is not None]
        self._remember_plain(plain)

    def recall(self, rows: Sequence[Given], outcomes: Mapping[int, str]) -> None:
        """Do so again for rows stored before a restart."""
        self._remember_plain([row for row in rows if outcomes.get(row.index) not in (None, "refused")])

    def _remember_plain(self, rows: Sequence[Given]) -> None:
        self.seen.add(
            _remembered(row, read_row(row, self.place, today=self.today, country=self.region.country))
            for row in rows
        )

    # --- applying ----------------------------------------------------------------------------

    def apply(self, rows: Sequence[Planned]) -> None:
        """Add and change."""
        for one in rows:
            change = one.change
            if not isinstance(change, Change):
                continue
            if change.company is None:
                one.target = add(self.actor, self.region, one, change.draft, self.occupation)
            else:
                change_known(self.actor, one, change)


def entry_of(draft: Draft) -> Entry:
    """Return what a row is known by among companies."""
    address = (draft.street, draft.postcode, draft.town)
    return Entry.of(draft.name, [address], [(draft.telephone, draft.email)])


def _remembered(row: Given, draft: Draft) -> tuple[int, list[str], Any]:
    entry = entry_of(draft)
    return row.number, list(entry.keys), entry.plain()
