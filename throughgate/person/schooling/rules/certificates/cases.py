"""A case: somebody's marks and what is known of them, as a file or a page gives it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec
from msgspec import Struct

from throughgate.person.schooling.rules.certificates.grammar import Level, SchoolType, Year
from throughgate.person.schooling.rules.certificates.questions import wrong
from throughgate.person.schooling.rules.scales import Mark, NotAMark, Scale
from throughgate.person.schooling.rules.subjects import subjects

WRONG = {
    "not_a_mark": "is no mark on the scale {scale}",
    "outside_scale": "is outside the scale {scale}",
    "not_a_step": "stands between two marks of the scale {scale}",
    "no_tendency": "has a tendency where the scale {scale} has none",
    "ambiguous": "may be a mark or none",
}


class BadCase(ValueError):
    """A case cannot be read; the message is one sentence with the place in it."""


class GivenMark(Struct, frozen=True):
    """A mark as rules take it: whole, without tendency; None where something else stands in its place."""

    subject: str
    mark: int | None
    level: Level = "none"
    foreign_language: bool = False
    hours: float | None = None
    """A week."""


class Case(Struct, frozen=True):
    """Marks and facts of somebody in a school year."""

    school_year: int
    school_type: SchoolType | None
    marks: tuple[GivenMark, ...] = ()
    facts: dict[str, Any] = {}
    id: Any = None


class _MarkIn(Struct, forbid_unknown_fields=True):
    """A mark in a file."""

    subject: str
    mark: str | int | None = None
    level: Level = "none"
    foreign_language: bool = False
    hours: float | None = None


class _CaseIn(Struct):
    """A line of a file."""

    id: str | int
    school_year: Year
    school_type: SchoolType | None = None
    marks: list[_MarkIn] = []
    facts: dict[str, bool | int | float | str | None] = {}


def read_cases(lines: Iterable[bytes], scale: Scale) -> Iterator[Case]:
    """Yield the case of each line (UTF-8), empty ones left out. Raise BadCase with the line and the place in it."""
    decoder = msgspec.json.Decoder(_CaseIn)
    for number, raw in enumerate(lines, start=1):
        try:
            line = raw.decode("utf-8-sig" if number == 1 else "utf-8")
            if not line.strip():
                continue
            found = decoder.decode(line)
        except UnicodeDecodeError as error:
            raise BadCase(f"line {number}: It is not written in UTF-8 (byte {error.start}).") from error
        except msgspec.DecodeError as error:
            raise BadCase(f"line {number}: {error}.") from error
        try:
            marks = tuple(_mark(one, f"marks[{place}]", scale) for place, one in enumerate(found.marks))
            _must_be_facts(found.facts)
        except BadCase as error:
            raise BadCase(f"line {number}: {error}") from error
        yield Case(found.school_year, found.school_type, marks, found.facts, found.id)


def _must_be_facts(facts: dict[str, Any]) -> None:
    """Raise BadCase for an answer of the wrong kind: "yes" is not true, and would stand there as not known."""
    for key, value in facts.items():
        if said := wrong(key, value):
            raise BadCase(f"facts.{key}: {value!r} {said}.")


def _mark(given: _MarkIn, place: str, scale: Scale) -> GivenMark:
    if given.subject not in subjects():
        raise BadCase(f"{place}.subject: There is no subject {given.subject!r}.")
    text = "" if given.mark is None else str(given.mark)
    try:
        found = scale.read(text, on_report=True)
    except NotAMark as error:
        raise BadCase(f"{place}.mark: {text!r} {WRONG[error.code].format(scale=scale.key)}.") from error
    mark = found.whole if isinstance(found, Mark) else None
    return GivenMark(given.subject, mark, given.level, given.foreign_language, given.hours)
