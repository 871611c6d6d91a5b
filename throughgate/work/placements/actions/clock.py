"""What a day brings, by the worker, who acts for nobody."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import date

from django.db import transaction
from django.utils import timezone

from throughgate.foundation.audit.record import record
from throughgate.foundation.database.asking import rows_of
from throughgate.foundation.database.context import NOBODY, acting
from throughgate.ground.organisations.working_days import working_days_by_region
from throughgate.work.placements.rules import asking_ends, waiting_ends, waiting_is_long


def pass_a_day(today: date | None = None) -> int:
    """Do what is due: end askings, introduce whom custody need not be asked about any more, remind, close. Safe to run twice.

    Return how many placements moved.
    """
    today = today or timezone.localdate()
    with acting(NOBODY):
        works = working_days_by_region()
        waiting = rows_of(
            "SELECT placement, region, state, since, reminded_on, refused_on, agreed FROM gate.placements_waiting()"
        )
    moved = 0
    for placement, region, state, since, reminded_on, refused_on, agreed in waiting:
        move = due(state, since, reminded_on, refused_on, today, works[region], agreed=agreed)
        moved += bool(move and _take(placement, move))
    return moved


def due(
    state: str,
    since: date,
    reminded_on: date | None,
    refused_on: date | None,
    today: date,
    is_working: Callable[[date], bool],
    *,
    agreed: bool,
) -> str:
    """Return what is due today: `introduce`, `not_agree`, `lapse`, `remind`, or nothing."""
    if state == "asked":
        if agreed:
            return "introduce"
        return "not_agree" if asking_ends(since, today, refused_on=refused_on, is_working=is_working) else ""
    if waiting_ends(since, today, is_working):
        return "lapse"
    return "remind" if reminded_on is None and waiting_is_long(since, today, is_working) else ""


def _take(placement: uuid.UUID, move: str) -> bool:
    with acting(NOBODY), transaction.atomic():
        moved = bool(rows_of("SELECT gate.clock_moves(%s, %s)", placement, move)[0][0])
        if moved:
            record(f"placement.{move}", subject=("placement", placement))
    return moved
