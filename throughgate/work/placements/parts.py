"""What introductions show in the frame and among a person's pages."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from throughgate.foundation.web.parts import Part, Place, reads

IN_FRAME = (
    Place(
        "introductions",
        _("Introductions"),
        "placements:list",
        lambda actor: actor.may("write", "placement"),
        after="openings",
    ),
)
OF_PERSON = (
    Part("introductions", _("Introductions"), "placements:of-person", reads("placement"), after="work"),
)
