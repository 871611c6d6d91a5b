"""Pure questions about introductions and placements: what follows what, when an asking ends, when one is asked again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Final

from throughgate.foundation.states import CLOCK, LINK_HOLDER, PERSON, WORKER, StateTable, Transition

_OFFICERS: Final = frozenset({"placement_officer"})
_COMPANY: Final = frozenset({"company_contact", LINK_HOLDER})
_PERSONS_SIDE: Final = _OFFICERS | {"case_lead", "probation_officer", PERSON}

TALKING: Final = ("introduced", "in_talks", "trial", "offered", "accepted")
"""The company knows the person's neutral profile, and nothing has begun."""
WAITING: Final = ("proposed", "asked", "offered", "accepted")
"""Somebody here has to do something: ask, answer, decide, note the first day."""
RETAINED: Final = ("retained_6_weeks", "retained_6_months", "retained_12_months")
RUNNING: Final = ("started", *RETAINED)
"""Somebody has the seat."""
OVER: Final = ("not_agreed", "declined", "withdrawn", "lapsed", "ended_early", "completed")

PLACEMENT: Final = StateTable(
    "placement",
    [
        Transition("ask", "proposed", "asked", _OFFICERS),
        # Everybody said yes; nobody takes it by hand.
        Transition("introduce", "asked", "introduced", frozenset({WORKER})),
        Transition("not_agree", "asked", "not_agreed", frozenset({CLOCK})),
        Transition("invite", "introduced", "in_talks", _OFFICERS | _COMPANY, ("talk_by",)),
        Transition("try", "in_talks", "trial", _OFFICERS | _COMPANY),
        Transition("offer", ("introduced", "in_talks", "trial"), "offered", _OFFICERS | _COMPANY),
        Transition("accept", "offered", "accepted", _PERSONS_SIDE),
        Transition("start", "accepted", "started", _OFFICERS, ("started_on", "seat")),
        Transition("retain_6_weeks", "started", "retained_6_weeks", _OFFICERS | {CLOCK}),
        Transition(
            "retain_6_months", ("started", "retained_6_weeks"), "retained_6_months", _OFFICERS | {CLOCK}
        ),
        Transition(
            "retain_12_months",
            ("started", "retained_6_weeks", "retained_6_months"),
            "retained_12_months",
            _OFFICERS | {CLOCK},
        ),
        Transition("complete", RUNNING, "completed", _OFFICERS | {CLOCK}),
        Transition("decline", TALKING, "declined", _OFFICERS | _COMPANY, ("reason",)),
        # While everybody is asked, who takes it back says so for nobody: it is the officer's own proposal.
        Transition("take_back", ("proposed", "asked"), "withdrawn", _OFFICERS, ("reason",)),
        Transition("withdraw", TALKING, "withdrawn", _PERSONS_SIDE, ("reason",)),
        Transition("lapse", ("introduced", "offered"), "lapsed", frozenset({CLOCK}), ("reason",)),
        Transition("end_early", RUNNING, "ended_early", _OFFICERS, ("reason",)),
    ],
    start="proposed",
)
"""From the proposal to a year at work. A milestone that nobody could confirm is unknown: later ones may still be reached."""

BY_DATABASE: Final = ("asked>introduced", "asked>not_agreed")
"""What no statement of the application's does: the answers decide."""

SHOWS_NO_ON: Final = 5
"""On the morning of this working day a no shows, whoever said it and whenever."""
ENDS_ON: Final = 10
"""On the morning of this working day what not everybody agreed to has not been agreed."""
REMINDED_AFTER: Final = 5
CLOSED_AFTER: Final = 10
"""Working days without an answer after which whoever's turn it is is reminded, and the matter is closed."""

IsWorking = Callable[[date], bool]


def working_day_after(day: date, days: int, is_working: IsWorking) -> date:
    """Return the working day that comes `days` working days after a day: Friday, for one after a Thursday."""
    while days:
        day += timedelta(days=1)
        days -= is_working(day)
    return day


def asking_ends(asked_on: date, today: date, *, refused_on: date | None, is_working: IsWorking) -> bool:
    """Say whether an asking that not everybody agreed to ends today; `refused_on` is the day of the first no.

    A no shows on the morning of the fifth working day. One that comes later shows on the tenth, with all that has had no
    answer by then: neither who said it nor when can be read from the day.
    """
    fifth = working_day_after(asked_on, SHOWS_NO_ON, is_working)
    shows_early = refused_on is not None and refused_on < fifth
    return today >= (fifth if shows_early else working_day_after(asked_on, ENDS_ON, is_working))


def waiting_ends(since: date, today: date, is_working: IsWorking) -> bool:
    """Say whether something that waits for an answer is closed for want of one."""
    return today >= working_day_after(since, CLOSED_AFTER, is_working)


def waiting_is_long(since: date, today: date, is_working: IsWorking) -> bool:
    """Say whether who has not answered is reminded."""
    return today >= working_day_after(since, REMINDED_AFTER, is_working)
