"""How far ratings can be trusted: read through two functions of the wall that give no names away."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import date, timedelta

from django.db import connection
from django.utils import timezone

from throughgate.ground.accounts.actor import Actor
from throughgate.person.observations.models import Competency
from throughgate.person.observations.profile.doubles import Seen
from throughgate.person.observations.profile.feedback import Given

PERIOD = timedelta(days=365)


def since() -> date:
    """Return the first day that counts."""
    return timezone.localdate() - PERIOD


def double_ratings(actor: Actor) -> list[Seen]:
    """Return the levels of the organisation that more than one observer gave; empty below five observers."""
    actor.must("read", "agreement")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT person, competency, rater, observed_on, level FROM gate.double_ratings(%s)", [since()]
        )
        return [Seen(*row) for row in cursor.fetchall()]


def own_ratings(actor: Actor) -> tuple[list[Given], int]:
    """Return the levels that the actor gave, and how many other observers rated the same people."""
    actor.must("write", "sheet")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT line, competency, level, others_mean, others, raters FROM gate.own_ratings(%s)", [since()]
        )
        rows = cursor.fetchall()
    return [Given(*row[:5]) for row in rows], rows[0][5] if rows else 0


def competencies_of(keys: Iterable[uuid.UUID]) -> list[Competency]:
    """Return competencies with their framework versions, in the order of the profile."""
    return list(
        Competency.objects.filter(pk__in=set(keys))
        .select_related("framework_version__framework")
        .order_by("framework_version__framework__key", "-framework_version__number", "position")
    )
