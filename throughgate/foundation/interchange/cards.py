"""People whom one writes to or calls, as an address book takes them over."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from throughgate.foundation.interchange.lines import escaped, file_of, line

TYPE: Final = "text/vcard; charset=utf-8"


@dataclass(frozen=True)
class Address:
    """Where letters go."""

    street: str = ""
    postcode: str = ""
    town: str = ""
    country: str = ""
    """Its code."""


@dataclass(frozen=True)
class Card:
    """Somebody at an organisation."""

    key: str
    """A UUID: by it an address book knows the same card again."""
    family_name: str
    given_names: str = ""
    organisation: str = ""
    function: str = ""
    telephone: str = ""
    email: str = ""
    address: Address | None = None
    website: str = ""
    languages: Sequence[str] = ()
    changed: datetime | None = None


def cards(people: Iterable[Card]) -> bytes:
    """Return all of them as one file of vCards, version 4."""
    return file_of(one for card in people for one in _card(card))


def _card(card: Card) -> Iterable[str]:
    yield "BEGIN:VCARD\r\n"
    yield "VERSION:4.0\r\n"
    yield line("UID", f"urn:uuid:{card.key}")
    name = f"{card.given_names} {card.family_name}".strip() or card.organisation
    yield line("FN", escaped(name))
    yield line("N", ";".join([escaped(card.family_name), escaped(card.given_names), "", "", ""]))
    for field, text in (("ORG", card.organisation), ("TITLE", card.function)):
        if text:
            yield line(field, escaped(text))
    if card.telephone:
        yield line("TEL", escaped(card.telephone), {"TYPE": "work"})
    if card.email:
        yield line("EMAIL", escaped(card.email), {"TYPE": "work"})
    if card.address is not None:
        where = card.address
        parts = ("", "", where.street, where.town, "", where.postcode, where.country)
        yield line("ADR", ";".join(escaped(part) for part in parts), {"TYPE": "work"})
    if card.website:
        yield line("URL", card.website)
    for language in card.languages:
        yield line("LANG", escaped(language))
    if card.changed is not None:
        yield line("REV", f"{card.changed.astimezone(UTC):%Y%m%dT%H%M%SZ}")
    yield "END:VCARD\r\n"
