"""What openings show in the frame and on Today."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from throughgate.foundation.web.parts import Place
from throughgate.ground.acting.actor import Actor
from throughgate.work.openings.queries.ending import SOURCE


def _sees_openings(actor: Actor) -> bool:
    """Open the place to those who read openings, all or the own ones."""
    return actor.may("read", "opening") or actor.may("read", "own_opening")


IN_FRAME = (Place("openings", _("Openings"), "openings:list", _sees_openings, after="organisations"),)
ON_TODAY = (SOURCE,)
