"""Who opened people, and why: for the data-protection officer, and for whoever looks after a person."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.db import connection
from django.utils import timezone

from throughgate.foundation.database.context import current
from throughgate.ground.acting.actor import Actor
from throughgate.person.people.models import NamedPurpose

MOST: Final = 200
REMEMBERED: Final = timedelta(days=90)
"""So long other organisations' purposes are shown, and who opened a person."""


@dataclass(frozen=True)
class OutsideAccess:
    """One purpose that somebody of another organisation named for one of our people; nobody is named."""

    at: datetime
    roles: list[str]
    organisation: str
    purpose: str


def accesses_from_outside(actor: Actor) -> list[OutsideAccess]:
    """Return purposes named elsewhere for people of one's own organisation, the latest first, 200 at most."""
    if not actor.may("read", "access_log"):
        return []
    current()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT * FROM gate.purposes_from_outside(%s, %s)", [timezone.now() - REMEMBERED, MOST]
        )
        return [OutsideAccess(*row) for row in cursor.fetchall()]


def purposes_named(actor: Actor, *, days: int) -> Any:
    """Return the purposes that members of one's own organisation named of late, with who they are, in any order."""
    if not actor.may("read", "access_log"):
        return NamedPurpose.objects.none()
    since = timezone.now() - timedelta(days=days)
    rows = NamedPurpose.objects.filter(organisation=actor.organisation, named_at__gte=since)
    return rows.select_related("membership__user")


@dataclass(frozen=True)
class Looked:
    """That somebody opened a person: of which organisation, in which function, for which purpose, and on how many days."""

    organisation: str
    is_own: bool
    who: str
    """A colleague's name, for who reads the log alone."""
    roles: list[str]
    purpose: str
    days: int
    latest: datetime


def looked_at(actor: Actor, person: uuid.UUID) -> list[Looked]:
    """Return who opened a person in the last 90 days, the latest first; one query, none for roles that are not told."""
    if not actor.may("read", "looks"):
        return []
    current()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT * FROM gate.looked_at(%s, %s, %s)", [person, timezone.now() - REMEMBERED, MOST]
        )
        return [Looked(*row) for row in cursor.fetchall()]
