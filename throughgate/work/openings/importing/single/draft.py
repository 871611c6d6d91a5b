"""What a row says about one opening and who offers it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from throughgate.ground.vocabulary.models import Occupation
from throughgate.work.openings.importing.draft import Draft


@dataclass
class OpeningDraft(Draft):
    """What a row says about one opening; None, empty and False mean that it says nothing."""

    title: str = ""
    opening_kind: str = ""
    occupation: Occupation | None = None
    occupation_text: str = ""
    is_on_the_road: bool | None = None
    seats: int | None = None
    start_until: date | None = None
    ends_on: date | None = None
    closing_on: date | None = None
    day_release: bool | None = None
    shifts: list[str] = field(default_factory=list)
    certificates: list[str] = field(default_factory=list)
    demands: list[str] = field(default_factory=list)
    wage_from: Decimal | None = None
    wage_to: Decimal | None = None
    is_public: bool | None = None

    def block(self) -> None:
        """Let an opening come in whole or not at all: whatever is asked is answered before."""
        self._blocking |= {reason.code for reason in self.reasons if reason.weight == "asked"}

    def forget(self, code: str) -> None:
        """Take a question back that is none any more."""
        self.reasons = [reason for reason in self.reasons if reason.code != code]
        self._blocking.discard(code)

    @property
    def kind_is_assumed(self) -> bool:
        """Say whether the row names no kind."""
        return any(reason.code == "kind_assumed" for reason in self.reasons)

    @property
    def hides_company(self) -> bool:
        """Say whether the row hides whose opening it is."""
        return any(reason.code == "company_hidden" for reason in self.reasons)

    def facts(self) -> dict[str, Any]:
        """Return what was said, by field of the model."""
        said: dict[str, Any] = {
            "kind": self.opening_kind,
            "title": self.title,
            "occupation": self.occupation,
            "occupation_text": self.occupation_text,
            "is_on_the_road": self.is_on_the_road,
            "seats": self.seats,
            "starts_on": self.starts_on,
            "start_until": self.start_until,
            "ends_on": self.ends_on,
            "closing_on": self.closing_on,
            "day_release": self.day_release,
            "shifts": self.shifts,
            "german": self.german,
            "licence": self.licence,
            "certificates": self.certificates,
            "demands": self.demands,
            "wage_from": self.wage_from,
            "wage_to": self.wage_to,
            "wage_period": self.wage_period,
            "wage_text": self.wage_text,
            "description": self.description,
            "is_public": self.is_public,
        }
        return {name: value for name, value in said.items() if value is not None and value not in ("", [])}
