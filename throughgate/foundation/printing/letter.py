"""A letter: what its frame (`templates/letter.typ`) shows around the text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext, pgettext

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
    signed: str = ""
    """Who writes for the sender."""
    telephone: str = ""
    """Where the sender can be called, if that is known."""

    def words(self) -> dict[str, Any]:
        """Return it as the template takes it."""
        called = [gettext("Telephone %(number)s") % {"number": self.telephone}] if self.telephone else []
        return {
            "title": self.title,
            "sender": list(self.sender),
            "to": list(self.to),
            "dated": long_day(self.dated),
            "foot": self.foot,
            "greeting": pgettext("letter", "Hello,"),
            "closing": pgettext("letter", "Kind regards"),
            "signs": [line for line in (self.signed, *self.sender[:1], *called) if line],
        }

    def ways(self, address: str) -> list[str]:
        """Return how the code of a letter is used: on the page at `address`, and by telephone where there is one."""
        page = gettext("Open this page and type the code: %(address)s") % {"address": address}
        call = gettext("Or call us, %(number)s, and read the code to us.") % {"number": self.telephone}
        return [page, call] if self.telephone else [page]
