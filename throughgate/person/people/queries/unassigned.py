"""Who was shared with an organisation and is in nobody's caseload there, for those who say who looks after them."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db import connection
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from throughgate.foundation.audit.reading import note_read
from throughgate.foundation.database.context import current
from throughgate.foundation.web.work import Pressing, WorkItem, WorkPart
from throughgate.ground.accounts.models import Membership
from throughgate.ground.acting.actor import Actor
from throughgate.ground.acting.roles import LOOKS_AFTER
from throughgate.person.people.assigning import can_be_given

MOST: Final = 200
SHOWN: Final = 5


@dataclass(frozen=True)
class Unassigned:
    """One of them: the name, since when, and who shared them; nothing else is told."""

    link: uuid.UUID
    person: uuid.UUID
    given_names: str
    family_name: str
    called_name: str
    since: date
    sharer: str

    @property
    def name(self) -> str:
        """Return the name as lists show it."""
        return ", ".join(part for part in (self.family_name, self.given_names) if part)


def unassigned(actor: Actor) -> list[Unassigned]:
    """Return them by name, 200 at most; one query. The look is noted like any other."""
    found = _unassigned(actor)
    for one in found:
        note_read(one.person)
    return found


def _unassigned(actor: Actor) -> list[Unassigned]:
    if not actor.may("write", "assignment"):
        return []
    current()
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM gate.shared_with_nobody(%s)", [MOST])
        return [Unassigned(*row) for row in cursor.fetchall()]


def takers(actor: Actor) -> list[Membership]:
    """Return the members whom the actor may give people to, by name; one query."""
    members = (
        Membership.objects.in_force()
        .filter(organisation=actor.organisation, roles__overlap=sorted(LOOKS_AFTER), user__is_service=False)
        .select_related("user")
        .order_by("user__family_name", "user__given_names", "pk")
    )
    return [member for member in members if can_be_given(actor, member)]


def work(actor: Actor) -> list[WorkPart]:
    """Return what waits on Today; nothing for case leads, whose own people without anybody stand there already."""
    if actor.may("write", "case_link"):
        return []
    found = _unassigned(actor)
    if not found:
        return []
    for one in found[:SHOWN]:  # those who are only counted are not looked at
        note_read(one.person)
    address = reverse("people:unassigned")
    items = [
        WorkItem(one.name, _("shared by %(organisation)s") % {"organisation": one.sharer}, address)
        for one in found[:SHOWN]
    ]
    return [
        WorkPart(
            _("Nobody looks after them yet"),
            len(found),
            address,
            items,
            ngettext("waits for a colleague", "wait for a colleague", len(found)),
            Pressing.LATE,
        )
    ]
