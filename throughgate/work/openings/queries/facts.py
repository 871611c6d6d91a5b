"""What the comparison looks at, of openings: their own row, and apart, the competencies that they ask for."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from types import MappingProxyType
from typing import Any, Final

from throughgate.ground.acting.actor import Actor
from throughgate.person.people.models import Person
from throughgate.work.matching import NONE, Answer, OpeningFacts, Point, Reason, Wanted
from throughgate.work.openings.queries.competencies import (
    Asked,
    Shown,
    asked_competencies,
    shown_levels,
    wanted,
)

ASKED: Final = "de"
"""The language whose level an opening names."""


def opening_facts(opening: Any, competencies: Mapping[str, Wanted] | None = None) -> OpeningFacts:
    """Return what the comparison looks at, of an opening or of a row of `Row`; competencies are asked for apart."""
    position = None
    if opening.latitude is not None and opening.longitude is not None:
        position = Point(opening.latitude, opening.longitude)
    return OpeningFacts(
        key=str(opening.id),
        kind=opening.kind,
        position=position,
        is_on_the_road=opening.is_on_the_road,
        occupation=opening.occupation_id or "",
        seats=opening.seats_left,
        starts_on=opening.starts_on,
        start_until=opening.start_until,
        closing_on=opening.closing_on,
        expires_on=opening.expires_on,
        day_release=opening.day_release,
        licences=_asked(opening.licence),
        languages=_languages(opening.german),
        certificates=tuple(opening.certificates),
        competencies=competencies or {},
        demands=tuple(opening.demands),
    )


@cache
def _asked(said: str) -> tuple[str, ...] | None:
    """Return what an opening asks for: None where nobody said, nothing where it is "none"."""
    if not said:
        return None
    return () if said == NONE else (said,)


@cache
def _languages(german: str) -> Mapping[str, str] | None:
    """Return the level of each language asked; the same for all openings that ask for it."""
    asked = _asked(german)
    return None if asked is None else MappingProxyType(dict(zip((ASKED,), asked, strict=False)))


def _requirements(row: Any) -> Any:
    return json.loads(row.requirements) if isinstance(row.requirements, str) else row.requirements


@dataclass(frozen=True)
class Asking:
    """What openings ask for of competencies, and what is shown of them; nothing for whoever does not read levels."""

    asked: Asked = Asked()
    by_opening: Mapping[uuid.UUID, Mapping[str, Wanted]] = field(default_factory=dict)
    shown: Mapping[str, Shown] = field(default_factory=dict)

    def facts(self, row: Any) -> OpeningFacts:
        """Return what the comparison looks at, of an opening."""
        return opening_facts(row, self.by_opening.get(row.id))

    def named(self, answer: Answer) -> Answer:
        """Return an answer whose reasons name competencies, their scale and how many saw them."""
        if not self.by_opening:
            return answer
        return replace(answer, reasons=tuple(self._named(reason) for reason in answer.reasons))

    def _named(self, reason: Reason) -> Reason:
        key = reason.values.get("competency")
        if not isinstance(key, str):
            return reason
        seen = self.shown.get(key)
        more = {
            "name": self.asked.names[key],
            "of": self.asked.highest,
            "observers": seen.observers if seen else 0,
        }
        return reason._replace(values={**reason.values, **more})


def asking_of(actor: Actor, person: Person, rows: Iterable[Any], today: date) -> Asking:
    """Return what these openings ask for; `requirements` of a row may be JSON. Two queries where any asks for something."""
    if not actor.may("read", "competencies"):
        return Asking()
    requirements = {row.id: found for row in rows if (found := _requirements(row))}
    if not requirements:
        return Asking()
    asked = asked_competencies()
    return Asking(
        asked,
        {key: wanted(found, asked) for key, found in requirements.items()},
        shown_levels(actor, person, asked, today),
    )
