"""The columns of a register of companies."""

from __future__ import annotations

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from throughgate.foundation.imports.kinds import ImportField, Text
from throughgate.foundation.spreadsheets import Kind as Shape
from throughgate.work.openings.importing.headings import SYNONYMS, UNLIKE


def _field(
    key: str,
    label: Promise,
    shape: Shape = Shape.TEXT,
    *,
    hint: str | Promise = "",
    required: bool = False,
    choices: tuple[tuple[str, Text], ...] = (),
) -> ImportField:
    return ImportField(
        key, label, SYNONYMS[key], shape, required, hint, choices=choices, unlike=UNLIKE.get(key, ())
    )


FIELDS: Final = (
    _field(
        "number",
        _("Number"),
        Shape.CODE,
        hint=_("By it the same company is known again when the list comes again."),
    ),
    _field("name", _("Company"), required=True),
    _field(
        "kind",
        _("Kind of organisation"),
        choices=(
            ("company", _("Company")),
            ("club", _("Club")),
            ("third_sector", _("Third sector organisation")),
        ),
    ),
    _field("sector", _("Sector")),
    _field("street", _("Street and number"), Shape.ADDRESS),
    _field("postcode", _("Postcode"), Shape.POSTCODE),
    _field("town", _("Town"), Shape.PLACE),
    _field("country", _("Country")),
    _field("contact", _("Contact person"), Shape.NAME),
    _field("telephone", _("Telephone"), Shape.TELEPHONE),
    _field("email", _("E-mail"), Shape.EMAIL),
    _field("website", _("Website"), Shape.URL),
    _field("offer", _("What is offered")),
    _field("seats", _("Seats"), Shape.COUNT),
    _field("start", _("Start")),
    _field("german", _("German at least"), Shape.LEVEL),
    _field("licence", _("Driving licence"), Shape.LICENCE),
    _field("wage", _("Wage"), Shape.MONEY),
    _field("last_contact", _("Last contact"), Shape.DATE),
    _field("description", _("Description"), Shape.FREE_TEXT),
)
OPENING: Final = frozenset({"offer", "seats", "start", "german", "licence", "wage", "description"})
"""Fields of which openings are made."""
