"""Plan and apply rows of a list of openings."""

from __future__ import annotations

import re
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Prefetch
from django.utils import timezone

from throughgate.foundation.database.keys import read_key
from throughgate.foundation.imports.kinds import Given, Planned
from throughgate.foundation.imports.rules import PROBLEMS
from throughgate.foundation.imports.seen import Seen
from throughgate.foundation.languages.folding import search_key
from throughgate.ground.acting.actor import Actor
from throughgate.ground.organisations import actions as organisations
from throughgate.ground.organisations.models import Organisation, Site
from throughgate.ground.organisations.rules import comparing_key
from throughgate.ground.vocabulary.models import Occupation
from throughgate.ground.vocabulary.queries import PlaceAnswer, find_occupations, find_place_of_list
from throughgate.work.openings import actions
from throughgate.work.openings.importing.applying import plain_value
from throughgate.work.openings.importing.differences import same_site
from throughgate.work.openings.importing.facts import address_of, person_of
from throughgate.work.openings.importing.likeness import firm_key, row_key
from throughgate.work.openings.importing.register import Register
from throughgate.work.openings.importing.single.draft import OpeningDraft
from throughgate.work.openings.importing.single.rows import Finding, read_row
from throughgate.work.openings.importing.undoing import RELATED
from throughgate.work.openings.models import Opening
from throughgate.work.openings.rules import OFFERS

SOURCE = "list"
"""What openings that came in one by one have as their source."""
CODE = re.compile(r"\s*(\d{1,4}(?:\.\d+)*)\b")


@dataclass
class Change:
    """What is to be done: an opening of a known or new company, or what differs from the one that is there."""

    draft: OpeningDraft
    company: Organisation | None = None
    opening: Opening | None = None
    site: Site | None = None
    new_site: bool = False
    facts: dict[str, Any] = field(default_factory=dict)


