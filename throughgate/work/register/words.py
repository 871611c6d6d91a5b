"""What pages of the register say."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from throughgate.foundation.languages.texts import reader_language
from throughgate.ground.organisations.models import Channel
from throughgate.ground.vocabulary.rules import language_name
from throughgate.work.openings.choices import Kind as Offer
from throughgate.work.register import choices
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


FACTS: Final[dict[str, Promise]] = {
    "name": gettext_lazy("Name"),
    "legal_name": gettext_lazy("Legal name"),
    "sector": gettext_lazy("Line of business"),
    "size": gettext_lazy("Size"),
    "street": gettext_lazy("Street and number"),
    "postcode": gettext_lazy("Postcode"),
    "town": gettext_lazy("Town"),
    "given_names": gettext_lazy("Given names"),
    "family_name": gettext_lazy("Family name"),
    "function": gettext_lazy("Function"),
    "telephone": gettext_lazy("Telephone"),
    "email": gettext_lazy("E-mail"),
    "preferred_channel": gettext_lazy("Prefers"),
    "languages": gettext_lazy("Languages"),
    "offers": gettext_lazy("Offer"),
    "why": gettext_lazy("Why"),
    "asks": gettext_lazy("Questions"),
    "seen_by_others": gettext_lazy("Seen by the others"),
}
"""What an organisation says of itself, in the order in which it is shown."""
_LISTS: Final[dict[str, Any]] = {
    "sector": choices.Section,
    "size": choices.Size,
    "preferred_channel": Channel,
    "offers": Offer,
}


def in_words(name: str, value: Any) -> str:
    """Return a fact as the page says it."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if name == "languages":
        return ", ".join(language_name(code, reader_language()) for code in value)
    known = dict(_LISTS[name].choices) if name in _LISTS else {}
    values = value if isinstance(value, list) else [value]
    return ", ".join(str(known.get(one, one)) for one in values)


def names_of(names: Iterable[str]) -> list[str]:
    """Return what facts are called."""
    return [str(FACTS[name]) for name in names]


def side_by_side(now: Mapping[str, Any], said: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    """Return name, old and new of what is said otherwise."""
    return [
        (str(label), in_words(name, now[name]), in_words(name, said[name]))
        for name, label in FACTS.items()
        if name in said
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
