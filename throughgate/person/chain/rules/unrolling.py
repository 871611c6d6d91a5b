"""Lay a chain out along somebody's dates. The same dates give the same chain: nothing is remembered but what is done."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from typing import Literal

from .days import WorksOn, add, last_in_year, working_day_before
from .grammar import REVIEW, Chain, Role, Stage, Step, Template

State = Literal["open", "done", "now_or_skip"]


class BadDates(ValueError):
    """Dates that cannot be; the message is one sentence."""


@dataclass(frozen=True)
class Dates:
    """When somebody arrived, and what is known of the release. Raises BadDates."""

    arrival: date
    earliest: date | None = None
    expected: date | None = None
    latest: date | None = None

    def __post_init__(self) -> None:
        known = [
            (name, day)
            for name in ("earliest", "expected", "latest")
            if (day := getattr(self, name)) is not None
        ]
        for name, day in known:
            if day < self.arrival:
                raise BadDates(f"The {name} release, {day}, lies before the arrival, {self.arrival}.")
        for (name, day), (after, later) in pairwise(known):
            if later < day:
                raise BadDates(f"The {after} release, {later}, lies before the {name} one, {day}.")

    @property
    def release(self) -> date | None:
        """What the chain goes by: the expected day, else the earliest, else the latest."""
        return self.expected or self.earliest or self.latest

    def moved_to(self, day: date) -> Dates:
        """Return the dates with another expected day. Raise BadDates."""
        return replace(self, expected=day)


@dataclass(frozen=True)
class Laid:
    """A step with its day; None where nobody knows it yet."""

    id: str
    stage: Stage
    role: Role
    step: Step | None
    """None for the review."""
    due_on: date | None
    state: State


def unroll(
    chain: Chain,
    dates: Dates,
    *,
    on: date,
    works_on: WorksOn,
    template: Template = "full",
    done: Mapping[str, date | None] | None = None,
) -> list[Laid]:
    """Return the chain in the order of its days, those without one last.

    `done` gives the steps that are done with the day they were due on, which no later date moves. Where no release date is
    known, a review stands in its place: every so many months from the arrival, the next one not before `on`.
    """
    settled = done or {}
    laid = [
        *_review(chain, dates, on, works_on, settled),
        *_steps(chain, dates, works_on, template, settled),
    ]
    return sorted(laid, key=lambda one: (one.due_on is None, one.due_on or date.max))


def days_of(laid: Collection[Laid], ids: Collection[str]) -> dict[str, date | None]:
    """Return the days on which steps are due: what `done` takes when they are done. Raise KeyError for one that is not there."""
    due = {one.id: one.due_on for one in laid}
    return {key: due[key] for key in ids}


def _steps(
    chain: Chain, dates: Dates, works_on: WorksOn, template: Template, done: Mapping[str, date | None]
) -> Iterator[Laid]:
    meant: dict[str, date | None] = {}
    """The days as the pack means them, on which other steps build: neither held to the arrival nor to working days."""
    for step in chain.whole:
        day = meant[step.id] = _meant(step, dates, meant)
        if template == "short" and not step.essential:
            continue
        due, state = _held(day, dates.arrival, works_on)
        if step.id in done:
            due, state = done[step.id], "done"
        yield Laid(step.id, step.stage, step.role, step, due, state)


def _meant(step: Step, dates: Dates, meant: Mapping[str, date | None]) -> date | None:
    due = step.due
    by = {"release": dates.release, "arrival": dates.arrival}
    start = meant[due.step] if due.step is not None else by[due.of]
    if start is None:
        return None
    try:
        day = add(start, months=due.months, weeks=due.weeks, days=due.days)
        return last_in_year(day, due.day) if due.day else day
    except (OverflowError, ValueError) as error:
        raise BadDates(f"The step {step.id} would lie outside of every calendar.") from error


def _held(day: date | None, arrival: date, works_on: WorksOn) -> tuple[date | None, State]:
    """Hold a day to the arrival, which wins, and to a working day: what had to be done before is now or never."""
    if day is None:
        return None, "open"
    if day < arrival:
        return arrival, "now_or_skip"
    return max(working_day_before(day, works_on), arrival), "open"


def _review(
    chain: Chain, dates: Dates, on: date, works_on: WorksOn, done: Mapping[str, date | None]
) -> Iterator[Laid]:
    if dates.release is not None and REVIEW not in done:
        return
    number = 1
    try:
        while (
            day := add(dates.arrival, months=number * chain.review.every_months)
        ) < on or working_day_before(day, works_on) < on:
            number += 1
    except OverflowError as error:
        raise BadDates("The next review would lie outside of every calendar.") from error
    due, state = _held(day, dates.arrival, works_on)
    if REVIEW in done:
        due, state = done[REVIEW], "done"
    yield Laid(REVIEW, "preparation", chain.review.role, None, due, state)
