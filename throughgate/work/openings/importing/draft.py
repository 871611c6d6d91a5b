"""What a row of a register says about a company and what it offers, and what is asked about it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Final

from throughgate.foundation.imports.kinds import Given, Reason
from throughgate.foundation.languages.dates import DateAnswer
from throughgate.foundation.languages.folding import UnusableText, clean_text
from throughgate.foundation.spreadsheets.values import State, read_words
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
class Draft:
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
    reasons: list[Reason] = field(default_factory=list)
    kept: dict[str, str] = field(default_factory=dict)
    blocks: bool = False
    """Something about the company itself is asked: then nothing of the row comes in."""

    def note(self, code: str, name: str = "", **values: object) -> None:
        """Say something that one should know."""
        self.reasons.append(Reason(code, name, "note", values))

    def ask(self, code: str, name: str = "", *, blocks: bool = False, **values: object) -> None:
        """Have something answered; `blocks`: before anything of the row comes in."""
        self.blocks = self.blocks or blocks
        self.reasons.append(Reason(code, name, "asked", values))

    def refuse(self, code: str, name: str = "", **values: object) -> None:
        """Refuse the row until it is corrected."""
        self.blocks = True
        self.reasons.append(Reason(code, name, "refused", values))

    @property
    def is_clear(self) -> bool:
        """Say whether nothing is asked."""
        return not any(reason.weight != "note" for reason in self.reasons)

    @property
    def offer_is_clear(self) -> bool:
        """Say whether openings can be made of the row."""
        fields = {"offer", "seats", "start", "german", "licence", "wage", "description"}
        return not any(reason.weight != "note" and reason.field in fields for reason in self.reasons)


def text_of(given: Given, name: str, draft: Draft, *, is_name: bool = False) -> str:
    """Return the text of a cell, asking about lost letters and what cannot be stored."""
    reading = read_words(given.cell(name), name=is_name)
    if reading.state in (State.EMPTY, State.UNKNOWN):
        return ""
    if reading.code == "lost_letters":
        draft.ask(
            "lost_letters", name, blocks=name in ("name", "town", "street"), text=(reading.value or "")[:100]
        )
    elif reading.code == "garbled":
        draft.note("garbled", name)
    try:
        text = clean_text(" ".join((reading.value or "").split()))
    except UnusableText:
        draft.ask("unusable", name, blocks=True)
        return ""
    if len(text) > LONGEST[name]:
        draft.ask("too_long", name, blocks=True)
    return text[: LONGEST[name]]
