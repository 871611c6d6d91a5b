"""One person's plan as a page shows it: steps by stage, with what is late, due, moved, and for others to do."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Final

from throughgate.ground.acting.actor import Actor
from throughgate.person.chain.actions import may_take
from throughgate.person.chain.choices import Stage
from throughgate.person.chain.editions import with_key
from throughgate.person.chain.models import Chain, Step
from throughgate.person.chain.plan_words import role_name, title_of, why_of
from throughgate.person.chain.rules.grammar import STAGES, Said, Source
from throughgate.person.chain.rules.stepping import OPEN

SOON: Final = timedelta(days=14)
"""What is due within these days stands among what is due."""
STILL_MOVED: Final = timedelta(days=14)
"""For so long a step says that it moved."""


@dataclass(frozen=True)
class Line:
    """One step as the page shows it."""

    step: Step
    said: Said | None
    today: date
    may_take: bool
    is_mine: bool
    """Whether it is for the reader's role."""

    @property
    def title(self) -> str:
        """Return what is to be done."""
        return title_of(self.said)

    @property
    def why(self) -> str:
        """Return why."""
        return why_of(self.said)

    @property
    def source(self) -> Source | None:
        """Return where it stands."""
        return self.said.source if self.said else None

    @property
    def who(self) -> str:
        """Return who answers for it."""
        return role_name(self.step.role)

    @property
    def is_open(self) -> bool:
        """Say whether something is still to be done."""
        return self.step.state in OPEN

    @property
    def is_late(self) -> bool:
        """Say whether its day went by; what had gone by when the plan began is not late."""
        return self.step.state == "open" and self.step.due_on is not None and self.step.due_on < self.today

    @property
    def is_due(self) -> bool:
        """Say whether it is due soon, or now or never."""
        return self.step.state == "now_or_skip" or (
            self.step.state == "open"
            and self.step.due_on is not None
            and self.today <= self.step.due_on <= self.today + SOON
        )

    @property
    def is_moved(self) -> bool:
        """Say whether the release moved it lately."""
        on = self.step.moved_on
        return self.is_open and on is not None and on + STILL_MOVED >= self.today


@dataclass(frozen=True)
class PartOfPlan:
    """The steps of one stage."""

    code: str
    name: str
    lines: Sequence[Line]

    @property
    def open(self) -> int:
        """Return how many are still to be done."""
        return sum(line.is_open for line in self.lines)


@dataclass(frozen=True)
class Plan:
    """A person's chain with its steps."""

    chain: Chain
    lines: Sequence[Line]

    @property
    def parts(self) -> list[PartOfPlan]:
        """Return the stages that have steps, in the order of the way."""
        ordered = sorted(self.lines, key=lambda line: STAGES.index(line.step.stage))
        return [
            PartOfPlan(code, str(Stage(code).label), list(lines))
            for code, lines in groupby(ordered, key=lambda line: line.step.stage)
        ]

    @property
    def counts(self) -> dict[str, int]:
        """Return how many steps are late, due, for others, moved, done."""
        pressing = [line for line in self.lines if line.is_late or line.is_due]
        return {
            "late": sum(line.is_late for line in self.lines),
            "due": sum(line.is_due for line in self.lines),
            "others": sum(not line.is_mine for line in pressing),
            "moved": sum(line.is_moved for line in self.lines),
            "done": sum(not line.is_open for line in self.lines),
        }


def plan_of(actor: Actor, person: uuid.UUID, today: date) -> Plan | None:
    """Return somebody's newest chain; None where there is none. One query."""
    rows = Step.objects.visible_to(actor).filter(person=person)
    steps = list(rows.select_related("chain__stay", "chain__began", "settled_by__user"))
    if not steps:
        return None
    chain = max((step.chain for step in steps), key=lambda chain: chain.pk)
    return Plan(chain, lines(actor, [step for step in steps if step.chain_id == chain.pk], today))


def lines(actor: Actor, steps: Iterable[Step], today: date) -> list[Line]:
    """Return steps as lines, in the order of their days, those without one last."""
    ordered = sorted(steps, key=lambda s: (s.due_on is None, s.due_on or date.max, s.step))
    return [
        Line(
            step,
            with_key(step.chain.edition_id).said(step.step),
            today,
            may_take=may_take(actor, step),
            is_mine=step.role in actor.roles or (step.role == "person" and actor.may("write", "chain")),
        )
        for step in ordered
    ]
