"""School years and their halves: 2026/27 begins on 1 August 2026, its second half on 1 February 2027."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

YEAR_BEGINS = 8
"""The month in which a school year begins; schools that begin a month later hold no lessons in it."""
SECOND_BEGINS = 2


@dataclass(frozen=True, order=True)
class HalfYear:
    """Half a school year; `year` is the one in which the school year begins, `half` is 1 or 2."""

    year: int
    half: int

    @property
    def starts_on(self) -> date:
        """Return its first day."""
        if self.half == 1:
            return date(self.year, YEAR_BEGINS, 1)
        return date(self.year + 1, SECOND_BEGINS, 1)

    @property
    def ends_on(self) -> date:
        """Return its last day."""
        return self.following.starts_on - timedelta(days=1)

    @property
    def following(self) -> HalfYear:
        """Return the half-year after it."""
        return HalfYear(self.year, 2) if self.half == 1 else HalfYear(self.year + 1, 1)

    @property
    def code(self) -> str:
        """Return it as it stands in addresses and forms: "2026-1"."""
        return f"{self.year}-{self.half}"

    @property
    def year_name(self) -> str:
        """Return the school year as people write it: "2026/27"."""
        return school_year_name(self.year)


def school_year_name(year: int) -> str:
    """Return a school year as people write it: 2026 is "2026/27"."""
    return f"{year}/{(year + 1) % 100:02d}"


def half_year_of(day: date) -> HalfYear:
    """Return the half-year that a day lies in."""
    if day.month >= YEAR_BEGINS:
        return HalfYear(day.year, 1)
    return HalfYear(day.year - 1, 2 if day.month >= SECOND_BEGINS else 1)


def read_half_year(code: str) -> HalfYear | None:
    """Return the half-year of a code such as "2026-1"; None for anything else."""
    year, _, half = code.partition("-")
    if len(year) == 4 and year.isascii() and year.isdigit() and half in ("1", "2"):
        return HalfYear(int(year), int(half))
    return None


def half_years(starts_on: date, ends_on: date | None, today: date) -> list[HalfYear]:
    """Return the half-years of a course, the latest first: to its end, or to the one that goes on."""
    return list(_between(half_year_of(starts_on), half_year_of(ends_on or max(today, starts_on))))[::-1]


def _between(first: HalfYear, last: HalfYear) -> Iterator[HalfYear]:
    while first <= last:
        yield first
        first = first.following
