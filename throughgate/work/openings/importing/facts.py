"""Turn what a row says into the fields of organisations, sites, contact persons and openings."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from throughgate.ground.vocabulary.models import Occupation
from throughgate.work.openings.importing.draft import Draft

FindOccupation = Callable[[str], Occupation | None]


def facts_of(draft: Draft) -> dict[str, Any]:
    """Return what the row says about the company itself."""
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


def address_of(draft: Draft) -> dict[str, Any]:
    """Return the site."""
    return {"street": draft.street, "postcode": draft.postcode, "town": draft.town, "place": draft.place}


def person_of(draft: Draft) -> dict[str, Any]:
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


def offers_of(draft: Draft, find_occupation: FindOccupation) -> list[dict[str, Any]]:
    """Return one opening per kind; what is not said is left out."""
    found = []
    occupation = find_occupation(draft.sector) if draft.sector else None
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
