"""What people do with plans: start one, with something tried or without, and stop it."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from throughgate.foundation.audit.record import record
from throughgate.foundation.database.bulk import insert_rows
from throughgate.foundation.database.keys import uuid7_text
from throughgate.foundation.jobs.later import later
from throughgate.foundation.states import WORKER
from throughgate.foundation.states.changing import change_state
from throughgate.ground.acting.actor import Actor
from throughgate.work.openings.models import Opening
from throughgate.work.openings.queries.people import must_plan
from throughgate.work.planning.models import Plan, Tried
from throughgate.work.planning.planner import WhatIf
from throughgate.work.planning.queries import being_made, newest, who_may_be_planned
from throughgate.work.planning.rules import MOST_TRIED, PLAN

TASK = "planning.work"


@transaction.atomic
def start_plan(
    *, actor: Actor, since: Plan | None = None, what_if: WhatIf | None = None, unread: int = 0
) -> Plan:
    """Start a plan of the region; the worker makes it, as this member and with their rights of then.

    It says what changed beside `since`, else beside the newest plan that is kept. Of `what_if`, who and what is not there is
    left out and counted, with what could not be read (`unread`). Raise NotAllowed for whoever plans nothing, and
    ValidationError where one of the organisation is being made.
    """
    must_plan(actor)
    actor.must("write", "regional_plan")
    assert actor.membership is not None
    _end_silent(actor)
    asked = what_if or WhatIf()
    pairs = dict.fromkeys(
        [*((pair, True) for pair in asked.kept), *((pair, False) for pair in asked.ruled_out)]
    )
    first = list(pairs)[:MOST_TRIED]
    people = who_may_be_planned(actor, {person for (person, _opening), _is_kept in first})
    wanted = list(dict.fromkeys(asked.seats))[:MOST_TRIED]
    openings = _there(actor, [*wanted, *(opening for (_person, opening), _is_kept in first)])
    tried = [one for one in first if one[0][0] in people and one[0][1] in openings]
    seats = [key for key in wanted if key in openings]
    now = timezone.now()
    plan = Plan(
        organisation=actor.organisation,
        made_by=actor.membership,
        started_at=now,
        moved_at=now,
        since=since or newest(actor),
        seats=seats,
        is_tried=bool(tried or seats),
        left_out=len(asked) - len(tried) - len(seats) + unread,
    )
    try:
        with transaction.atomic():
            plan.save(force_insert=True)
    except IntegrityError as error:
        if being_made(actor) is None:
            raise
        raise ValidationError(BEING_MADE, code="being_made") from error
    insert_rows(
        Tried,
        [
            {
                "id": uuid7_text(),
                "plan_id": plan.pk,
                "organisation_id": plan.organisation_id,
                "person_id": person,
                "opening_id": opening,
                "is_kept": is_kept,
                "could_be": True,
            }
            for (person, opening), is_kept in tried
        ],
    )
    record("plan.start", subject=("plan", plan.pk))
    later(TASK, plan_id=str(plan.pk))
    return plan


BEING_MADE = _("A plan of your organisation is being made just now. Here it is.")


def _end_silent(actor: Actor) -> None:
    """Say of a plan whose worker was killed that it did not finish: it stands in the way of the next."""
    there = being_made(actor)
    if there is not None and there.is_silent:
        change_state(
            there, PLAN, "fail", by={WORKER}, expected=there.version, noted=(), ended_at=timezone.now()
        )


def _there(actor: Actor, keys: Iterable[uuid.UUID]) -> set[uuid.UUID]:
    return set(Opening.objects.visible_to(actor).filter(pk__in=keys).values_list("pk", flat=True))


@transaction.atomic
def stop_plan(*, actor: Actor, plan: Plan, expected: int) -> None:
    """Stop a plan that is being made, also a colleague's; the worker gives up at its next step.

    Raise Stale or ValidationError where it has ended.
    """
    actor.must("write", "regional_plan")
    change_state(plan, PLAN, "stop", by=actor.roles, expected=expected, noted=(), ended_at=timezone.now())
