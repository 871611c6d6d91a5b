"""What a profile is made of: one query for levels, competencies, self-ratings and the latest sheets."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import connection

from throughgate.foundation.languages.texts import text_in
from throughgate.ground.acting.actor import Actor
from throughgate.person.observations.models import Competency, FrameworkVersion, Setting, SheetState
from throughgate.person.observations.profile.rules import SelfLevel
from throughgate.person.observations.rules.profile import Dot
from throughgate.person.people.models import Person

SHOWN_SHEETS = 20


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


@dataclass(frozen=True, slots=True)
class LatestSheet:
    """A signed sheet, as the list below a profile shows it; `id` is that of the person on it."""

    id: str
    occasion: str
    setting: str
    observed_on: date
    state: str
    objections: int
    answers: int

    @property
    def setting_name(self) -> str:
        """Return the setting in words."""
        return str(Setting(self.setting).label)

    @property
    def state_name(self) -> str:
        """Return the state in words."""
        return str(SheetState(self.state).label)


@dataclass(frozen=True, slots=True)
class Profile:
    """What is signed and stands, by framework and competency; and the latest sheets, for those who read sheets."""

    rated: list[Rated] = field(default_factory=list)
    latest: list[LatestSheet] = field(default_factory=list)


def profile_of(actor: Actor, person: Person, *, sheets: int = SHOWN_SHEETS) -> Profile:
    """Return the profile with so many of the latest sheets; "not observed" is no level. One query."""
    actor.must("read", "competencies")
    with connection.cursor() as cursor:
        cursor.execute("SELECT gate.profile_of_person(%s, %s)", [person.pk, sheets])
        (found,) = cursor.fetchone()
    if found is None:
        return Profile()
    versions = {
        row["id"]: FrameworkVersion(**{**row, "id": uuid.UUID(row["id"])}) for row in found["versions"]
    }
    lines = [
        (date.fromisoformat(on), setting, observer, place)
        for place, (on, setting, observer, _contested) in enumerate(found["sheets"])
    ]
    contested = {place for place, sheet in enumerate(found["sheets"]) if sheet[3]}
    # Competencies come in the order of their version, versions in their own.
    order = {key: place for place, key in enumerate(versions)}
    rows = sorted(found["competencies"], key=lambda row: order[row["version"]])
    latest = [
        LatestSheet(**{**row, "observed_on": date.fromisoformat(row["observed_on"])})
        for row in found["latest"]
    ]
    return Profile([_rated(row, versions[row["version"]], lines, contested) for row in rows], latest)


def _rated(
    row: Mapping[str, Any],
    version: FrameworkVersion,
    lines: list[tuple[date, str, int, int]],
    contested: set[int],
) -> Rated:
    places, levels = row["places"], row["levels"]
    return Rated(
        competency=Competency(id=uuid.UUID(row["id"]), framework_version=version, names=row["names"]),
        version=version,
        anchors={level: text_in(words) for level, words in row["anchors"] or ()},
        dots=tuple(
            Dot(on, level, setting, observer, sheet)
            for (on, setting, observer, sheet), level in zip(
                map(lines.__getitem__, places), levels, strict=True
            )
        ),
        contested=len(contested.intersection(places)) if contested else 0,
        own=tuple(SelfLevel(date.fromisoformat(on), level) for on, level in row["own"]),
    )


def rated_competencies(actor: Actor, person: Person) -> list[Rated]:
    """Return what is signed and stands, by framework and competency. One query."""
    return profile_of(actor, person, sheets=0).rated
