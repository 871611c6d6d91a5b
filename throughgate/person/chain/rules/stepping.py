"""Where a step goes from state to state, and what a chain that begins is like. No database, no Django."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from throughgate.foundation.states import CLOCK, StateTable, Transition
from throughgate.person.chain.rules.grammar import Template
from throughgate.person.chain.rules.unrolling import Dates, Laid

WHOLE: Final = frozenset({"case_lead", "probation_officer"})
"""Roles that answer for a whole chain: they take every step of it."""
STEPPERS: Final = WHOLE | {"observer", "teacher", "placement_officer", "tso_worker"}
"""Roles that take the steps which are theirs."""
OPEN: Final = ("open", "now_or_skip")
"""Something is still to be done."""
SETTLED: Final = ("done", "skipped")
"""Such a step keeps its day, whatever moves."""
SHORT: Final = timedelta(weeks=12)
"""Who leaves so soon gets the essentials alone."""

STEP: Final = StateTable(
    "chain_step",
    [
        Transition("do", OPEN, "done", STEPPERS),
        Transition("skip", OPEN, "skipped", STEPPERS, ("reason",)),
        # Pressed by mistake: its day is reckoned anew.
        Transition("undo", SETTLED, "open", STEPPERS),
        # A release that moved: its day lies before the chain began, or no more.
        Transition("pass_by", "open", "now_or_skip", STEPPERS | {CLOCK}),
        Transition("come_back", "now_or_skip", "open", STEPPERS | {CLOCK}),
    ],
    start="open",
)
"""A step, from the day it is laid out to the day it is done."""


def template_for(dates: Dates, on: date) -> Template:
    """Propose the essentials where the release is near, counted from the arrival or from today; else the whole chain."""
    release = dates.release
    return "short" if release is not None and release - max(dates.arrival, on) < SHORT else "full"


def since(laid: Iterable[Laid], begun_on: date) -> list[Laid]:
    """Return a chain that began late: what had gone by on that day is due now, or skipped, and never was late."""
    return [
        replace(one, state="now_or_skip")
        if one.state == "open" and one.due_on is not None and one.due_on < begun_on
        else one
        for one in laid
    ]
