"""What became of the plans of the sample region: most steps done when they were due, some late, some left out."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from datetime import date
from typing import Final

from django.utils import timezone

from throughgate.foundation.database.context import acting
from throughgate.ground.acting.actor import Actor
from throughgate.person.chain.actions import do_steps, skip_step
from throughgate.person.chain.models import Step
from throughgate.person.chain.rules.stepping import OPEN
from throughgate.person.people.models import Caseload

WEEK: Final = 7
FORGOTTEN: Final = 9
"""Of so many steps of the last two months one is still open."""
LEFT_OUT: Final = 14
"""Of so many steps one was skipped."""
REASONS: Final = ("Already done before the arrival", "The family sees to it", "Does not want to, asked twice")


def load_chains(
    leads: Sequence[Callable[[], Actor]], at: Callable[[int], AbstractContextManager[None]]
) -> None:
    """Let case leads take the steps of their people, week by week, as the region lived them."""
    today = timezone.localdate()
    for lead in leads:
        weeks: dict[int, dict[uuid.UUID, int]] = defaultdict(dict)
        with acting((actor := lead()).context):
            mine = Caseload.objects.in_force().values("person")
            due = Step.objects.filter(person__in=mine, state__in=OPEN, due_on__lt=today)
            for n, step in enumerate(due.order_by("person__name_key", "due_on", "step")):
                assert step.due_on is not None
                if n % LEFT_OUT == LEFT_OUT - 1:
                    reason = REASONS[n // LEFT_OUT % len(REASONS)]
                    skip_step(actor=actor, step=step, expected=step.version, reason=reason)
                elif not _is_forgotten(n, step.due_on, today):
                    weeks[(today - step.due_on).days // WEEK][step.pk] = step.version
        for week in sorted(weeks, reverse=True):
            actor = lead()
            with at(week * WEEK), acting(actor.context):
                do_steps(actor=actor, steps=weeks[week])


def _is_forgotten(n: int, due_on: date, today: date) -> bool:
    return n % FORGOTTEN == FORGOTTEN - 1 and (today - due_on).days < 8 * WEEK
