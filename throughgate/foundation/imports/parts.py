"""Where imports stand in the frame."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from throughgate.foundation.imports.kinds import kinds_for
from throughgate.foundation.web.parts import Place

IN_FRAME = (
    Place("imports", _("Imports"), "imports:list", lambda actor: bool(kinds_for(actor)), after="members"),
)
