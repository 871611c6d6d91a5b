"""Read a region from a file: people, openings and, where the file says so, the weights."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated, Literal, TypeVar

import msgspec
from msgspec import Meta, Struct, field

from throughgate.ground.vocabulary.rules import LEVELS, LICENCES
from throughgate.work.matching.facts import (
    DEMAND_OF_CONDITION,
    OpeningFacts,
    PersonFacts,
    Point,
    Release,
    Wanted,
)
from throughgate.work.matching.fit import Weights
from throughgate.work.matching.region.columns import Key, OneOpening, OnePerson

Shape = TypeVar("Shape", bound=Struct)


class BadFile(ValueError):
    """The file cannot be read; the message is one sentence with the place in the file."""


Text = Annotated[str, Meta(min_length=1, max_length=200)]
Kind = Literal["internship", "training", "job", "support"]
Licence = Annotated[str, Meta(pattern=f"^({'|'.join(LICENCES)})$")]
Level = Annotated[str, Meta(pattern=f"^({'|'.join(LEVELS)})$")]
Condition = Annotated[str, Meta(pattern=f"^({'|'.join(DEMAND_OF_CONDITION)})$")]
Isco = Annotated[str, Meta(pattern="^[0-9]{1,4}$")]
Position = tuple[Annotated[float, Meta(ge=-90, le=90)], Annotated[float, Meta(ge=-180, le=180)]]
Positive = Annotated[float, Meta(gt=0, le=1000)]
Share = Annotated[float, Meta(ge=0, le=1e6)]
Id = Text | int


class Levels(Struct, forbid_unknown_fields=True):
    """The level of a competency that an opening asks for."""

    level: Positive
    needed: bool = False


class PersonIn(Struct, forbid_unknown_fields=True):
    """A person as the file has it; what is absent is null."""

    id: Id
    position: Position | None = None
    reach_km: Annotated[float, Meta(ge=0, le=20040)] | None = None
    available_on: date | None = None
    kinds: list[Kind] | None = None
    occupations: Annotated[list[Isco], Meta(max_length=100)] | None = None
    competencies: dict[Text, Annotated[float, Meta(ge=0, le=1000)]] | None = None
    languages: dict[Text, Level] | None = None
    licences: list[Licence] | None = None
    qualifications: list[Text] | None = None
    conditions: list[Condition] | None = None

    def facts(self) -> OnePerson:
        """Return what the comparison looks at."""
        on = self.available_on
        return OnePerson(
            self.id,
            PersonFacts(
                home=self.position and Point(*self.position),
                reach_km=self.reach_km,
                release=Release(on, on, on),
                licences=self.licences,
                languages=self.languages,
                wish_kinds=self.kinds or (),
                wishes=self.occupations or (),
                certificates=self.qualifications or (),
                competencies=self.competencies or {},
            ),
            shut=[DEMAND_OF_CONDITION[name] for name in self.conditions or ()],
        )


class OpeningIn(Struct, forbid_unknown_fields=True):
    """An opening as the file has it; what is absent is null."""

    id: Id
    kind: Kind
    position: Position | None = None
    on_the_road: bool = False
    starts_on: date | None = None
    until: date | None = None
    seats: Annotated[int, Meta(ge=0, le=1_000_000)] | None = None
    occupation: Isco | None = None
    competencies: dict[Text, Levels] | None = None
    languages: dict[Text, Level] | None = None
    licences: list[Licence] | None = None
    qualifications: list[Text] | None = None
    excluded_by: list[Condition] | None = None

    def facts(self) -> OneOpening:
        """Return what the comparison looks at."""
        return OneOpening(
            self.id,
            OpeningFacts(
                key=str(self.id),
                kind=self.kind,
                position=self.position and Point(*self.position),
                is_on_the_road=self.on_the_road,
                occupation=self.occupation or "",
                seats=self.seats,
                starts_on=self.starts_on,
                start_until=self.until,
                licences=self.licences,
                languages=self.languages,
                certificates=self.qualifications or (),
                competencies={
                    name: Wanted(want.level, want.needed) for name, want in (self.competencies or {}).items()
                },
                demands=[DEMAND_OF_CONDITION[name] for name in self.excluded_by or ()],
            ),
        )


class WeightsIn(Struct, forbid_unknown_fields=True):
    """Weights; what the file leaves out counts as usual."""

    competence: Share = Weights.competence
    occupation: Share = Weights.occupation
    distance: Share = Weights.distance
    time: Share = Weights.time


class RegionIn(Struct, forbid_unknown_fields=True):
    """A whole file."""

    people: list[PersonIn]
    openings: list[OpeningIn]
    weights: WeightsIn = field(default_factory=WeightsIn)


class PairIn(Struct):
    """A pair of an earlier plan."""

    person: Id
    opening: Id


class PlanIn(Struct):
    """An earlier plan, as `throughgate match --plan` printed it."""

    pairs: list[PairIn]


def read_region(path: Path) -> tuple[list[OnePerson], list[OneOpening], Weights]:
    """Return people, openings and weights of a file. Raise BadFile, or OSError where there is none."""
    found = _decoded(path, RegionIn)
    _only_once("people", [one.id for one in found.people])
    _only_once("openings", [one.id for one in found.openings])
    weighed = found.weights
    weights = Weights(weighed.competence, weighed.occupation, weighed.distance, weighed.time)
    if not any((weights.competence, weights.occupation, weights.distance, weights.time)):
        raise BadFile("weights: At least one weight must be above zero.")
    return [one.facts() for one in found.people], [one.facts() for one in found.openings], weights


def read_pairs(path: Path) -> list[tuple[Key, Key]]:
    """Return the pairs of an earlier plan. Raise BadFile, or OSError where there is none."""
    return [(one.person, one.opening) for one in _decoded(path, PlanIn).pairs]


def _decoded(path: Path, kind: type[Shape]) -> Shape:
    try:
        return msgspec.json.decode(path.read_bytes(), type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise BadFile(_sentence(str(error))) from error


def _only_once(what: str, keys: list[Key]) -> None:
    seen: dict[Key, int] = {}
    for at, key in enumerate(keys):
        if (first := seen.setdefault(key, at)) != at:
            raise BadFile(f"{what}[{at}].id: {key!r} stands at {what}[{first}] already.")


def _sentence(error: str) -> str:
    """Put the place first: "people[3].reach_km: Expected `float | null`, got `str`."."""
    what, _, where = error.partition(" - at `")
    place = where.rstrip("`").replace("key in `", "").removeprefix("$").removeprefix(".")
    return f"{place}: {what}." if place else f"{what}."