class OpeningsSession:
    """One reading of one list for one actor."""

    site_unknown = "site_of_others"
    """What is said of a place that is none of the company's, where the actor may not add it."""
    also: frozenset[uuid.UUID] = frozenset()
    """Companies that are read whether rows name them or not."""

    def __init__(self, actor: Actor, *, options: Mapping[str, str]) -> None:
        del options
        self.actor = actor
        self.region = actor.organisation.region
        self.seen = Seen()
        self._places: dict[tuple[str, str, str], PlaceAnswer] = {}
        self._occupations: dict[str, Occupation | None] = {}
        self._added: dict[str, Organisation] = {}
        country = self.region.country
        self.find = Finding(self.place, self.occupation, timezone.localdate(), country)

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
        """Find an occupation once, by its code or by a word; None where the word means none or several."""
        if text not in self._occupations:
            self._occupations[text] = _occupation(text)
        return self._occupations[text]

    def read(self, row: Given) -> OpeningDraft:
        """Return what a row says."""
        return read_row(row, self.find)

    # --- planning ----------------------------------------------------------------------------

    def plan(self, rows: Sequence[Given]) -> list[Planned]:
        """Return what would happen to each row."""
        drafts = [self.read(row) for row in rows]
        here = Here(self.actor, self.region, rows, drafts, self.also)
        in_file = {
            key: found[0][0] for key, found in self.seen.find([key_of(draft) for draft in drafts]).items()
        }
        planned = []
        for row, draft in zip(rows, drafts, strict=True):
            one = self._plan_one(row, draft, here, in_file)
            if one.target or one.change is not None or one.outcome not in PROBLEMS:
                in_file.setdefault(key_of(draft), row.number)
            planned.append(one)
        return planned

    def _plan_one(self, row: Given, draft: OpeningDraft, here: Here, in_file: Mapping[str, int]) -> Planned:
        opening = here.opening(row, draft)
        if opening is not None and row.before is not None and opening.pk == row.before:
            return Planned(row, "unchanged", [], opening.pk)
        if draft.title and draft.name and not row.confirmed and (number := in_file.get(key_of(draft))):
            draft.ask("double_opening", "number", blocks=True, row=number)
            return draft.waits(row)
        company = opening.organisation if opening is not None else self.company(row, draft, here)
        if company is not None:
            draft.forget("kind_maybe_club")
            if company.kind not in OFFERS:
                draft.ask("offers_none", "name", blocks=True)
        change = Change(draft, company, opening)
        if company is not None and not draft.blocks:
            self._site(change)
        if draft.blocks:
            return draft.waits(row)
        if opening is None:
            opening = change.opening = here.same(company, draft) if company is not None else None
        change.facts = draft.facts()
        if opening is None:
            return Planned(row, "created", draft.reasons, None, change, draft.kept)
        change.facts = _differing(opening, change)
        outcome = draft.outcome(exists=True, changes=bool(change.facts) or change.new_site)
        is_change = outcome == "changed"
        return Planned(row, outcome, draft.reasons, opening.pk, change if is_change else None, draft.kept)

    def company(self, row: Given, draft: OpeningDraft, here: Here) -> Organisation | None:
        """Return whose opening it is; none where it is asked, or where the company is to be added."""
        said: Organisation | None = here.register.by_id.get(row.same_as)
        if said is not None:
            return said
        if not draft.name or row.same_as == "new" or draft.hides_company:
            return None
        same, elsewhere = here.register.named(draft)
        if len(same) == 1:
            only: Organisation = same[0]
            return only
        found, code = (same, "company_several") if same else (elsewhere[:5], "company_elsewhere")
        if found:
            draft.ask(code, "", blocks=True, candidates=[str(one.pk) for one in found])
        else:
            draft.note("company_new", "name")
        return None

    def _site(self, change: Change) -> None:
        """Find the place of work among the company's, or have it added."""
        draft, company = change.draft, change.company
        if company is None or not (draft.town or draft.street or draft.postcode):
            return
        sites = getattr(company, "its_sites", None)
        sites = list(company.sites.order_by("pk")) if sites is None else sites
        change.site = next((one for one in sites if same_site(one, draft)), None)
        if change.site is None:
            change.new_site = True
            if not organisations.may_change(self.actor, company):
                draft.ask(self.site_unknown, "town", blocks=True, town=draft.town or draft.postcode)

    # --- what earlier rows said --------------------------------------------------------------

    def remember(self, rows: Sequence[Planned]) -> None:
        """Take up rows that are openings now."""
        self._remember([one.given for one in rows if one.target is not None or one.change is not None])

    def recall(self, rows: Sequence[Given], outcomes: Mapping[int, str]) -> None:
        """Do so again for rows stored before a restart."""
        self._remember([row for row in rows if outcomes.get(row.index) not in (None, *PROBLEMS)])

    def _remember(self, rows: Sequence[Given]) -> None:
        self.seen.add((row.number, [key_of(self.read(row))], 0) for row in rows)

    # --- applying ----------------------------------------------------------------------------

    def apply(self, rows: Sequence[Planned]) -> None:
        """Add and change."""
        for one in rows:
            if isinstance(one.change, Change):
                self._apply_one(one, one.change)

    def _apply_one(self, one: Planned, change: Change) -> None:
        draft = change.draft
        company = change.company or self._add_company(one, draft)
        if change.company is None:
            change = Change(draft, company, facts=change.facts)
            self._site(change)
        if change.new_site:
            change.site = organisations.add_site(actor=self.actor, organisation=company, **address_of(draft))
            one.undo.append(["site", str(change.site.pk), 1, None])
            if (sites := getattr(company, "its_sites", None)) is not None:
                sites.append(change.site)
        facts = dict(change.facts)
        if change.site is not None:
            facts["site"] = change.site
        opening = change.opening
        if opening is None:
            opening = actions.add_opening(
                actor=self.actor,
                organisation=company,
                source=SOURCE,
                external_number=number_of(draft),
                **facts,
            )
            one.undo.append(["opening", str(opening.pk), opening.version, None])
        elif facts:
            before = {
                name: plain_value(getattr(opening, f"{name}_id" if name in RELATED else name))
                for name in facts
            }
            opening = actions.change_opening(
                actor=self.actor, opening=opening, expected=opening.version, **facts
            )
            one.undo.append(["opening", str(opening.pk), opening.version, before])
        one.target = opening.pk

    def _add_company(self, one: Planned, draft: OpeningDraft) -> Organisation:
        """Add a company once, however many openings of it come in together."""
        key = row_key(draft.name, draft.postcode, draft.town)
        if key in self._added:
            return self._added[key]
        facts = {"website": draft.website} if draft.website else {}
        company = organisations.add_organisation(
            actor=self.actor,
            kind=draft.kind,
            name=draft.name,
            region=self.region,
            is_another=True,
            sector=draft.sector,
            **facts,
        )
        one.undo.append(["organisation", str(company.pk), 1, None])
        if person := person_of(draft):
            contact = organisations.add_contact(actor=self.actor, organisation=company, **person)
            one.undo.append(["contact", str(contact.pk), 1, None])
        self._added[key] = company
        return company


