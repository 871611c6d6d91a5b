"""A letter: what its frame (`templates/letter.typ`) shows around the text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from throughgate.foundation.languages.days import long_day


@dataclass(frozen=True)
class Letter:
    """Who writes to whom, when and about what."""

    title: str
    """Also the title of the file, so it names nobody."""
    sender: Sequence[str]
    """Name and address in lines."""
    to: Sequence[str]
    """Name and address in lines; six fit into the window of an envelope."""
    dated: date
    foot: str

    def words(self) -> dict[str, Any]:
        """Return it as the template takes it."""
        return {
            "title": self.title,
            "sender": list(self.sender),
            "to": list(self.to),
            "dated": long_day(self.dated),
            "foot": self.foot,
        }
