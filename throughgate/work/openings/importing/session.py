"""Plan and apply rows of a register of companies."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from django.utils import timezone

from throughgate.foundation.imports.kinds import Given, Planned
from throughgate.foundation.imports.rules import PROBLEMS, outcome_of
from throughgate.foundation.imports.seen import Seen
from throughgate.foundation.languages.folding import search_key
from throughgate.foundation.tables.contacts import telephone_key
from throughgate.ground.accounts.actor import Actor
from throughgate.ground.organisations import actions
from throughgate.ground.organisations.models import ContactPerson, Organisation, Site
from throughgate.ground.organisations.rules import comparing_key
from throughgate.ground.vocabulary.models import Occupation
from throughgate.ground.vocabulary.queries import PlaceAnswer, find_occupations, find_place
from throughgate.work.openings.actions import put_opening
from throughgate.work.openings.importing.rows import Draft, firm_key, read_row, row_key
from throughgate.work.openings.models import Opening

SOURCE: Final = "import"
CLUBS: Final = ("verein", "e v", "ev", "club", "nachbarschaftshilfe")
LANGUAGE_OF: Final = {
    "DE": "de",
    "AT": "de",
    "IT": "it",
    "PT": "pt",
    "CZ": "cs",
    "SI": "sl",
    "RO": "ro",
    "TR": "tr",
    "GR": "el",
}


@dataclass
class Change:
    """What is to be done about a company: everything new, or what differs from a known one."""

    draft: Draft
    company: Organisation | None = None
    only_gaps: bool = False
    parts: dict[str, Any] = field(default_factory=dict)


class CompaniesSession:
    """One reading of one register for one actor."""

    def __init__(self, actor: Actor, *, options: Mapping[str, str]) -> None:
        self.actor = actor
        self.region = actor.organisation.region
        self.today: date = timezone.localdate()
        self.language = LANGUAGE_OF.get(self.region.country, "en")
        self.seen = Seen()
        self._places: dict[tuple[str, str], PlaceAnswer] = {}
        self._occupations: dict[str, Occupation | None] = {}

    def close(self) -> None:
        """Forget the rows seen."""
        self.seen.close()

    def place(self, text: str, postcode: str) -> PlaceAnswer:
        """Find a place once."""
        if (text, postcode) not in self._places:
            answer = find_place(text, country=self.region.country, postcode=postcode)
            if answer.reason == "unknown":
                elsewhere = find_place(text, postcode=postcode)
                answer = elsewhere if elsewhere.place else answer
            self._places[text, postcode] = answer
        return self._places[text, postcode]

    def occupation(self, text: str) -> Occupation | None:
        """Find an occupation once; None where the word means none or several."""
        if text not in self._occupations:
            found = find_occupations(text) if text else []
            self._occupations[text] = found[0].occupation if len(found) == 1 else None
        return self._occupations[text]

    # --- planning ----------------------------------------------------------------------------

    def plan(self, rows: Sequence[Given]) -> list[Planned]:
        """Return what would happen to each row."""
        drafts = [
            read_row(row, self.place, today=self.today, language=self.language, country=self.region.country)
            for row in rows
        ]
        here = self._here(rows, drafts)
        in_file = {
            key: found[0][0] for key, found in self.seen.find([_key(draft) for draft in drafts]).items()
        }
        planned = []
        for row, draft in zip(rows, drafts, strict=True):
            one = self._plan_one(row, draft, here, in_file)
            if one.target or one.change is not None or one.outcome not in PROBLEMS:
                in_file.setdefault(_key(draft), row.number)
            planned.append(one)
        return planned

    def _plan_one(self, row: Given, draft: Draft, here: _Here, in_file: Mapping[str, int]) -> Planned:
        said = here.by_id.get(row.same_as)
        company = said or here.by_id.get(str(row.begun)) or here.by_id.get(str(row.before))
        if company is None and draft.name and row.same_as != "new" and (number := in_file.get(_key(draft))):
            draft.ask("double_in_file", "", blocks=True, row=number)
            return self._waits(row, draft, None)
        if (
            row.before is not None
            and company is not None
            and said is None
            and str(company.pk) == str(row.before)
        ):
            return Planned(row, "unchanged", [], company.pk)
        company = company or here.by_id.get(str(row.last))
        if company is None and draft.name and row.same_as != "new":
            same, elsewhere = here.named(draft)
            if same:
                draft.ask("double", "", blocks=True, candidates=[str(one.pk) for one in same])
            elif elsewhere:
                draft.note("same_name_elsewhere")
        if draft.blocks:
            return self._waits(row, draft, None)
        if company is None:
            if any(
                word in f" {search_key(draft.name)} {search_key(draft.sector)} " for word in _club_words()
            ):
                draft.note("kind_maybe_club")
            self._occupation_note(draft)
            change = Change(draft)
            if not draft.is_clear:
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
            parts |= _openings_to_put(company, draft, self, only_gaps=only_gaps)
        change = Change(draft, company, only_gaps, parts) if parts else None
        outcome = outcome_of({reason.weight for reason in draft.reasons}, exists=True, changes=bool(parts))
        return Planned(row, outcome, draft.reasons, company.pk, change, draft.kept)

    def _occupation_note(self, draft: Draft) -> None:
        if draft.offers and draft.sector and self.occupation(draft.sector) is None:
            draft.note("occupation_unknown", "sector", text=draft.sector[:60])

    @staticmethod
    def _waits(row: Given, draft: Draft, target: uuid.UUID | None) -> Planned:
        outcome = outcome_of({reason.weight for reason in draft.reasons}, exists=False, changes=False)
        return Planned(row, outcome, draft.reasons, target, None, draft.kept)

    def _here(self, rows: Sequence[Given], drafts: Sequence[Draft]) -> _Here:
        ids = {row.before for row in rows} | {row.begun for row in rows} | {row.last for row in rows}
        texts = {row.same_as for row in rows if row.same_as not in ("", "new")}
        for text in texts:
            try:
                ids.add(uuid.UUID(text))
            except ValueError:
                continue
        first_words = {comparing_key(draft.name).split(" ")[0] for draft in drafts if draft.name}
        words = {word for draft in drafts if draft.name for word in firm_key(draft.name).split()}
        return _Here(self.actor, self.region, ids - {None}, first_words | words)

    # --- what earlier rows said --------------------------------------------------------------

    def remember(self, rows: Sequence[Planned]) -> None:
        """Take up rows that are companies now."""
        self.seen.add(
            (one.given.number, [_key(one.change.draft)], 0) for one in rows if isinstance(one.change, Change)
        )
        plain = [one.given for one in rows if one.change is None and one.target is not None]
        self._remember_plain(plain)

    def recall(self, rows: Sequence[Given], outcomes: Mapping[int, str]) -> None:
        """Do so again for rows stored before a restart."""
        self._remember_plain([row for row in rows if outcomes.get(row.index) not in (None, "refused")])

    def _remember_plain(self, rows: Sequence[Given]) -> None:
        self.seen.add(
            (
                row.number,
                [
                    _key(
                        read_row(
                            row,
                            self.place,
                            today=self.today,
                            language=self.language,
                            country=self.region.country,
                        )
                    )
                ],
                0,
            )
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
                one.target = self._add(one, change.draft)
            else:
                self._change(one, change)

    def _add(self, one: Planned, draft: Draft) -> uuid.UUID:
        company = actions.add_organisation(
            actor=self.actor,
            kind="company",
            name=draft.name,
            region=self.region,
            is_another=True,
            **_facts(draft),
        )
        one.undo.append(["organisation", str(company.pk), 1, None])
        site = None
        if draft.town or draft.postcode or draft.street:
            site = actions.add_site(actor=self.actor, organisation=company, **_address(draft))
            one.undo.append(["site", str(site.pk), 1, None])
        if person := _person(draft):
            contact = actions.add_contact(actor=self.actor, organisation=company, site=site, **person)
            one.undo.append(["contact", str(contact.pk), 1, None])
        if draft.offer_is_clear:
            self._put(one, company, site, _offers(draft, self))
        return company.pk

    def _change(self, one: Planned, change: Change) -> None:
        company, parts = change.company, change.parts
        assert company is not None
        if facts := parts.get("organisation"):
            before = {name: _plain(getattr(company, name)) for name in facts}
            actions.change_organisation(
                actor=self.actor, organisation=company, expected=company.version, is_another=True, **facts
            )
            one.undo.append(["organisation", str(company.pk), company.version, before])
        site = parts.get("site_row") or next(iter(company.its_sites), None)  # type: ignore[attr-defined]
        if "new_site" in parts:
            site = actions.add_site(actor=self.actor, organisation=company, **parts["new_site"])
            one.undo.append(["site", str(site.pk), 1, None])
        if "new_contact" in parts:
            contact = actions.add_contact(
                actor=self.actor, organisation=company, site=site, **parts["new_contact"]
            )
            one.undo.append(["contact", str(contact.pk), 1, None])
        if "contact" in parts:
            contact, said = parts["contact"]
            before = {name: _plain(getattr(contact, name)) for name in said}
            actions.change_contact(actor=self.actor, contact=contact, expected=contact.version, **said)
            one.undo.append(["contact", str(contact.pk), contact.version, before])
        self._put(one, company, site, parts.get("openings", []))

    def _put(
        self, one: Planned, company: Organisation, site: Site | None, offers: Sequence[dict[str, Any]]
    ) -> None:
        for offer in offers:
            kind = offer["kind"]
            there = Opening.objects.filter(organisation=company, source=SOURCE, external_number=kind).first()
            before = (
                {name: _plain(getattr(there, name)) for name in offer if name != "occupation"}
                if there
                else None
            )
            opening, what = put_opening(
                actor=self.actor,
                organisation=company,
                source=SOURCE,
                external_number=kind,
                site=site,
                **offer,
            )
            if what != "unchanged":
                one.undo.append(["opening", str(opening.pk), opening.version, before])


class _Here:
    """Companies of the region that rows may mean."""

    def __init__(self, actor: Actor, region: Any, ids: set[Any], words: set[str]) -> None:
        from django.db.models import Prefetch, Q

        named = Q()
        for word in sorted(words):
            named |= Q(name_key__contains=word) if len(word) > 2 else Q(name_key=word)
        rows = Organisation.objects.visible_to(actor).filter(
            Q(pk__in=ids) | (Q(region=region, kind="company") & named if named else Q(pk__in=ids))
        )
        found: Any = (
            rows.with_members()
            .select_related("region")
            .prefetch_related(
                Prefetch("sites", Site.objects.select_related("place").order_by("pk"), to_attr="its_sites"),
                Prefetch("contacts", ContactPerson.objects.order_by("pk"), to_attr="its_contacts"),
                Prefetch("openings", Opening.objects.filter(source=SOURCE), to_attr="its_openings"),
            )
        )
        self.by_id: dict[str, Any] = {str(row.pk): row for row in found}
        self._by_firm: dict[str, list[Any]] = {}
        for row in self.by_id.values():
            self._by_firm.setdefault(firm_key(row.name), []).append(row)

    def named(self, draft: Draft) -> tuple[list[Any], list[Any]]:
        """Return companies of the row's name in its place, and elsewhere."""
        same: list[Any] = []
        elsewhere: list[Any] = []
        for row in self._by_firm.get(firm_key(draft.name), []):
            places = {search_key(site.town) for site in row.its_sites} - {""}
            codes = {site.postcode for site in row.its_sites} - {""}
            is_here = (
                not (places or codes)
                or not (draft.town or draft.postcode)
                or search_key(draft.town) in places
                or (draft.postcode in codes)
            )
            (same if is_here else elsewhere).append(row)
        return same[:5], elsewhere


