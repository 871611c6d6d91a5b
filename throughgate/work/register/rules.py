"""Pure questions about the register: from which state to which, when one waits too long, when one is asked again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Final

from throughgate.foundation.states import LINK_HOLDER, StateTable, Transition

KINDS: Final = ("company", "club", "third_sector", "volunteer")
"""Kinds of organisation that register themselves."""

FRESH: Final = timedelta(days=180)
"""How long an entry counts as right after somebody said that it is."""
ANSWER_WITHIN: Final = 3
"""Working days after which an unanswered registration is late."""
CONFIRM_WITHIN: Final = timedelta(days=14)
REFRESH_WITHIN: Final = timedelta(days=60)
"""How long a link or a code opens."""
UNCONFIRMED_KEPT: Final = timedelta(days=30)
REFUSED_KEPT: Final = timedelta(days=90)

_OFFICERS: Final = frozenset({"placement_officer"})
OWN: Final = frozenset({"company_contact", "tso_worker", "volunteer", "administrator"})
"""Roles that keep the entry of their own organisation."""

OF_ENTRY: Final = ("sector", "size", "offers", "why", "asks", "seen_by_others")
OF_ORGANISATION: Final = ("name", "legal_name")
OF_SITE: Final = ("street", "postcode", "town")
OF_CONTACT: Final = (
    *("given_names", "family_name", "function", "telephone", "email"),
    *("preferred_channel", "languages"),
)
CORRECTED: Final = (*OF_ORGANISATION, *OF_ENTRY, *OF_SITE, *OF_CONTACT)
"""What an organisation may correct of itself by a link or a code: all it says when it joins, but its kind and region."""

REGISTRATION: Final = StateTable(
    "registration",
    [
        Transition("confirm", "sent", "registered", _OFFICERS | {LINK_HOLDER}),
        Transition("verify", "registered", "verified", _OFFICERS),
        Transition("refuse", ("sent", "registered"), "refused", _OFFICERS, ("reason",)),
        Transition("pause", "verified", "paused", _OFFICERS | OWN),
        Transition("resume", "paused", "verified", _OFFICERS | OWN),
        Transition("leave", ("verified", "paused"), "left", _OFFICERS | OWN | {LINK_HOLDER}),
        Transition("return", "left", "verified", _OFFICERS),
    ],
    start="sent",
)
BORN: Final = ("sent", "registered", "verified")
"""What staff type from paper was signed there; an organisation that staff added is known to them."""


def stale_before(today: date) -> date:
    """Return the day before which an entry must have been looked at to be stale today."""
    return today - FRESH


def waits_since(today: date, is_working: Callable[[date], bool], days: int = ANSWER_WITHIN) -> date:
    """Return the last day since which `days` working days have begun, today among them.

    Who registered by then waits too long; on a Thursday without holidays that is Monday for three days.
    """
    seen, day = 0, today
    while True:
        seen += is_working(day)
        day -= timedelta(days=1)
        if seen == days:
            return day
