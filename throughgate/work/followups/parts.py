"""Where follow-ups show: on the page of a placement, on Today, and on a person's path."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from throughgate.foundation.web.parts import Part
from throughgate.work.followups.queries import own
from throughgate.work.followups.queries.path import path_pins
from throughgate.work.followups.queries.section import section
from throughgate.work.followups.queries.waiting import SOURCE


def _reads_no_introductions(actor: Any, _person: Any) -> bool:
    """Open the part to those who have no page of the placement."""
    return bool(actor.may("read", "follow_up") and not actor.may("read", "placement"))


OF_PERSON = (
    Part(
        "follow-ups", _("After the start"), "followups:list", _reads_no_introductions, after="introductions"
    ),
)
OF_PLACEMENT = (section,)
OF_INTRODUCTION = (own.section,)
ON_TODAY = (SOURCE, own.SOURCE)
ON_PATH = (path_pins,)