def _key(draft: Draft) -> str:
    return row_key(draft.name, draft.postcode, draft.town)


def _club_words() -> tuple[str, ...]:
    return ("verein", " e v ", " ev ", " club ", "nachbarschaftshilfe")


def _facts(draft: Draft) -> dict[str, Any]:
    said: dict[str, Any] = {}
    if draft.sector:
        said["sector"] = draft.sector
    if draft.website:
        said["website"] = draft.website
    if draft.last_contact.on:
        said |= {
            "last_contact_on": draft.last_contact.on,
            "last_contact_precision": draft.last_contact.precision,
        }
    return said


def _address(draft: Draft) -> dict[str, Any]:
    return {"street": draft.street, "postcode": draft.postcode, "town": draft.town, "place": draft.place}


def _person(draft: Draft) -> dict[str, Any]:
    """Return the contact person; where only a number is known, it stands under the company's name."""
    if not (draft.contact or draft.telephone or draft.email):
        return {}
    if not draft.contact:
        draft.note("contact_without_name", "contact")
    return {
        "family_name": (draft.contact or draft.name)[:100],
        "telephone": draft.telephone,
        "email": draft.email,
    }


def _offers(draft: Draft, session: CompaniesSession) -> list[dict[str, Any]]:
    found = []
    occupation = session.occupation(draft.sector) if draft.sector else None
    for offer in draft.offers:
        facts: dict[str, Any] = {
            "kind": offer.kind,
            "title": draft.sector or draft.name,
            "occupation": occupation,
            "occupation_text": "" if occupation else draft.sector,
            "seats": offer.seats,
            "starts_on": draft.starts_on,
            "german": draft.german,
            "licence": draft.licence,
            "wage_from": draft.wage,
            "wage_to": draft.wage,
            "wage_period": draft.wage_period,
            "wage_text": draft.wage_text,
            "description": draft.description,
        }
        found.append({name: value for name, value in facts.items() if value not in (None, "")})
    return found


