"""What the register of people shows in the frame, on Today, and on a person's path."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from throughgate.foundation.web.parts import Place
from throughgate.foundation.web.work_page import Source
from throughgate.ground.acting.actor import Actor
from throughgate.person.people.queries import unassigned
from throughgate.person.people.queries.path import path_pins


def _only_assigns(actor: Actor) -> bool:
    """Open the place to those who say who looks after people, and read none of them."""
    return actor.may("write", "assignment") and not actor.may("read", "person")


IN_FRAME = (
    Place("people", _("People"), "people:list", lambda actor: actor.may("read", "person"), after="today"),
    Place("unassigned", _("To assign"), "people:unassigned", _only_assigns, after="people"),
)
ON_TODAY = (Source(unassigned.work),)
ON_PATH = (path_pins,)
