"""Where organisations stand in the frame."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from throughgate.foundation.web.parts import Place

IN_FRAME = (
    Place(
        "organisations",
        _("Organisations"),
        "organisations:list",
        lambda actor: actor.may("read", "organisation"),
        after="sheets",
    ),
)