def differences(company: Any, draft: Draft, *, only_gaps: bool) -> dict[str, Any]:
    """Return what the row says otherwise than the register; what it does not say stays."""
    parts: dict[str, Any] = {}
    facts = {
        name: value
        for name, value in _facts(draft).items()
        if getattr(company, name) != value and not (only_gaps and getattr(company, name))
    }
    facts.pop("last_contact_precision", None) if "last_contact_on" not in facts else None
    if "last_contact_on" in facts:
        facts["last_contact_precision"] = draft.last_contact.precision
    if facts:
        parts["organisation"] = facts
    site = next(
        (one for one in company.its_sites if _same_site(one, draft)),
        None,
    )
    if site is None and (draft.town or draft.street) and not (company.its_sites and only_gaps):
        parts["new_site"] = _address(draft)
    person = _person(draft)
    if person:
        known = next((one for one in company.its_contacts if _same_person(one, person)), None)
        if known is None:
            if not (only_gaps and company.its_contacts):
                parts["new_contact"] = person
        else:
            said = {
                name: value
                for name, value in person.items()
                if value and getattr(known, name) != value and not (only_gaps and getattr(known, name))
            }
            if said:
                parts["contact"] = (known, said)
    return parts


def _same_site(site: Any, draft: Draft) -> bool:
    if draft.street and site.street and search_key(site.street) != search_key(draft.street):
        return False
    return search_key(site.town) == search_key(draft.town) or bool(
        draft.postcode and site.postcode == draft.postcode
    )


def _same_person(contact: Any, person: Mapping[str, Any]) -> bool:
    if search_key(contact.family_name) == search_key(person["family_name"]):
        return True
    if person["email"] and contact.email == person["email"]:
        return True
    return bool(
        person["telephone"] and telephone_key(contact.telephone) == telephone_key(person["telephone"])
    )


def _openings_to_put(
    company: Any, draft: Draft, session: CompaniesSession, *, only_gaps: bool
) -> dict[str, Any]:
    there = {opening.external_number: opening for opening in company.its_openings}
    found = []
    for offer in _offers(draft, session):
        known = there.get(offer["kind"])
        if known is None or (
            not only_gaps
            and any(
                (known.occupation_id != value.pk) if name == "occupation" else getattr(known, name) != value
                for name, value in offer.items()
            )
        ):
            found.append(offer)
    return {"openings": found} if found else {}


def _plain(value: Any) -> Any:
    if hasattr(value, "isoformat"):
        return value.isoformat()
    return value if isinstance(value, (str, int, float, bool, type(None), list)) else str(value)
