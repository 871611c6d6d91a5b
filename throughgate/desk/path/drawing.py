"""The shapes a path is drawn from, placed in pixels, before any markup."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Protocol

from throughgate.desk.path.scale import Timeline
from throughgate.foundation.charts.pins import Pin


class Words(Protocol):
    """What the drawing says, in the reader's language."""

    @property
    def today(self) -> str:
        """Return the word for today."""

    def day(self, day: date, today: date) -> str:
        """Return a short day, with the year where it is needed."""

    def span(self, first: date, last: date, today: date) -> str:
        """Return a stretch of days."""

    def month(self, day: date) -> str:
        """Return the short name of a month."""

    def month_year(self, day: date) -> str:
        """Return the short name of a month with its year."""

    def entries(self, number: int) -> str:
        """Return how many entries are drawn as one."""

    def milestone(self, key: str) -> str:
        """Return the name of a follow-up after release."""

    def gate(self, line: Timeline) -> tuple[str, str]:
        """Return what stands over the gate: the day, and what is known about it."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in pixels."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        """Return whether the two share more than an edge."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )


@dataclass(frozen=True, slots=True)
class TextLine:
    """One line of text, perhaps shortened; `full` is what it stands for."""

    text: str
    baseline: float
    style: str = ""
    full: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Label:
    """Lines of text in a box, set from its left edge, its middle or its right edge."""

    box: Box
    lines: tuple[TextLine, ...]
    anchor: str = "start"

    @property
    def x(self) -> float:
        """Return where the text is anchored."""
        if self.anchor == "middle":
            return (self.box.left + self.box.right) / 2
        return self.box.left if self.anchor == "start" else self.box.right


@dataclass(frozen=True, slots=True)
class Stroke:
    """A straight line."""

    x1: float
    y1: float
    x2: float
    y2: float
    style: str


@dataclass(frozen=True, slots=True)
class Stop:
    """One marker with its label: a single pin, or several drawn as one."""

    x: float
    y: float
    pins: tuple[Pin, ...]
    label: Label | None
    lead: Stroke | None = None

    @property
    def kind(self) -> str:
        """Return the kind they share; among several, what waits for someone, else that they are mixed."""
        kinds = {pin.kind for pin in self.pins}
        urgent = {pin.kind for pin in self.pins if pin.state != "done"} & {"late", "due"}
        if len(kinds) == 1:
            return kinds.pop()
        return max(urgent) if urgent else "mixed"

    @property
    def done(self) -> bool:
        """Return whether everything here is done."""
        return all(pin.state == "done" for pin in self.pins)


@dataclass(frozen=True, slots=True)
class Gate:
    """The arch, at the place where the path passes through it."""

    x: float
    y: float
    sure: bool


@dataclass(frozen=True, slots=True)
class Drawing:
    """A whole path, ready to be written as markup."""

    width: float
    height: float
    line: Timeline
    strokes: tuple[Stroke, ...]
    stops: tuple[Stop, ...]
    labels: tuple[Label, ...] = ()
    ticks: tuple[Stroke, ...] = ()
    maybe: Box | None = None
    gate: Gate | None = None

    @property
    def boxes(self) -> list[Box]:
        """Return the boxes of every text in the drawing."""
        return [label.box for label in self.labels] + [stop.label.box for stop in self.stops if stop.label]
