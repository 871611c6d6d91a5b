"""What observations show in the frame, among a person's pages, on Today, and on a person's path."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from throughgate.foundation.web.parts import Part, Place, reads
from throughgate.ground.acting.actor import Actor
from throughgate.person.observations.queries import today
from throughgate.person.observations.queries.sheets_of import path_pins
from throughgate.person.observations.views.parts import keeps_observers


def _has_part_in_sheets(actor: Actor) -> bool:
    return (
        actor.may("write", "sheet")
        or actor.may("write", "own_voice")
        or actor.may("read", "agreement")
        or keeps_observers(actor)
    )


IN_FRAME = (Place("sheets", _("Sheets"), "observations:list", _has_part_in_sheets, after="unassigned"),)
OF_PERSON = (
    Part("competencies", _("Competencies"), "observations:profile", reads("competencies"), after="work"),
)
ON_TODAY = (today.SOURCE,)
ON_PATH = (path_pins,)
