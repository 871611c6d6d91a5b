"""What a row of a register says about a company and what it offers, and what is asked about it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Final

from throughgate.foundation.imports.drafts import RowDraft
from throughgate.foundation.imports.kinds import Given
from throughgate.foundation.languages.dates import DateAnswer
from throughgate.ground.vocabulary.models import Place

LONGEST: Final = {
    "number": 40, "name": 160, "sector": 120, "street": 160, "town": 120, "contact": 100, "description": 4000,
}  # fmt: skip


@dataclass(frozen=True)
class Offer:
    """One opening as the row offers it; None and empty: not said."""

    kind: str
    seats: int | None = None


@dataclass
class Draft(RowDraft):
    """What a row says about a company."""

    number: str = ""
    name: str = ""
    kind: str = "company"
    sector: str = ""
    street: str = ""
    postcode: str = ""
    town: str = ""
    place: Place | None = None
    contact: str = ""
    telephone: str = ""
    email: str = ""
    website: str = ""
    offers: tuple[Offer, ...] = ()
    starts_on: date | None = None
    german: str = ""
    licence: str = ""
    wage: Decimal | None = None
    wage_period: str = ""
    wage_text: str = ""
    description: str = ""
    last_contact: DateAnswer = field(default_factory=lambda: DateAnswer(None))

    @property
    def offer_is_clear(self) -> bool:
        """Say whether openings can be made of the row."""
        fields = {"offer", "seats", "start", "german", "licence", "wage", "description"}
        return not any(reason.weight != "note" and reason.field in fields for reason in self.reasons)


def text_of(given: Given, name: str, draft: Draft, *, is_name: bool = False) -> str:
    """Return the text of a cell, asking about lost letters and what cannot be stored."""
    return draft.words(given, name, LONGEST[name], is_name=is_name, blocks=name in ("name", "town", "street"))
