"""What this app shows below the head of an organisation."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from throughgate.foundation.web.parts import Part
from throughgate.ground.acting.actor import Actor
from throughgate.ground.organisations.models import Organisation


def works_there(actor: Actor, organisation: Organisation) -> bool:
    """Open a part to those who work there."""
    return organisation.pk == actor.organisation.pk


OF_ORGANISATION = (Part("members", _("Who works here"), "accounts:colleagues", works_there, ("members",)),)
