"""Write what rows of a register say: new companies with all of theirs, changes part by part."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from throughgate.foundation.imports.kinds import Planned
from throughgate.ground.acting.actor import Actor
from throughgate.ground.organisations import actions
from throughgate.ground.organisations.models import Organisation, Site
from throughgate.work.openings.actions import put_opening
from throughgate.work.openings.importing.draft import Draft
from throughgate.work.openings.importing.facts import (
    FindOccupation,
    address_of,
    facts_of,
    offers_of,
    person_of,
)
from throughgate.work.openings.importing.register import SOURCE
from throughgate.work.openings.models import Opening


@dataclass
class Change:
    """What is to be done about a company: everything new, or what differs from a known one."""

    draft: Draft
    company: Organisation | None = None
    only_gaps: bool = False
    parts: dict[str, Any] = field(default_factory=dict)


def add(actor: Actor, region: Any, one: Planned, draft: Draft, find_occupation: FindOccupation) -> uuid.UUID:
    """Add a company with its site, contact person and openings; note each for the undo."""
    company = actions.add_organisation(
        actor=actor,
        kind=draft.kind,
        name=draft.name,
        region=region,
        is_another=True,
        **facts_of(draft),
    )
    one.undo.append(["organisation", str(company.pk), 1, None])
    site = None
    if draft.town or draft.postcode or draft.street:
        site = actions.add_site(actor=actor, organisation=company, **address_of(draft))
        one.undo.append(["site", str(site.pk), 1, None])
    if person := person_of(draft):
        contact = actions.add_contact(actor=actor, organisation=company, site=site, **person)
        one.undo.append(["contact", str(contact.pk), 1, None])
    if draft.offer_is_clear:
        _put(actor, one, company, site, offers_of(draft, find_occupation))
    return company.pk


def change_known(actor: Actor, one: Planned, change: Change) -> None:
    """Change a company of the register part by part, noting what was before."""
    company, parts = change.company, change.parts
    assert company is not None
    if facts := parts.get("organisation"):
        before = {name: plain_value(getattr(company, name)) for name in facts}
        actions.change_organisation(
            actor=actor, organisation=company, expected=company.version, is_another=True, **facts
        )
        one.undo.append(["organisation", str(company.pk), company.version, before])
    site = parts.get("site_row") or next(iter(company.its_sites), None)  # type: ignore[attr-defined]
    if "new_site" in parts:
        site = actions.add_site(actor=actor, organisation=company, **parts["new_site"])
        one.undo.append(["site", str(site.pk), 1, None])
    if "new_contact" in parts:
        contact = actions.add_contact(actor=actor, organisation=company, site=site, **parts["new_contact"])
        one.undo.append(["contact", str(contact.pk), 1, None])
    if "contact" in parts:
        contact, said = parts["contact"]
        before = {name: plain_value(getattr(contact, name)) for name in said}
        actions.change_contact(actor=actor, contact=contact, expected=contact.version, **said)
        one.undo.append(["contact", str(contact.pk), contact.version, before])
    _put(actor, one, company, site, parts.get("openings", []))


def _put(
    actor: Actor, one: Planned, company: Organisation, site: Site | None, offers: Sequence[dict[str, Any]]
) -> None:
    for offer in offers:
        kind = offer["kind"]
        there = Opening.objects.filter(organisation=company, source=SOURCE, external_number=kind).first()
        before = (
            {name: plain_value(getattr(there, name)) for name in offer if name != "occupation"}
            if there
            else None
        )
        opening, what = put_opening(
            actor=actor,
            organisation=company,
            source=SOURCE,
            external_number=kind,
            site=site,
            **offer,
        )
        if what != "unchanged":
            one.undo.append(["opening", str(opening.pk), opening.version, before])


def plain_value(value: Any) -> Any:
    """Return a value as it is noted for the undo."""
    if hasattr(value, "isoformat"):
        return value.isoformat()
    return value if isinstance(value, (str, int, float, bool, type(None), list)) else str(value)