class Here:
    """What is there that rows may mean."""

    def __init__(
        self,
        actor: Actor,
        region: Any,
        rows: Sequence[Given],
        drafts: Sequence[OpeningDraft],
        also: frozenset[uuid.UUID],
    ) -> None:
        words = {word for draft in drafts if draft.name for word in firm_key(draft.name).split()}
        words |= {comparing_key(draft.name).split(" ")[0] for draft in drafts if draft.name}
        said = {row.same_as for row in rows}
        meant = {key for text in said if (key := _key_of(text))}
        self.register = Register(actor, region, meant | also, words)
        keys = {row.before for row in rows} | {row.begun for row in rows} | {row.last for row in rows}
        numbers = {draft.number for draft in drafts if draft.number}
        keys |= {key for text in numbers if (key := _key_of(text))}
        sites = Prefetch("organisation__sites", Site.objects.order_by("pk"), to_attr="its_sites")
        visible = (
            Opening.objects.visible_to(actor)
            .select_related("organisation__region", "occupation")
            .prefetch_related(sites)
        )
        self._by_id: dict[Any, Opening] = {one.pk: one for one in visible.filter(pk__in=keys - {None})}
        companies = [one.pk for one in self.register.by_id.values()]
        wanted = {number_of(draft) for draft in drafts}
        there = visible.filter(organisation__in=companies, source=SOURCE, external_number__in=wanted)
        self._by_number: dict[Any, Opening] = {
            (one.organisation_id, one.external_number): one for one in there
        }

    def opening(self, row: Given, draft: OpeningDraft) -> Opening | None:
        """Return the opening that the row was or names."""
        for key in (row.before, row.begun, _key_of(draft.number), row.last):
            if key is not None and (found := self._by_id.get(key)) is not None:
                return found
        return None

    def same(self, company: Organisation, draft: OpeningDraft) -> Opening | None:
        """Return the company's opening of this number, or where there is none of this kind, title and place."""
        return self._by_number.get((company.pk, number_of(draft)))


def _key_of(number: str) -> uuid.UUID | None:
    """Return the key of an opening where a list names it as this house wrote it; 32 digits are a number of theirs."""
    return read_key(number) if len(number) == 36 else None


def number_of(draft: OpeningDraft) -> str:
    """Return by what the source knows an opening; without a number by its kind, title and place."""
    return draft.number or "|".join(
        (draft.opening_kind, search_key(draft.title)[:50], search_key(draft.town)[:16])
    )


def key_of(draft: OpeningDraft) -> str:
    """Return what the same opening of the same company is known by."""
    return f"{firm_key(draft.name)}|{number_of(draft)}"


def _differing(opening: Opening, change: Change) -> dict[str, Any]:
    """Return what the row says otherwise than the opening; what it does not say stays."""
    found = {name: value for name, value in change.draft.facts().items() if getattr(opening, name) != value}
    if change.draft.kind_is_assumed:
        found.pop("kind", None)
    if opening.closing_on is None and found.get("closing_on") == opening.expires_on:
        # A posting says until when it stands, which need not be a last day to apply.
        del found["closing_on"]
    if change.site is not None and change.site.pk != opening.site_id:
        found["site"] = change.site
    return found


def _occupation(text: str) -> Occupation | None:
    if code := CODE.match(text):
        return Occupation.objects.filter(pk=code[1]).first()
    found = find_occupations(text) if text else []
    return found[0].occupation if len(found) == 1 else None
