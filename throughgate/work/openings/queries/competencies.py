"""Competencies that openings ask for, and what is shown of them: the newest standard framework, its words, its scale."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from throughgate.ground.acting.actor import Actor
from throughgate.person.observations.profile.queries import rated_competencies
from throughgate.person.observations.queries.frameworks import columns_of, newest_versions
from throughgate.person.observations.rules.profile import summary
from throughgate.person.people.models import Person
from throughgate.work.matching import Wanted


@dataclass(frozen=True)
class Shown:
    """What signed sheets say of one competency: the typical level, and by how many observers it was seen."""

    level: int
    observers: int


@dataclass(frozen=True)
class Asked:
    """What can be asked for: the names by key, and the highest level. Empty where no framework is published."""

    names: Mapping[str, str] = field(default_factory=dict)
    keys: Mapping[uuid.UUID, str] = field(default_factory=dict)
    levels: range = range(0)

    @property
    def highest(self) -> int:
        """Return the highest level."""
        return self.levels[-1] if self.levels else 0


def asked_competencies() -> Asked:
    """Return what openings may ask for, in the reader's language. One query."""
    for version in newest_versions()[:1]:
        if version.framework.key == STANDARD and version.scale.high_is_best:
            columns = columns_of(version)
            return Asked(
                {column.key: column.name for column in columns},
                {column.id: column.key for column in columns},
                range(version.lowest, version.highest + 1),
            )
    return Asked()


STANDARD = "standard"
"""The framework in whose words openings ask."""


def shown_levels(actor: Actor, person: Person, asked: Asked, today: date) -> dict[str, Shown]:
    """Return what is shown of each competency that was observed; of two middle levels the lower. One query."""
    found = {}
    for rated in rated_competencies(actor, person):
        key, said = asked.keys.get(rated.competency.pk), summary(rated.dots, today)
        if key and said.typical:
            found[key] = Shown(min(said.typical), said.observers)
    return found


def wanted(requirements: Mapping[str, Any], asked: Asked) -> dict[str, Wanted]:
    """Return what is asked for in the words of the comparison; a competency that no longer exists is not asked for."""
    return {
        key: Wanted(float(want["level"]), bool(want["needed"]))
        for key, want in requirements.items()
        if key in asked.names
    }
