"""What may happen to a sheet, and what speaks against signing it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from throughgate.foundation.states import StateTable, Transition
from throughgate.person.observations.rules.scales import Scale

MOST_PEOPLE = 60
MOST_COMPETENCIES = 12
USUAL_COMPETENCIES = 2
NOTE_LENGTH = 300

_OBSERVER = frozenset({"observer"})

SHEET = StateTable(
    "sheet",
    [
        Transition("sign", "draft", "signed", _OBSERVER),
        Transition("discard", "draft", "discarded", _OBSERVER),
        Transition("amend", "signed", "amended", _OBSERVER, ("reason",)),
        Transition("retract", "signed", "retracted", _OBSERVER, ("reason",)),
    ],
    start="draft",
)
"""A signed sheet never changes: it is replaced by a new version or taken back, each with a reason."""

ENDED = ("signed", "amended", "retracted", "discarded")
"""States in which nothing on a sheet changes any more."""

SHOWN = ("signed", "amended", "retracted")
"""States in which others than the observer see a sheet."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why something cannot be done: a code, whom it concerns, and a number where one helps."""

    code: str
    subject: object = None
    number: int = 0


@dataclass(frozen=True, slots=True)
class Period:
    """Days from one to another, both included; an open end goes on."""

    first: date
    last: date | None = None

    def covers(self, first: date, last: date) -> bool:
        """Say whether it holds all days of the other one."""
        return self.first <= first and (self.last is None or last <= self.last)


def date_refusals(observed: Period, today: date) -> list[Refusal]:
    """Return what is wrong with the days on which somebody observed."""
    last = observed.last or observed.first
    found = []
    if last < observed.first:
        found.append(Refusal("ends_before_start"))
    if max(observed.first, last) > today:
        found.append(Refusal("future"))
    return found


def stay_refusals(
    observed: Period, people: Iterable[object], stays: Mapping[object, Sequence[Period]]
) -> list[Refusal]:
    """Return one refusal for each person who was not there on these days."""
    last = observed.last or observed.first
    return [
        Refusal("outside_stay", person)
        for person in people
        if not any(stay.covers(observed.first, last) for stay in stays.get(person, ()))
    ]


def choice_refusals(chosen: Sequence[object], offered: Collection[object]) -> list[Refusal]:
    """Return what is wrong with the competencies chosen for a sheet."""
    if not chosen:
        return [Refusal("no_competency")]
    if len(chosen) > MOST_COMPETENCIES:
        return [Refusal("too_many_competencies", number=MOST_COMPETENCIES)]
    if len(set(chosen)) < len(chosen) or not set(chosen) <= set(offered):
        return [Refusal("unknown_competency")]
    return []


def level_refusal(level: int | None, scale: Scale) -> Refusal | None:
    """Return why a level cannot be given; None for a level of the scale and for "not observed"."""
    return None if level is None or level in scale else Refusal("outside_scale")


def same_unit(one: str, other: str) -> bool:
    """Say whether two members work in the same unit; where one is not recorded, nobody knows that they do."""
    return bool(one) and one.casefold() == other.casefold()


def stamp(version: int, ratings: Iterable[int]) -> str:
    """Return what the signer's page and the sheet must agree on: the sheet's version and all its ratings'.

    Each change raises one of them and no rating is ever removed, unless the sheet's version rises with it.
    """
    return f"{version}.{sum(ratings)}"
