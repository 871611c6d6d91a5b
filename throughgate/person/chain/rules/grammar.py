"""What `chain.toml` can say. The page `docs/developers/add-a-step.md` explains each word with an example."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import Annotated, Literal, get_args

import msgspec
from msgspec import Meta, Struct

from throughgate.foundation.languages.known import SOURCE
from throughgate.ground.jurisdictions.packs import Texts

Stage = Literal["arrival", "qualification", "preparation", "gate", "aftercare"]
Role = Literal[
    "case_lead", "teacher", "observer", "placement_officer", "probation_officer", "tso_worker", "person"
]
Template = Literal["full", "short"]
STAGES: tuple[Stage, ...] = get_args(Stage)
TEMPLATES: tuple[Template, ...] = get_args(Template)
ESSENTIALS = 5
"""How many steps the short template has: identity papers, housing, insurance, an appointment, a person to call."""

Key = Annotated[str, Meta(pattern="^[a-z][a-z0-9_]*$")]
MonthDay = Annotated[str, Meta(pattern="^(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$")]
Span = Annotated[int, Meta(ge=-120, le=120)]


class Source(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Where it stands, and when somebody looked."""

    title: Annotated[str, Meta(min_length=3)]
    """The law and its paragraph, or who says so."""
    address: Annotated[str, Meta(pattern="^https?://")]
    checked: date
    notes: Texts | None = None
    """What of the step the source does not say, such as the day."""


class Due(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """When: so many months, weeks and days after something, or before it where they are below zero.

    `day` is a fixed day of the year such as "02-01": the last one that is not after that.
    """

    of: Literal["release", "arrival", "step"] = "release"
    step: Key | None = None
    months: Span = 0
    weeks: Span = 0
    days: Annotated[int, Meta(ge=-3660, le=3660)] = 0
    day: MonthDay | None = None

    def __post_init__(self) -> None:
        if (self.of == "step") != (self.step is not None):
            raise ValueError('`step` names a step exactly where `of` is "step"')
        signs = {one > 0 for one in (self.months, self.weeks, self.days) if one}
        if len(signs) > 1:
            raise ValueError("Months, weeks and days point one way")
        if self.day is not None:
            date.fromisoformat(f"2000-{self.day}")


class Said(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What is to be done and why. It has a source, or it says that it is a proposal."""

    role: Role
    """Who answers for it."""
    title: Texts
    why: Texts
    source: Source | None = None
    proposal: bool = False

    def __post_init__(self) -> None:
        if self.proposal == (self.source is not None):
            raise ValueError("It has either a source or `proposal = true`")
        if SOURCE not in self.title.keys() & self.why.keys():
            raise ValueError(f"Title and reason stand in {SOURCE!r} at least")


class Step(Said, frozen=True, kw_only=True):
    """One step."""

    id: Key
    stage: Stage
    due: Due
    essential: bool = False
    """Also in the short template."""

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.due.of != "release" and self.essential:
            raise ValueError(f"The step {self.id} is essential, so it is dated by the release")


class Review(Said, frozen=True, kw_only=True):
    """When somebody looks again while no release date is known."""

    role: Role = "case_lead"
    every_months: Annotated[int, Meta(ge=1, le=12)]


class Common(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """`common.toml`: steps that any pack may take by their ids, each a proposal."""

    proposal: Texts
    """What stands before the reason of a step that nobody prescribes."""
    steps: tuple[Step, ...]

    def __post_init__(self) -> None:
        for step in self.steps:
            if not step.proposal:
                raise ValueError(f"The step {step.id} holds for no jurisdiction, so it is a proposal")


@cache
def common() -> Common:
    """Return what `common.toml` says."""
    return msgspec.toml.decode(Path(__file__).with_name("common.toml").read_bytes(), type=Common)


def common_steps() -> dict[str, Step]:
    """Return the steps that any pack may take, by their ids."""
    return {step.id: step for step in common().steps}


class Chain(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """`chain.toml`: steps of the jurisdiction, and those it takes from the common ones."""

    version: date
    review: Review
    common: tuple[str, ...] = ()
    steps: tuple[Step, ...] = ()

    def __post_init__(self) -> None:
        for key in self.common:
            if key not in common_steps():
                raise ValueError(f"There is no common step {key}; there are {', '.join(common_steps())}")
        before = {REVIEW}
        for step in self.whole:
            if step.id in before:
                raise ValueError(f"The step {step.id} stands twice, or is called as the review is")
            if step.due.step is not None and step.due.step not in before - {REVIEW}:
                raise ValueError(
                    f"The step {step.id} goes by {step.due.step}, which stands nowhere before it"
                )
            before.add(step.id)
        essentials = sum(step.essential for step in self.whole)
        if essentials != ESSENTIALS:
            raise ValueError(
                f"There are {essentials} essential steps, and the short template has {ESSENTIALS}"
            )

    @property
    def whole(self) -> tuple[Step, ...]:
        """Every step, in the order in which they are told where days are alike."""
        return (*(common_steps()[key] for key in self.common), *self.steps)


REVIEW = "review"
"""The step that stands there while no release date is known."""
