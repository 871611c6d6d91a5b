"""Invented answers after starts in a sample region, the same every time: confirmed, unknown, still due, worth a call."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from datetime import timedelta

from django.utils import timezone

from throughgate.foundation.database.context import acting
from throughgate.ground.acting.actor import Actor
from throughgate.work.followups.actions import answering, clock
from throughgate.work.followups.models import FollowUp
from throughgate.work.followups.rules import MILESTONES, due_on
from throughgate.work.placements.models import Placement

# At work for so many days | milestone | who said something | how it is going
_SAID = """
400 | start | person company | well
400 | 6_weeks | person | well
400 | 6_months | person company | well
400 | 12_months | person | well
370 | start | person company | well
370 | 6_weeks | person company | well
370 | 12_months | person | well
200 | start | person | well
200 | 6_weeks | person company | well
200 | 6_months | person company | well
60 | start | person company | well
60 | 6_weeks | person | some
12 | start | person | well
"""
_AFTER = {"person": 2, "company": 4}
"""So many days after the milestone each says it: the company is asked when the person has answered."""
_TICKS = (0, 2, 7, 9, 14, 16, 21, 23, 30)
"""On these days after a milestone the worker may have something to do."""


def load_follow_ups(
    officer: Callable[[], Actor],
    begun: Sequence[tuple[Placement, int]],
    at: Callable[[int], AbstractContextManager[None]],
) -> None:
    """Let the worker and the officer live through what followed the starts, each so many days ago; nothing is mailed."""
    today = timezone.localdate()
    said = [[cell.strip() for cell in line.split("|")] for line in _SAID.strip().splitlines()]
    days: dict[int, list[tuple[Placement, str, str, str]]] = defaultdict(list)
    for placement, ago in begun:
        for milestone in MILESTONES:
            since = (today - due_on(today - timedelta(days=ago), milestone)).days
            for after in _TICKS:
                days[since - after] += []
            for at_work, stage, whose, going in said:
                if (int(at_work), stage) == (ago, milestone):
                    for side in whose.split():
                        days[since - _AFTER[side]].append((placement, milestone, side, going))
    for ago in sorted((one for one in days if one >= 0), reverse=True):
        with at(ago):
            clock.pass_a_day(by_mail=False)
            for placement, milestone, side, going in days[ago]:
                _say(officer(), placement, milestone, side, going)
            clock.pass_a_day(by_mail=False)


def _say(actor: Actor, placement: Placement, milestone: str, side: str, going: str) -> None:
    with acting(actor.context):
        row = FollowUp.objects.select_related("placement").get(placement=placement, milestone=milestone)
        answering.take(
            actor=actor,
            follow_up=row,
            whose=side,
            expected=0,
            there="yes",
            going=going,
            calls=going != "well",
        )
