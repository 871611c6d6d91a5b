"""Read a region from a file: people, openings and, where the file says so, the weights."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar

import msgspec
from msgspec import Meta, Struct

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
    reach_km: Annotated[float, Meta(ge=0)] | None = None
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
    weights: WeightsIn | None = None


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
    _only_once(path, "people", [one.id for one in found.people])
    _only_once(path, "openings", [one.id for one in found.openings])
    weighed = found.weights or WeightsIn()
    weights = Weights(weighed.competence, weighed.occupation, weighed.distance, weighed.time)
    if not any((weights.competence, weights.occupation, weights.distance, weights.time)):
        raise BadFile(f"{path.name}: weights: At least one weight must be above zero.")
    return [one.facts() for one in found.people], [one.facts() for one in found.openings], weights


def read_pairs(path: Path) -> list[tuple[Key, Key]]:
    """Return the pairs of an earlier plan. Raise BadFile, or OSError where there is none."""
    pairs = _decoded(path, PlanIn).pairs
    _only_once(path, "pairs", [one.person for one in pairs], "person")
    return [(one.person, one.opening) for one in pairs]


def _decoded(path: Path, kind: type[Shape]) -> Shape:
    data = path.read_bytes().removeprefix(codecs.BOM_UTF8)
    try:
        found = msgspec.json.decode(data, type=kind)
        json.loads(data, object_pairs_hook=_refuse_twice)
    except _Twice:
        place, key = next(_twice(json.loads(data, object_pairs_hook=_Pairs), ""))
        raise BadFile(f"{path.name}: {place}: The key {key} stands there twice.") from None
    except (ValueError, RecursionError) as error:
        raise BadFile(f"{path.name}: {_sentence(str(error), data)}") from error
    return found


class _Twice(ValueError):
    """A key stands twice in one object: one of the two values would be lost silently."""


class _Pairs(list[tuple[str, Any]]):
    """An object with every key that stands in it."""


def _refuse_twice(pairs: list[tuple[str, Any]]) -> None:
    if len(pairs) > len(dict(pairs)):
        raise _Twice


def _twice(found: object, place: str) -> Iterator[tuple[str, str]]:
    """Yield the place of each object with a key that stands twice, and the key."""
    if isinstance(found, _Pairs):
        keys = [key for key, _ in found]
        yield from ((place or "file", _quoted(key)) for at, key in enumerate(keys) if key in keys[:at])
        for key, value in found:
            yield from _twice(value, f"{place}.{key}".removeprefix("."))
    elif isinstance(found, list):
        for at, value in enumerate(found):
            yield from _twice(value, f"{place}[{at}]")


def _only_once(path: Path, what: str, keys: list[Key], name: str = "id") -> None:
    seen: dict[Key, int] = {}
    for at, key in enumerate(keys):
        if (first := seen.setdefault(key, at)) != at:
            raise BadFile(f"{path.name}: {what}[{at}].{name}: {key!r} stands at {what}[{first}] already.")


def _sentence(error: str, data: bytes) -> str:
    """Put the place first: "people[3].reach_km: Expected `float | null`, got `str`."."""
    what, _, where = error.partition(" - at `")
    # Of a key that is wrong itself: "key` in `$.people[0].languages".
    is_key = where.startswith("key")
    place = where.removeprefix("key` in `").strip("`").removeprefix("$").removeprefix(".")
    if is_key:
        place += "[...]"
    if inside := IN_A_MAP.match(place):
        place = f"{inside['before']}[{_culprit(data, inside)}]{place[inside.end() :]}"
    return f"{place}: {what}." if place else f"{what}."


IN_A_MAP = re.compile(r"(?P<before>(?P<list>people|openings)\[(?P<row>\d+)\]\.(?P<map>\w+))\[\.\.\.\]")
"""What is said of a value in a map: which, but not at which key."""


def _culprit(data: bytes, inside: re.Match[str]) -> str:
    """Return the key of a map at which reading ended: the first with which a row of nothing else cannot be read."""
    shape, least = LEAST[inside["list"]]
    try:
        row = msgspec.json.decode(data)[inside["list"]][int(inside["row"])]
    except msgspec.DecodeError:
        return "..."  # what comes behind is no JSON at all
    for key, value in row[inside["map"]].items():
        try:
            msgspec.convert({**least, inside["map"]: {key: value}}, shape)
        except msgspec.ValidationError:
            return _quoted(key)
    return "..."


def _quoted(key: str) -> str:
    return json.dumps(key if len(key) <= 40 else f"{key[:40]}...", ensure_ascii=False)


LEAST: dict[str, tuple[type[Struct], dict[str, Any]]] = {
    "people": (PersonIn, {"id": 0}),
    "openings": (OpeningIn, {"id": 0, "kind": "job"}),
}
"""A row of which nothing is said."""
