"""What pages of the register say."""

from __future__ import annotations

from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from throughgate.work.register.models import Registration

TRANSITIONS: Final[dict[str, Promise]] = {
    "confirm": gettext_lazy("Confirmed on the telephone"),
    "pause": gettext_lazy("Pause"),
    "resume": gettext_lazy("Take up again"),
    "leave": gettext_lazy("Leave the register"),
    "return": gettext_lazy("Back into the register"),
}
"""Transitions with a button of their own; verifying and refusing ask for more."""
KINDS: Final = {"verified": "done", "registered": "due", "sent": "due"}
"""How a state is marked."""


def offer_facts(row: Registration) -> list[tuple[str, Any]]:
    """Return what somebody says of an offer."""
    return [
        (_("Offer"), ", ".join(row.offer_names)),
        (_("Why"), row.why),
        (_("Questions"), row.asks),
        (_("Line of business"), row.get_sector_display() if row.sector else ""),
        (_("Size"), row.get_size_display() if row.size else ""),
        (_("Seen by the others"), _("yes") if row.seen_by_others else _("no")),
    ]


def contact_facts(row: Registration) -> list[tuple[str, Any]]:
    """Return who registered, and how to reach them."""
    channel = row.get_preferred_channel_display() if row.preferred_channel else ""
    return [
        (_("Contact person"), ", ".join(part for part in (row.contact, row.function) if part)),
        (_("Telephone"), row.telephone),
        (_("E-mail"), row.email),
        (_("Prefers"), channel),
        (_("Languages"), ", ".join(row.language_names)),
        (
            _("Address"),
            ", ".join(part for part in (row.street, f"{row.postcode} {row.town}".strip()) if part),
        ),
    ]
