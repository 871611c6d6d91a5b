"""What a profile is made of: one query for every rating, one for the competencies with self-ratings and anchors."""

from __future__ import annotations

import json
import uuid
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db import connection
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import JSONObject

from throughgate.foundation.languages.texts import text_in
from throughgate.ground.acting.actor import Actor
from throughgate.person.observations.models import (
    Competency,
    FrameworkVersion,
    Level,
    SelfRating,
)
from throughgate.person.observations.profile.rules import SelfLevel
from throughgate.person.observations.rules.profile import Dot
from throughgate.person.people.models import Person


@dataclass(frozen=True, slots=True)
class Rated:
    """One competency with everything that was signed about it."""

    competency: Competency
    version: FrameworkVersion
    anchors: dict[int, str]
    dots: tuple[Dot, ...]
    contested: int
    """How many of the sheets the person objected to."""
    own: tuple[SelfLevel, ...]


def rated_competencies(actor: Actor, person: Person) -> list[Rated]:
    """Return what is signed and stands, by framework and competency; "not observed" is no level. Two queries."""
    actor.must("read", "competencies")
    dots: dict[uuid.UUID, list[Dot]] = {}
    contested: dict[uuid.UUID, int] = {}
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM gate.levels_of_person(%s)", [person.pk])
        # In order once for each sheet, not once more for each of its levels.
        rows = sorted(cursor.fetchall(), key=lambda row: (row[0], str(row[3])))
    keys: dict[str, uuid.UUID] = {}
    for on, setting, observer, sheet, objected, given in rows:
        for each in json.loads(given):
            text = each["competency"]
            competency = keys.get(text) or keys.setdefault(text, uuid.UUID(text))
            dots.setdefault(competency, []).append(Dot(on, each["level"], setting, observer, sheet))
            if objected:
                contested[competency] = contested.get(competency, 0) + 1
    return [
        Rated(
            competency=competency,
            version=competency.framework_version,
            anchors={row["level"]: text_in(row["words"]) for row in competency.all_levels},
            dots=tuple(dots.get(competency.pk, ())),
            contested=contested.get(competency.pk, 0),
            own=tuple(SelfLevel(date.fromisoformat(row["on"]), row["level"]) for row in competency.all_own),
        )
        for competency in _competencies(person, list(dots))
    ]


def _competencies(person: Person, keys: list[uuid.UUID]) -> list[Any]:
    """Return competencies with `all_levels` and `all_own`, JSON that the query brought along."""
    own = SelfRating.objects.filter(person=person, competency=OuterRef("pk"))
    levels = Level.objects.filter(competency=OuterRef("pk")).order_by("level")
    return list(
        Competency.objects.filter(Q(pk__in=keys) | Exists(own))
        .select_related("framework_version__framework")
        .annotate(
            all_own=ArraySubquery(
                own.order_by("rated_on").values(row=JSONObject(on="rated_on", level="level"))
            ),
            all_levels=ArraySubquery(levels.values(row=JSONObject(level="level", words="anchors"))),
        )
        .order_by("framework_version__framework__key", "-framework_version__number", "position")
    )
