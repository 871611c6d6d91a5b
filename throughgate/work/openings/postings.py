"""Openings as job postings of the web (JobPosting of schema.org): what may be shown publicly, and nothing else.

Nothing here says anything about who is looked for: no day release, no contact person, no name of this house.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from html import escape
from typing import Any

from django.utils import timezone

from throughgate.foundation.languages.known import SOURCE
from throughgate.foundation.languages.texts import text_in
from throughgate.work.openings.importing.single.postings import SETS, plain_text
from throughgate.work.openings.importing.single.rows import SEVERAL

EMPLOYMENT = {"internship": ["INTERN"], "training": ["APPRENTICESHIP"], "support": ["VOLUNTEER"], "job": []}
"""How postings say what is offered; a job needs no word, for full or part time is not known here."""
UNITS = {"hour": "HOUR", "month": "MONTH"}
CONTEXT = "https://schema.org"


def document(openings: Iterable[Any]) -> dict[str, Any]:
    """Return a list of openings as one document."""
    return {"@context": CONTEXT, "@graph": [posting_of(opening) for opening in openings]}


def posting_of(opening: Any) -> dict[str, Any]:
    """Return one opening, with its organisation, site and occupation read; what is not known is left out."""
    last = opening.closing_on or opening.expires_on
    said: dict[str, Any] = {
        "@type": "JobPosting",
        "title": _line(opening.title),
        "identifier": {"@type": "PropertyValue", "value": str(opening.pk)},
        "datePosted": timezone.localdate(opening.created_at).isoformat(),
        "validThrough": last.isoformat(),
        "description": _paragraphs(opening.description),
        "employmentType": EMPLOYMENT[opening.kind],
        "hiringOrganization": _company(opening.organisation),
        "jobLocation": _place(opening.site),
        "occupationalCategory": _occupation(opening),
        "totalJobOpenings": opening.seats_left or None,
        "jobStartDate": opening.starts_on.isoformat() if opening.starts_on else "",
        "baseSalary": _wage(opening),
        "workHours": SEVERAL.join(opening.shifts),
        "skills": _terms("german", [opening.german]),
        "qualifications": [
            *_terms("licence", [opening.licence]),
            *_terms("certificates", opening.certificates),
        ],
        "physicalRequirement": _terms("demands", opening.demands),
    }
    return {name: value for name, value in said.items() if value not in (None, "", [], {})}


def _line(text: str) -> str:
    """Return a text as it is read again: what looks like a mark of a web page is told apart from one."""
    return text if plain_text(text) == " ".join(text.split()) else f"<p>{escape(text, quote=False)}</p>"


def _paragraphs(text: str) -> str:
    """Return a text as a piece of a web page."""
    if not text:
        return ""
    return f"<p>{'<br>'.join(escape(line, quote=False) for line in text.splitlines())}</p>"


def _company(organisation: Any) -> dict[str, Any]:
    said = {"@type": "Organization", "name": _line(organisation.name), "sameAs": organisation.website}
    return {name: value for name, value in said.items() if value}


def _place(site: Any) -> dict[str, Any]:
    if site is None:
        return {}
    address = {
        "streetAddress": site.street,
        "postalCode": site.postcode,
        "addressLocality": site.town,
        "addressCountry": site.place.country if site.place else "",
    }
    said = {name: _line(value) for name, value in address.items() if value}
    return {"@type": "Place", "address": {"@type": "PostalAddress", **said}} if said else {}


def _occupation(opening: Any) -> dict[str, Any] | str:
    if opening.occupation is None:
        return _line(opening.occupation_text)
    return {
        "@type": "CategoryCode",
        "inCodeSet": "ISCO-08",
        "codeValue": opening.occupation.code,
        "name": text_in(opening.occupation.titles, SOURCE),
    }


def _wage(opening: Any) -> dict[str, Any]:
    amounts: dict[str, Any]
    if opening.wage_from is not None and opening.wage_from == opening.wage_to:
        amounts = {"value": _amount(opening.wage_from)}
    else:
        amounts = {
            name: _amount(value)
            for name, value in (("minValue", opening.wage_from), ("maxValue", opening.wage_to))
            if value is not None
        }
    said: dict[str, Any] = {}
    if amounts:
        unit = UNITS.get(opening.wage_period, "")
        said["value"] = {"@type": "QuantitativeValue", **amounts, **({"unitText": unit} if unit else {})}
    if opening.wage_text:
        said["description"] = _line(opening.wage_text)
    return {"@type": "MonetaryAmount", "currency": "EUR", **said} if said else {}


def _amount(amount: Decimal) -> float:
    """Return an amount as a number of JSON: two decimals are exact in it."""
    return float(amount)


def _terms(key: str, codes: Iterable[str]) -> list[dict[str, str]]:
    return [
        {"@type": "DefinedTerm", "inDefinedTermSet": SETS[key], "termCode": code, "name": code}
        for code in codes
        if code
    ]
