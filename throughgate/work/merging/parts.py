"""Where merging stands among an organisation's pages."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from throughgate.foundation.web.parts import Part
from throughgate.work.register.rules import KINDS


def merges(actor: Any, organisation: Any) -> bool:
    """Open it to those who keep the register, for the kinds that register themselves."""
    return organisation.kind in KINDS and bool(actor.may("write", "organisation"))


OF_ORGANISATION = (Part("merge", _("Merge"), "merging:merge", merges, after="log"),)
