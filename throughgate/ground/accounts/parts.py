"""What accounts show in the frame, below the head of an organisation, and on Today."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from throughgate.foundation.web.parts import Part, Place
from throughgate.foundation.web.work_page import Source
from throughgate.ground.accounts.work import work
from throughgate.ground.acting.actor import Actor
from throughgate.ground.organisations.models import Organisation


def works_there(actor: Actor, organisation: Organisation) -> bool:
    """Open a part to those who work there."""
    return organisation.pk == actor.organisation.pk


OF_ORGANISATION = (Part("members", _("Who works here"), "accounts:colleagues", works_there, ("members",)),)
IN_FRAME = (
    Place(
        "members",
        _("Members"),
        "accounts:members",
        lambda actor: actor.may("write", "membership"),
        after="openings",
    ),
)
ON_TODAY = (Source(work),)
