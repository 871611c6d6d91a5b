"""What introductions show a company in the frame and on Today."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from throughgate.foundation.web.parts import Place
from throughgate.work.placements.queries.company_work import SOURCE

IN_FRAME = (
    Place(
        "own-introductions",
        _("Introductions"),
        "introductions:list",
        lambda actor: actor.may("read", "own_introduction"),
        after="introductions",
    ),
)
ON_TODAY = (SOURCE,)
