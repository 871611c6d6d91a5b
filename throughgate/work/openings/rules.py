"""Pure questions about openings: who offers, who moves what, how long one stands, what may not be asked."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final

from throughgate.foundation.states import StateTable, Transition
from throughgate.person.observations.rules.letters import telling_words

STANDS: Final = timedelta(days=90)
"""How long an opening stands until somebody renews it."""

_KEEPERS: Final = frozenset({"placement_officer", "company_contact"})

OPENING: Final = StateTable(
    "opening",
    [
        Transition("pause", "open", "paused", _KEEPERS),
        Transition("fill", "open", "filled", _KEEPERS),
        Transition("close", ("open", "paused", "filled"), "closed", _KEEPERS),
        Transition("reopen", ("paused", "filled", "closed"), "open", _KEEPERS),
    ],
    start="open",
)

OFFERS: Final = frozenset(
    {"company", "club", "third_sector", "volunteer", "school", "chamber", "employment_service", "network"}
)
"""Kinds of organisation that offer something; the statutory side does not."""


def next_expiry(today: date, closing_on: date | None = None) -> date:
    """Return until when an opening stands when it is added or renewed today."""
    expires_on = today + STANDS
    return min(expires_on, closing_on) if closing_on and closing_on >= today else expires_on


def may_keep(*, own: bool, writes_all: bool, writes_own: bool) -> bool:
    """Say who keeps an opening up to date: placement officers all of them, a company its own."""
    return writes_all or (own and writes_own)


ASKS_FOR_RECORD: Final = (
    r"f([üÜ]|ue)hrungszeugnis|vor(be)?straf\w*|straffrei\w*|unbescholten\w*|polizeiliche\w*\s+zeugnis|"
    r"criminal\s+record|police\s+(check|clearance|record)|(no|without)\s+convictions?|clean\s+record"
)
"""Written so that PostgreSQL reads it alike (`~*`)."""
_ASKS_FOR_RECORD: Final = re.compile(ASKS_FOR_RECORD, re.IGNORECASE)


def asks_for_record(*texts: str) -> str:
    """Return the words by which an opening asks for a clean record, or nothing. Openings may not ask for it."""
    found = next((match for text in texts if (match := _ASKS_FOR_RECORD.search(text))), None)
    return found[0] if found else ""


TELLS: Final = frozenset({"prison", "probation", "authority"})
"""Kinds of organisation whose name on a letter tells where people come from."""


def may_write_to_companies(kind: str, lines: Iterable[str]) -> bool:
    """Say whether somebody may stand as the sender of a letter to a company: neither kind, name nor address tells."""
    return kind not in TELLS and not telling_words("\n".join(lines))
