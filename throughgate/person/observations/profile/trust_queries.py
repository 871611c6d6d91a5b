"""How far ratings can be trusted: read through two functions of the database that give no names away."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import date, timedelta

from django.db import connection
from django.utils import timezone

from throughgate.ground.acting.actor import Actor
from throughgate.person.observations.models import Competency, Rating
from throughgate.person.observations.profile.doubles import Seen
from throughgate.person.observations.profile.feedback import Beside, Given

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


def own_ratings(actor: Actor) -> list[Given]:
    """Return the levels that the actor gave."""
    actor.must("write", "sheet")
    rows = Rating.objects.filter(
        sheet_person__observer=actor.membership,
        sheet_person__state="signed",
        sheet_person__observed_on__gte=since(),
        level__isnull=False,
    )
    return [Given(*row) for row in rows.values_list("sheet_person_id", "competency_id", "level")]


def beside_others(actor: Actor) -> dict[uuid.UUID, Beside]:
    """Return how the actor's levels lie beside those of others, by framework version."""
    actor.must("write", "sheet")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT framework_version, pairs, raters, own_mean, others_mean FROM gate.beside_others(%s)",
            [since()],
        )
        return {version: Beside(*figures) for version, *figures in cursor.fetchall()}


def competencies_of(keys: Iterable[uuid.UUID]) -> list[Competency]:
    """Return competencies with their framework versions, in the order of the profile."""
    return list(
        Competency.objects.filter(pk__in=set(keys))
        .select_related("framework_version__framework")
        .order_by("framework_version__framework__key", "-framework_version__number", "position")
    )
