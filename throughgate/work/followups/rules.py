"""Pure questions about follow-ups: when which milestone is due, who is asked when, what is known of it in the end."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from throughgate.work.placements.rules import IsWorking, waiting_ends, waiting_is_long

MILESTONES: Final = ("start", "6_weeks", "6_months", "12_months")
RETAINS: Final = {
    "6_weeks": "retained_6_weeks",
    "6_months": "retained_6_months",
    "12_months": "retained_12_months",
}
"""The state of a placement that a yes at a milestone leads to; at the start it has begun already."""
KEY_DAYS: Final = 30
"""A key opens no longer than this; it opens nothing once the milestone is closed."""


def due_on(started_on: date, milestone: str) -> date:
    """Return the day of a milestone; of months without such a day, the last one."""
    if milestone == "start":
        return started_on
    if milestone == "6_weeks":
        return started_on + timedelta(weeks=6)
    return _months_after(started_on, 6 if milestone == "6_months" else 12)


def _months_after(day: date, months: int) -> date:
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def following(milestone: str) -> str:
    """Return the milestone that comes next; empty after the last."""
    place = MILESTONES.index(milestone) + 1
    return MILESTONES[place] if place < len(MILESTONES) else ""


@dataclass(frozen=True, slots=True)
class Stand:
    """How far a milestone has come; a day that is None has not come."""

    person_asked_on: date | None = None
    person_reminded_on: date | None = None
    person_answered: bool = False
    company_asked_on: date | None = None
    company_reminded_on: date | None = None
    company_answered: bool = False


def moves_due(
    milestone: str,
    started_on: date,
    stand: Stand,
    today: date,
    is_working: IsWorking,
    *,
    asks_company: bool,
) -> list[str]:
    """Return what is due today for a milestone that is not closed.

    The person is asked first, then the company: when the person answered, else five working days later. Whoever was asked
    has ten working days, with a reminder after five. It is closed on that day and never earlier, so that the day tells
    nobody whether the other side answered. What nobody could be asked about before the next milestone is passed over.
    """
    if stand.person_asked_on is None:
        next_one = following(milestone)
        if next_one and today >= due_on(started_on, next_one):
            return ["pass_over"]
        return ["ask_person"] if today >= due_on(started_on, milestone) else []
    asked_on, found = stand.person_asked_on, []
    asks_now = (
        asks_company
        and stand.company_asked_on is None
        and (stand.person_answered or waiting_is_long(asked_on, today, is_working))
    )
    if asks_now:
        found.append("ask_company")
    if (
        not stand.person_answered
        and stand.person_reminded_on is None
        and _is_reminded(asked_on, today, is_working)
    ):
        found.append("remind_person")
    company_asked_on = stand.company_asked_on
    if (
        company_asked_on is not None
        and asks_company
        and not stand.company_answered
        and stand.company_reminded_on is None
        and _is_reminded(company_asked_on, today, is_working)
    ):
        found.append("remind_company")
    company_is_over = company_asked_on is None or waiting_ends(company_asked_on, today, is_working)
    if not asks_now and company_is_over and waiting_ends(asked_on, today, is_working):
        found.append("close")
    return found


def _is_reminded(asked_on: date, today: date, is_working: IsWorking) -> bool:
    """Say whether it is time for a reminder, and not too late for one."""
    return waiting_is_long(asked_on, today, is_working) and not waiting_ends(asked_on, today, is_working)


def outcome(*, is_closed: bool, is_confirmed: bool, said: Collection[str]) -> str:
    """Return what is known of a milestone: `confirmed`, `no`, `open` or `unknown`.

    A yes of either side confirms. A no that nobody contradicts is `no`, for those who may read it; where nobody could say,
    it is unknown, which is not no.
    """
    if is_confirmed:
        return "confirmed"
    if "no" in said:
        return "no"
    return "unknown" if is_closed else "open"
