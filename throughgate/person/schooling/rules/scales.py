"""Scales of marks: which end is best, what passes, and how what people write is read. Nothing is rounded.

Marks are compared and averaged on one scale only: a 5 is the best mark in Slovenia and a deficit in Germany.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import Annotated

from msgspec import Meta, Struct

from throughgate.ground.jurisdictions.packs import Texts
from throughgate.person.schooling.rules.words import bare

NUMBER = re.compile(r"(?P<whole>\d{1,3})(?:[.,](?P<part>\d{1,2}))?\s*(?P<tendency>[-+−–]?)", re.ASCII)
BETWEEN = re.compile(r"(\d)\s*[-−–]\s*(\d)", re.ASCII)
DASHES = re.compile(r"[-−–—/*]+")
TENDENCY = Decimal("0.3")
"""So much better is a 2+ than a 2, so much worse a 2-, where marks are counted: 1.7, 2, 2.3."""


class NonMark(StrEnum):
    """What stands in the place of a mark, and never enters an average or a rule."""

    ABSENT = "absent"
    NOT_ASSESSED = "not_assessed"
    ATTENDED = "attended"
    RELEASED = "released"


class NotAMark(ValueError):
    """The text is no mark of the scale.

    `code` is `not_a_mark` (no number, and no word the scale knows), `outside_scale`, `not_a_step` (between two marks where
    only whole ones are given), `no_tendency` (no + or - here) or `ambiguous` (may be a mark or none: "befr.").
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark on its scale: "2-" is the base 2 with a tendency to the worse."""

    scale: Scale
    base: Decimal
    tendency: str = ""

    @property
    def text(self) -> str:
        """Return how the mark is written and kept: "2-", "3.5", "14"; the scale reads it back."""
        return f"{plain(self.base)}{self.tendency}"

    @property
    def number(self) -> Decimal:
        """Return what counts in an average; a tendency is worth 0.3."""
        better = TENDENCY if self.scale.high_is_best else -TENDENCY
        return self.base + {"+": better, "-": -better, "": Decimal(0)}[self.tendency]

    @property
    def whole(self) -> int | None:
        """Return the mark without its tendency, as reports and rules take it; None between two marks."""
        return int(self.base) if self.base == int(self.base) else None

    @property
    def is_deficit(self) -> bool:
        """Say whether it is worse than the lowest pass of its own scale; a tendency changes nothing in that."""
        return self.scale.is_better(self.scale.lowest_pass, self.base)

    def better_than(self, other: Mark) -> bool:
        """Say whether this is the better mark. Raise ValueError between two scales."""
        self.scale.must_be(other.scale)
        return self.scale.is_better(self.number, other.number)

    @property
    def share(self) -> float:
        """Return where it stands between the worst (0) and the best mark (1), for drawing only."""
        return self.scale.share(self.number)


class Scale(Struct, frozen=True, eq=False, forbid_unknown_fields=True, dict=True):
    """A scale as a pack says it: from `worst` to `best`, whichever is the higher number."""

    key: Annotated[str, Meta(pattern="^[a-z][a-z0-9-]*$")]
    name: Texts
    best: int
    worst: int
    lowest_pass: int
    step: Decimal = Decimal(1)
    """Between two marks; 0.5 where half marks are given for single works."""
    report_step: Decimal = Decimal(1)
    """The same on reports."""
    tendencies: bool = False
    """+ and - stand behind every whole mark but the worst."""
    also: list[str] = []
    """Other names of the scale."""
    marks: dict[str, list[str]] = {}
    """What marks are called."""
    no_mark: dict[NonMark, list[str]] = {}
    """What is written in the place of a mark."""
    ambiguous: list[str] = []
    """Words that may mean a mark or none: they are asked about."""
    source: str = ""
    """Where the law says it."""

    def __post_init__(self) -> None:
        low, high = sorted((self.best, self.worst))
        if not (low < high and low <= self.lowest_pass <= high and self.lowest_pass != self.best):
            raise ValueError(
                "The lowest pass must stand between the best and the worst mark, and not be the best"
            )
        if min(self.step, self.report_step) <= 0:
            raise ValueError("A step is above zero")
        if not all(said.isdecimal() and low <= int(said) <= high for said in self.marks):
            raise ValueError("A word means a mark outside the scale")
        words = [bare(word) for some in (*self.marks.values(), *self.no_mark.values()) for word in some]
        if len({*words, *map(bare, self.ambiguous)}) < len(words) + len(self.ambiguous):
            raise ValueError("A word stands there twice")

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Scale) and self.key == other.key

    def __hash__(self) -> int:
        return hash(self.key)

    @property
    def high_is_best(self) -> bool:
        """Say whether a higher number is a better mark."""
        return self.best > self.worst

    def is_better(self, one: Decimal | int, other: Decimal | int) -> bool:
        """Say whether one number is better than another on this scale."""
        return one > other if self.high_is_best else one < other

    def must_be(self, other: Scale) -> None:
        """Raise ValueError where the other scale is another one."""
        if self.key != other.key:
            raise ValueError(f"Marks on {self.key} and {other.key} cannot be compared")

    def share(self, number: Decimal) -> float:
        """Return where a number stands between the worst (0) and the best mark (1), for drawing only."""
        place = (number - self.worst) / (self.best - self.worst)
        return float(min(max(place, Decimal(0)), Decimal(1)))

    def mark(self, base: Decimal | int, tendency: str = "") -> Mark:
        """Return the mark of a number. Raise NotAMark."""
        return self._mark(Decimal(base), tendency, self.step)

    def read(self, text: str, *, on_report: bool = False) -> Mark | NonMark | None:
        """Return what a cell says, None where it is empty; on a report, in its steps. Raise NotAMark."""
        text = text.strip()
        if not text:
            return None
        if DASHES.fullmatch(text):
            return NonMark.NOT_ASSESSED
        step = self.report_step if on_report else self.step
        if found := NUMBER.fullmatch(text):
            number = Decimal(f"{found['whole']}.{found['part'] or 0}")
            return self._mark(number, "-" if found["tendency"] not in ("", "+") else found["tendency"], step)
        if found := BETWEEN.fullmatch(text):
            low, high = (int(part) for part in found.groups())
            if high - low != 1:
                raise NotAMark("not_a_mark")
            return self._mark(Decimal(low + high) / 2, "", step)
        return self._word(text)

    def _mark(self, base: Decimal, tendency: str, step: Decimal) -> Mark:
        low, high = sorted((self.best, self.worst))
        if not low <= base <= high:
            raise NotAMark("outside_scale")
        if base % step:
            raise NotAMark("not_a_step")
        if tendency and (not self.tendencies or base == self.worst or base % 1):
            raise NotAMark("no_tendency")
        return Mark(self, base.normalize(), tendency)

    def _word(self, text: str) -> Mark | NonMark:
        word = bare(text)
        if word in self._ambiguous:
            raise NotAMark("ambiguous")
        said = self._words.get(word)
        if said is None:
            raise NotAMark("not_a_mark")
        return said if isinstance(said, NonMark) else self.mark(said)

    @cached_property
    def _words(self) -> Mapping[str, int | NonMark]:
        found: dict[str, int | NonMark] = {bare(one): one for one in NonMark}
        found |= {bare(word): one for one, some in self.no_mark.items() for word in some}
        return found | {bare(word): int(one) for one, some in self.marks.items() for word in some}

    @cached_property
    def _ambiguous(self) -> frozenset[str]:
        return frozenset(bare(word) for word in self.ambiguous)


def average(marks: Iterable[tuple[Mark | NonMark | None, Decimal | int]]) -> Decimal | None:
    """Return the weighted mean of marks, what is no mark left out; None without any. Raise ValueError for two scales."""
    weights = total = Decimal(0)
    scale: Scale | None = None
    for mark, weight in marks:
        if isinstance(mark, Mark):
            scale = scale or mark.scale
            scale.must_be(mark.scale)
            total += mark.number * weight
            weights += weight
    return total / weights if weights else None


def plain(number: Decimal) -> str:
    """Return a number without an exponent or zeros at its end."""
    return f"{number.normalize():f}"
