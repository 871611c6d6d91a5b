"""Where schooling stands in the frame."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from throughgate.foundation.web.parts import Place

IN_FRAME = (
    Place(
        "courses", _("Courses"), "schooling:list", lambda actor: actor.may("read", "course"), after="sheets"
    ),
)
