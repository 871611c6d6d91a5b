"""What the register shows in the frame, on an organisation's pages and on Today."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from throughgate.foundation.web.parts import Part, Place
from throughgate.work.register.queries.waiting import SOURCE
from throughgate.work.register.rules import KINDS


def _keeps_openings(actor: Any) -> bool:
    return bool(actor.may("write", "own_opening"))


def sees_entry(actor: Any, organisation: Any) -> bool:
    """Open the entry of an organisation to those who read the register, or to itself."""
    is_own = organisation.pk == actor.organisation.pk and actor.may("read", "own_registration")
    return organisation.kind in KINDS and (is_own or actor.may("read", "organisation"))


IN_FRAME = (
    Place(
        "register",
        _("Registrations"),
        "register:list",
        lambda actor: actor.may("read", "registration"),
        after="organisations",
    ),
    Place(
        "others",
        pgettext_lazy("register of offers", "Register"),
        "register:others",
        _keeps_openings,
        after="openings",
    ),
    Place("first-weeks", _("The first weeks"), "register:first-weeks", _keeps_openings, after="others"),
)
OF_ORGANISATION = (Part("register", _("In the register"), "register:entry", sees_entry, after="contacts"),)
ON_TODAY = (SOURCE,)
