"""Arithmetic with days: months that end where the month ends, and the working day before."""

from __future__ import annotations

import calendar
from collections.abc import Callable
from datetime import date, timedelta
from typing import Final

WorksOn = Callable[[date], bool]
LONGEST_BREAK: Final = 31
"""Days without a working day that are believed; a calendar that has more says nothing."""


def add(day: date, *, months: int = 0, weeks: int = 0, days: int = 0) -> date:
    """Return the day so much later; a month without such a day ends it on its last. Raise OverflowError past the year 9999."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    if not date.min.year <= year <= date.max.year:
        raise OverflowError("no such year")
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last)) + timedelta(weeks=weeks, days=days)


def last_in_year(day: date, month_day: str) -> date:
    """Return the last "02-01" that is not after a day; the 29 February of most years is the 28th."""
    month, wanted = (int(part) for part in month_day.split("-"))
    for year in (day.year, day.year - 1):
        found = date(year, month, min(wanted, calendar.monthrange(year, month)[1]))
        if found <= day:
            return found
    raise AssertionError("One of two years has it")


def working_day_before(day: date, works_on: WorksOn) -> date:
    """Return the day, or the last day before it on which people work."""
    for back in range(LONGEST_BREAK):
        if works_on(day - timedelta(days=back)):
            return day - timedelta(days=back)
    return day
