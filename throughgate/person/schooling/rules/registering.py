"""Pure questions about decisions and registrations: what follows what, when to register, and who is still here then."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Final

import msgspec

from throughgate.foundation.states import StateTable, Transition
from throughgate.person.schooling.rules.certificates.cases import Case
from throughgate.person.schooling.rules.certificates.facts import due_on, held_between
from throughgate.person.schooling.rules.certificates.grammar import Version, Window
from throughgate.person.schooling.rules.half_years import half_year_of

_SCHOOL: Final = frozenset({"teacher", "case_lead"})

EXAM_REGISTRATION: Final = StateTable(
    "exam_registration",
    [
        # The authority takes a complete file alone.
        Transition("register", "to_register", "registered", _SCHOOL, ("documents",)),
        Transition("admit", "registered", "admitted", _SCHOOL, ("exam_on",)),
        Transition("pass", "admitted", "passed", _SCHOOL, ("exam_held",)),
        Transition("fail", "admitted", "failed", _SCHOOL, ("exam_held",)),
        # Pressed by mistake: the reason stands in the audit.
        Transition("take_back", ("passed", "failed"), "admitted", _SCHOOL, ("reason",)),
        Transition("withdraw", ("to_register", "registered", "admitted"), "withdrawn", _SCHOOL, ("reason",)),
    ],
    start="to_register",
)
"""From the teacher's signature to the result of the exam."""

LETS_REGISTER: Final = ("eligible", "resit")
"""Outcomes with which one registers."""
OPEN: Final = ("to_register", "registered", "admitted")
"""Something is still to be done."""
NOT_AGAIN: Final = (*OPEN, "passed")
"""While a registration is one of these there is no second one."""


def fingerprint(case: Case, given: Mapping[str, Any]) -> str:
    """Return what tells whether marks and answers are the same as before, in whatever order they came (64 hexadecimal digits)."""
    marks = sorted((one.subject, one.level, one.mark, one.foreign_language, one.hours) for one in case.marks)
    # Without any answer it is what it was before there were answers: what was signed then is not outdated.
    answers = [sorted(given.items())] if given else []
    judged = [case.school_year, case.school_type, marks, *answers]
    return hashlib.sha256(msgspec.json.encode(judged)).hexdigest()


def next_deadline(version: Version, today: date) -> date | None:
    """Return the last day to register that comes next, today included; None where the rule names none."""
    year = half_year_of(today).year
    days = (due_on(deadline, one) for deadline in version.deadlines for one in (year, year + 1))
    return min((day for day in days if day >= today), default=None)


def next_exam(version: Version, today: date) -> tuple[date, date] | None:
    """Return the first and last day of the exams that come next or go on; None where the rule names none."""
    year = half_year_of(today).year
    held = (held_between(window, one) for one in (year, year + 1) for window in _in_year(version, one))
    return min((days for days in held if days[1] >= today), default=None)


def _in_year(version: Version, school_year: int) -> Iterable[Window]:
    """Return the windows of a school year: by their keys the one of that year alone, else the one of every year."""
    held = [one for one in version.windows if one.school_year in (None, school_year)]
    return {one.key: one for one in sorted(held, key=lambda one: one.school_year or 0)}.values()


def here_between(
    first: date, last: date, earliest: date | None, expected: date | None, latest: date | None
) -> str:
    """Say whether somebody is in custody from a day to another: `here` on all of them, `gone` on all, else `maybe`."""
    ends = {here_on(day, earliest, expected, latest) for day in (first, last)}
    return ends.pop() if len(ends) == 1 else "maybe"


def here_on(day: date, earliest: date | None, expected: date | None, latest: date | None) -> str:
    """Say whether somebody is still in custody on a day: `here`, `gone`, `maybe`; `unknown` without any release date.

    Whoever is released on that day is gone.
    """
    first = next((one for one in (earliest, expected, latest) if one), None)
    last = next((one for one in (latest, expected, earliest) if one), None)
    if first is None or last is None:
        return "unknown"
    return "here" if day < first else "gone" if day >= last else "maybe"
