"""What a company reads of its introductions, signed in or by a key. No word tells where anybody comes from."""

from __future__ import annotations

from typing import Final

from django.utils import timezone
from django.utils.formats import time_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from throughgate.foundation.languages.days import long_day
from throughgate.work.placements.choices import State
from throughgate.work.placements.queries.company import Shown
from throughgate.work.placements.rules import RUNNING, TALKING

KINDS: Final = {"introduced": "due", "in_talks": "go", "trial": "go", "offered": "go", "accepted": "done"}
"""How a state is marked; what goes on at work is done, what is over is plain."""
MOVES: Final[dict[str, Promise]] = {
    "agree": gettext_lazy("Yes, we would like to"),
    "refuse": gettext_lazy("No, not this time"),
    "invite": gettext_lazy("Invite"),
    "try": gettext_lazy("A trial begins"),
    "offer": gettext_lazy("Offer the place"),
    "decline": gettext_lazy("Decline"),
    "share": gettext_lazy("Say how we can be reached"),
    "write": gettext_lazy("Send the message"),
    "read": gettext_lazy("We have read this"),
}
"""What the buttons say."""
DONE: Final[dict[str, Promise]] = {
    "agree": gettext_lazy("Thank you. You read here what comes next."),
    "refuse": gettext_lazy("Thank you for saying so. Nothing more is to be done."),
    "invite": gettext_lazy("Thank you. The invitation is passed on."),
    "try": gettext_lazy("Saved."),
    "offer": gettext_lazy("Thank you. The offer is passed on."),
    "decline": gettext_lazy("Thank you for saying so. Nothing more is to be done."),
    "share": gettext_lazy("Saved."),
    "write": gettext_lazy("Your message is on its way."),
    "read": gettext_lazy("Saved."),
}
_STANDS: Final[dict[str, Promise]] = {
    "not_agreed": gettext_lazy("This time it came to nothing. Nothing more is to be done."),
    "introduced": gettext_lazy("Get to know each other: invite, or write a message."),
    "in_talks": gettext_lazy("You talk with each other. What comes next?"),
    "trial": gettext_lazy("You try it out together. What comes next?"),
    "offered": gettext_lazy("You have offered the place. The answer stands here as soon as it comes."),
    "accepted": gettext_lazy(
        "Your offer was accepted. Agree on the first day in a message or on the telephone."
    ),
    "completed": gettext_lazy("A good end: nothing more is to be done."),
    "declined": gettext_lazy("It goes no further: you have declined."),
    "withdrawn": gettext_lazy("The other side does not take this any further."),
    "lapsed": gettext_lazy("Closed, because no answer came."),
    "ended_early": gettext_lazy("It has ended."),
}
MEETS: Final[dict[str, Promise]] = {
    "at_company": pgettext_lazy("where one talks", "at yours"),
    "phone": pgettext_lazy("where one talks", "by telephone or video"),
    "inside": pgettext_lazy("where one talks", "at ours; the address comes in a message"),
    "day_release": pgettext_lazy("where one talks", "at yours"),
}
"""Where the two sides talk, as the company says it."""


def stands(state: str, *, agreed: bool | None) -> str:
    """Return in a sentence how an introduction stands; while everybody is asked, by what the company said."""
    if state == "asked":
        return {
            None: _("We have somebody who may suit this place. Would you like to get to know them?"),
            True: _("You said yes. As soon as the other side says yes as well, you read more here."),
            False: _("You said no. Nothing more is to be done."),
        }[agreed]
    if state in RUNNING:
        return _("You work together. If something comes up, write a message.")
    return str(_STANDS[state])


def mark(state: str, *, waits: bool) -> tuple[str, str]:
    """Return the mark of an introduction in a list, and its kind."""
    if state == "asked":
        return (_("waits for your answer"), "due") if waits else (_("answered"), "")
    return str(State(state).label), KINDS.get(state, "")


def meeting(shown: Shown) -> str:
    """Return when and where one meets, in words; nothing where that is not agreed."""
    row = shown.row
    if not row.meets_by or row.state not in TALKING:
        return ""
    where = str(MEETS[row.meets_by])
    if row.meets_at is None:
        return where
    at = timezone.localtime(row.meets_at)
    when = _("%(day)s at %(time)s") % {"day": long_day(at.date()), "time": time_format(at, "H:i")}
    return f"{when}, {where}"
