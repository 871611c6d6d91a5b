"""What pages of introductions and placements say to those who stand beside the person."""

from __future__ import annotations

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from throughgate.foundation.languages.days import short_day
from throughgate.work.placements.models import Placement
from throughgate.work.placements.rules import OVER, RUNNING, TALKING

MOVES: Final[dict[str, Promise]] = {
    "try": gettext_lazy("A trial has begun"),
    "offer": gettext_lazy("The company offers the place"),
    "accept": gettext_lazy("The person accepts"),
    "retain_6_weeks": gettext_lazy("There after 6 weeks"),
    "retain_6_months": gettext_lazy("There after 6 months"),
    "retain_12_months": gettext_lazy("There after 12 months"),
    "complete": pgettext_lazy("placement", "Complete"),
}
"""Transitions with a button of their own; the others ask for more."""
FORMS: Final[dict[str, tuple[str, Promise]]] = {
    "ask": ("placements:ask", gettext_lazy("Ask everybody")),
    "invite": ("placements:invite", gettext_lazy("Arrange a talk")),
    "start": ("placements:start", gettext_lazy("Note the first day")),
}
"""Transitions with a form, by the route of it."""
ENDS: Final[dict[str, Promise]] = {
    "take_back": gettext_lazy("Take the proposal back"),
    "decline": gettext_lazy("The company declines"),
    "withdraw": gettext_lazy("The person does not want to"),
    "end_early": gettext_lazy("It ended early"),
}
_STANDS: Final[dict[str, Promise]] = {
    "proposed": gettext_lazy(
        "Nobody outside knows of it. Look at what the company would see, then ask everybody."
    ),
    "asked": gettext_lazy(
        "The person, the company, and custody while it has a part in the case are being asked. As soon as all have said yes, "
        "the introduction happens by itself. A no shows on the fifth working day, whoever said it and whenever."
    ),
    "not_agreed": gettext_lazy("Not everybody agreed. Nobody learns who it was; it may be proposed anew."),
    "introduced": gettext_lazy("The company has read the profile. It is its turn now."),
    "in_talks": gettext_lazy("The two sides talk."),
    "trial": gettext_lazy("They try it out."),
    "offered": gettext_lazy("The company offers the place. The person decides."),
    "accepted": gettext_lazy("Both want it. Note the first day once it has come; it takes the seat."),
}


def mark(state: str) -> str:
    """Return how a state is marked."""
    if state in ("proposed", "asked"):
        return "due"
    if state in TALKING:
        return "go"
    return "done" if state in RUNNING or state == "completed" else ""


def stands(placement: Placement) -> str:
    """Return a sentence on how it stands, and what comes next."""
    if placement.state in _STANDS:
        return str(_STANDS[placement.state])
    if placement.state in RUNNING and placement.started_on:
        day = {"day": short_day(placement.started_on)}
        if placement.on_day_release:
            return _("At work since %(day)s, on day release at first.") % day
        return _("At work since %(day)s.") % day
    if placement.state in OVER and placement.reason:
        return placement.reason_text or str(placement.get_reason_display())
    return ""
