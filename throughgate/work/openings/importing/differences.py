"""Say what a row says otherwise than the register; what it does not say stays as it is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from throughgate.foundation.languages.folding import search_key
from throughgate.foundation.spreadsheets.contacts import telephone_key
from throughgate.work.openings.importing.draft import Draft
from throughgate.work.openings.importing.facts import (
    FindOccupation,
    address_of,
    facts_of,
    offers_of,
    person_of,
)


def differences(company: Any, draft: Draft, *, only_gaps: bool) -> dict[str, Any]:
    """Return what the row says otherwise than the register; what it does not say stays."""
    parts: dict[str, Any] = {}
    facts = {
        name: value
        for name, value in facts_of(draft).items()
        if getattr(company, name) != value and not (only_gaps and getattr(company, name))
    }
    facts.pop("last_contact_precision", None) if "last_contact_on" not in facts else None
    if "last_contact_on" in facts:
        facts["last_contact_precision"] = draft.last_contact.precision
    if facts:
        parts["organisation"] = facts
    site = next(
        (one for one in company.its_sites if same_site(one, draft)),
        None,
    )
    if site is None and (draft.town or draft.street) and not (company.its_sites and only_gaps):
        parts["new_site"] = address_of(draft)
    person = person_of(draft)
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


def same_site(site: Any, draft: Draft) -> bool:
    """Say whether the row's address is that of a site."""
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


def openings_to_put(
    company: Any, draft: Draft, find_occupation: FindOccupation, *, only_gaps: bool
) -> dict[str, Any]:
    """Return the openings that are new, or said otherwise."""
    there = {opening.external_number: opening for opening in company.its_openings}
    found = []
    for offer in offers_of(draft, find_occupation):
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
