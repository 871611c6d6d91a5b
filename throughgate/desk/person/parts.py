"""The parts of a person's pages in the order of the navigation, with those that wings declare."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from throughgate.foundation.web.parts import Part, reads, with_declared

OWN = (
    Part("overview", _("Overview"), "desk:person", reads("person"), ("dates",)),
    Part(
        "work",
        pgettext_lazy("part of a person's pages", "Work"),
        "desk:person-work",
        reads("profile"),
        ("profile", "conditions"),
    ),
    Part(
        "sharing",
        _("Sharing"),
        "desk:person-sharing",
        reads("consent", "case_link"),
        ("consents", "looks"),
    ),
    Part(
        "facts",
        pgettext_lazy("part of a person's pages", "Facts"),
        "desk:person-facts",
        reads("person"),
        ("identity", "contact", "guardian"),
    ),
)
PARTS = with_declared(OWN, "OF_PERSON")
