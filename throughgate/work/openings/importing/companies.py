"""Read of a row who the company is, where it is, and whom one calls."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email

from throughgate.foundation.imports.kinds import Given
from throughgate.foundation.spreadsheets.contacts import read_email, read_postcode, read_telephone
from throughgate.foundation.spreadsheets.values import State, read_code
from throughgate.ground.vocabulary.listed import read_country
from throughgate.work.openings.importing.draft import LONGEST, Draft, text_of
from throughgate.work.openings.importing.organisation_kinds import kind_from_words, kind_of

_TITLE: Final = re.compile(
    r"^(?:herrn?|hr\.?|frau|fr\.?|mr\.?|mrs\.?|ms\.?|sig\.?(?:ra)?|dr\.?|dipl\.?-?\w*\.?)\s+", re.IGNORECASE
)


def read_company(given: Given, draft: Draft) -> None:
    """Read number, name, kind, sector and website."""
    draft.number = read_code(given.cell("number"))[: LONGEST["number"]]
    draft.name = text_of(given, "name", draft, is_name=True)
    if not draft.name and (given.confirmed or "name" not in given.missing):
        # Where the row ends before the name, it is asked for being short.
        draft.refuse("name_missing", "name")
    draft.sector = text_of(given, "sector", draft)
    if draft.sector.isupper() and len(draft.sector) > 4:
        draft.sector = draft.sector.capitalize()
    _kind(given, draft)
    website = given.text("website").strip()
    if website:
        address = website if "://" in website else f"https://{website}"
        try:
            URLValidator(schemes=["http", "https"])(address)
            draft.website = address[:200]
        except ValidationError:
            draft.note("website_unreadable", "website")


def _kind(given: Given, draft: Draft) -> None:
    """Take the kind that the row names, else the one that the name shows; ask where it shows none."""
    if said := given.text("kind").strip():
        draft.kind = draft.kept["kind"] = kind_from_words(said)
        if not draft.kind:
            draft.ask("kind_unknown", "kind", blocks=True, text=said[:60])
        return
    draft.kind, is_clear = kind_of(draft.name, draft.sector)
    if not is_clear:
        draft.ask("kind_maybe_club", "kind", blocks=True)


def read_site(given: Given, draft: Draft, find_place: Callable[[str, str, str], Any], country: str) -> None:
    """Read the address; a place that is not found is asked."""
    draft.street = text_of(given, "street", draft)
    said = read_country(given, draft)
    code = read_postcode(given.cell("postcode"), said or country)
    if code.known:
        draft.postcode = code.known[:12]
        if code.code:
            draft.note(code.code, "postcode")
    elif code.state is State.DOUBTFUL:
        draft.ask(code.code, "postcode")
    elif code.state is State.UNREADABLE:
        draft.ask("not_a_postcode", "postcode")
    draft.town = text_of(given, "town", draft)
    if not draft.town:
        return
    answer = find_place(draft.town, draft.postcode, said)
    if answer.place is None and answer.reason != "empty":
        candidates = [str(one) for one in answer.candidates[:5]]
        draft.ask(f"place_{answer.reason}", "town", text=draft.town[:60], candidates=candidates)
    draft.place = answer.place
    if answer.place is not None:
        draft.town = answer.place.name


def read_contact(given: Given, draft: Draft) -> None:
    """Read whom one calls or writes to."""
    name = text_of(given, "contact", draft, is_name=True)
    while (bare := _TITLE.sub("", name)) != name:
        name = bare
    draft.contact = name.strip(" ,.-")
    telephone = read_telephone(given.cell("telephone"))
    if telephone.state is State.GIVEN and telephone.value:
        draft.telephone = telephone.value[:40]
    elif telephone.state is State.DOUBTFUL:
        if telephone.code == "text_beside":
            draft.ask("remark_beside", "telephone", text=given.text("telephone")[:60])
        else:
            draft.ask(telephone.code, "telephone")
        # The form starts with what it probably was.
        draft.kept["telephone"] = telephone.value or draft.kept.get("telephone", "")
    elif telephone.state is State.UNREADABLE:
        draft.ask("not_a_telephone", "telephone")
    email = read_email(given.cell("email"))
    if email.state is State.GIVEN and email.value:
        try:
            validate_email(email.value)
            draft.email = email.value
        except ValidationError:
            draft.ask("not_an_email", "email")
        else:
            if email.code:
                draft.note("email_repaired", "email", text=email.value)
    elif email.state in (State.DOUBTFUL, State.UNREADABLE):
        draft.ask(email.code, "email")
