"""What introductions show in the frame, among a person's pages, on Today, and on a person's path."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from throughgate.foundation.web.parts import Part, Place, reads
from throughgate.work.placements import company_parts
from throughgate.work.placements.queries.waiting import SOURCE, path_pins

IN_FRAME = (
    Place(
        "introductions",
        _("Introductions"),
        "placements:list",
        lambda actor: actor.may("write", "placement"),
        after="openings",
    ),
    *company_parts.IN_FRAME,
)
OF_PERSON = (
    Part("introductions", _("Introductions"), "placements:of-person", reads("placement"), after="work"),
)
ON_TODAY = (SOURCE, *company_parts.ON_TODAY)
ON_PATH = (path_pins,)
