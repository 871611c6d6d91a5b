"""What must be known of somebody beside marks: true, false, or not known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from throughgate.person.schooling.rules.certificates.grammar import Deadline, Fact, MonthDay, Window

NEW_YEAR = "08-01"
"""School years begin in August: a day before it falls into the second calendar year."""


def is_met(fact: Fact, known: Mapping[str, Any]) -> bool | None:
    """Say whether something is as it must be; None where that is not known."""
    if fact.any:
        return _one(is_met(one, known) for one in fact.any)
    if fact.all:
        return every(is_met(one, known) for one in fact.all)
    found = known.get(fact.key)
    if fact.needed is not None:
        return found is fact.needed if isinstance(found, bool) else None
    number, times = _number(found), _number(known.get(fact.times)) if fact.times else 1.0
    if number is None or times is None:
        return None
    return (fact.at_least is None or number >= fact.at_least * times) and (
        fact.at_most is None or number <= fact.at_most * times
    )


def lacking(facts: Iterable[Fact], known: Mapping[str, Any]) -> Iterator[Fact]:
    """Yield each single thing that can still be done and is not yet, at any depth."""
    for fact in leaves(facts):
        if fact.mendable and fact.needed is not None and is_met(fact, known) is False:
            yield fact


def leaves(facts: Iterable[Fact]) -> Iterator[Fact]:
    """Yield each single thing that is asked, at any depth."""
    for fact in facts:
        if inner := (*fact.any, *fact.all):
            yield from leaves(inner)
        else:
            yield fact


def every(answers: Iterable[bool | None]) -> bool | None:
    """Return whether all are true: not known where one of them may not be."""
    found = set(answers)
    return False if False in found else None if None in found else True


def _one(answers: Iterable[bool | None]) -> bool | None:
    """Return whether one is true: not known where one of them may be."""
    found = set(answers)
    return True if True in found else None if None in found else False


def _number(found: object) -> float | None:
    return float(found) if isinstance(found, int | float) and not isinstance(found, bool) else None


def day_in(school_year: int, day: MonthDay) -> date:
    """Return a day of a school year; 29 February is the last of February where there is none."""
    year = school_year if day >= NEW_YEAR else school_year + 1
    try:
        return date.fromisoformat(f"{year}-{day}")
    except ValueError:
        return date(year, 2, 28)


def due_on(deadline: Deadline, school_year: int) -> date:
    """Return the last day to register in a school year."""
    return day_in(school_year, deadline.day)


def held_between(window: Window, school_year: int) -> tuple[date, date]:
    """Return the days between which exams are held in a school year."""
    return day_in(school_year, window.first), day_in(school_year, window.last)
