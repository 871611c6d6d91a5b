"""What a row says beside its marks: the half-year, and in a list with a row for each mark its kind, day and weight."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from throughgate.foundation.imports.days import read_day
from throughgate.foundation.imports.kinds import Given
from throughgate.person.schooling.importing.draft import MarksDraft
from throughgate.person.schooling.importing.says import KIND_BY_WORD, Period, read_half, read_level
from throughgate.person.schooling.rules.half_years import HalfYear, half_year_of, read_half_year
from throughgate.person.schooling.rules.words import bare


@dataclass(frozen=True)
class Heading:
    """What holds for every mark of a row."""

    half_year: HalfYear | None
    year: int | None
    kind: str
    number: int | None
    weight: int
    given_on: date | None
    level: str

    def half(self, number: int) -> HalfYear | None:
        """Return the half-year of a column: its own half of the year that is meant, else that of the row."""
        if not number:
            return self.half_year
        return HalfYear(self.year, number) if self.year is not None else None


def read_heading(
    row: Given, draft: MarksDraft, options: Mapping[str, str], country: str, today: date
) -> Heading:
    """Read it; what cannot be read refuses the row."""
    chosen = read_half_year(options.get("half_year", ""))
    given_on = _day(row, draft, "given_on", country, today)
    said = _half(row, draft)
    dated = half_year_of(given_on) if given_on else None
    year = said.year or (chosen.year if chosen else dated.year if dated else None)
    half = said.half or (chosen.half if chosen else dated.half if dated else None)
    half_year = Period(year, half).whole
    if dated and half_year and dated != half_year:
        draft.refuse("date_elsewhere", "given_on")
    return Heading(
        half_year,
        year,
        _kind(row, draft, options),
        _whole(row, draft, "number", 20),
        _whole(row, draft, "weight", 10) or 1,
        given_on,
        _level(row, draft),
    )


def read_born(row: Given, draft: MarksDraft, country: str, today: date) -> date | None:
    """Return the date of birth that a row says, saying so where it cannot be read."""
    if not row.text("born_on"):
        return None
    answer = read_day(
        row.cell("born_on"),
        country=country,
        today=today,
        purpose="birth",
        day_first="born_on" in row.day_first,
    )
    if answer.on is None and answer.reason != "unknown":
        draft.note("born_unread", "born_on")
    return None if answer.ambiguous or answer.precision != "day" else answer.on


def _day(row: Given, draft: MarksDraft, name: str, country: str, today: date) -> date | None:
    text = row.text(name)
    if not text:
        return None
    answer = read_day(row.cell(name), country=country, today=today, day_first=name in row.day_first)
    if answer.on is None or answer.ambiguous or answer.precision != "day":
        draft.refuse("unread_date", name, text=text[:60])
        return None
    return answer.on


def _half(row: Given, draft: MarksDraft) -> Period:
    text = row.text("half")
    said = read_half(text)
    if text and said.half is None:
        draft.refuse("unread_half", "half", text=text[:60])
    return said


def _kind(row: Given, draft: MarksDraft, options: Mapping[str, str]) -> str:
    text = row.text("kind")
    if not text:
        return options.get("kind", "report")
    kind = KIND_BY_WORD.get(bare(text))
    if kind is None:
        draft.refuse("unknown_kind", "kind", text=text[:60])
    return kind or "report"


def _whole(row: Given, draft: MarksDraft, name: str, most: int) -> int | None:
    text = row.text(name).strip()
    if not text:
        return None
    whole = text.removesuffix(",0").removesuffix(".0")
    if not (whole.isascii() and whole.isdecimal() and 1 <= int(whole) <= most):
        draft.refuse(f"unread_{name}", name, text=text[:60])
        return None
    return int(whole)


def _level(row: Given, draft: MarksDraft) -> str:
    text = row.text("level")
    level = read_level(text)
    if level is None:
        draft.refuse("unread_level", "level", text=text[:60])
    return level or ""
