"""Begin chains, let them follow the release, and take their steps."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, Final, cast

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from throughgate.foundation.audit.record import record, record_many
from throughgate.foundation.database.bulk import insert_rows
from throughgate.foundation.database.keys import uuid7, uuid7_text
from throughgate.foundation.states.changing import change_state
from throughgate.ground.acting.actor import Actor, NotAllowed
from throughgate.person.chain.editions import of_region, with_key
from throughgate.person.chain.models import Chain, Edition, Step
from throughgate.person.chain.rules.grammar import REVIEW, Template
from throughgate.person.chain.rules.stepping import OPEN, SETTLED, STEP, template_for
from throughgate.person.chain.rules.unrolling import Dates, Laid
from throughgate.person.people.models import Stay

NO_PACK = _("The rules of your region say nothing of a plan yet.")
THERE = _("There is a plan already.")
_DAYS: Final = ("due_on", "state", "moved_from", "moved_on")


def dates_of(arrived_on: date, stay: Stay) -> Dates:
    """Return the dates by which a chain is laid out; after a release, the day on which it was."""
    if stay.ended_on and stay.ended_by == "released":
        return Dates(arrived_on, expected=max(stay.ended_on, arrived_on))
    return Dates(arrived_on, stay.release_earliest_on, stay.release_expected_on, stay.release_latest_on)


@transaction.atomic
def begin_chain(*, actor: Actor, stay: Stay, template: Template | None = None) -> Chain:
    """Begin the chain of a stay that exists. Raise NotAllowed, or ValidationError where there is one, or no pack for it."""
    actor.must("write", "chain")
    if Chain.objects.filter(stay=stay).exists():
        raise ValidationError(THERE, code="there")
    begun = _begin(actor, [stay], template)
    if not begun:
        raise ValidationError(NO_PACK, code="no_pack")
    record("chain.begin", subject=("chain", begun[0].pk), person=stay.person_id)
    return begun[0]


def begin_with(actor: Actor, stays: Sequence[Stay]) -> None:
    """Begin the chains of stays that begin now, where a pack says how.

    After a move the chain comes along; after a release what was still open of the last one is over.
    """
    by_person = {stay.person_id: stay for stay in stays}
    before = Chain.objects.filter(person__in=by_person).select_related("stay").order_by("stay__arrived_on")
    last = {chain.person_id: chain for chain in before}
    along = [chain for chain in last.values() if chain.stay.ended_by == "transferred"]
    for chain in along:
        chain.save_over(chain.version, stay=by_person.pop(chain.person_id))
    if over := [chain.pk for chain in last.values() if chain not in along]:
        Step.objects.filter(chain__in=over, state__in=OPEN).delete()
    _begin(actor, list(by_person.values()), None)
    follow(actor, [chain.stay for chain in along])


def _begin(actor: Actor, stays: Sequence[Stay], template: Template | None) -> list[Chain]:
    book = of_region(actor.organisation.region)
    if book is None or not stays or not Edition.objects.filter(pk=book.key).exists():
        return []
    today = timezone.localdate()
    chains: list[Chain] = []
    steps: list[dict[str, Any]] = []
    for stay in stays:
        dates = dates_of(stay.arrived_on, stay)
        chain = Chain(
            id=uuid7(),
            person_id=stay.person_id,
            began_id=stay.pk,
            stay_id=stay.pk,
            edition_id=book.key,
            template=template or template_for(dates, today),
            begun_on=today,
        )
        laid = book.lay(dates, on=today, begun_on=today, template=cast("Template", chain.template))
        steps += [_row(chain, one) for one in laid]
        chains.append(chain)
    fields = ("id", "version", "person_id", "began_id", "stay_id", "edition_id", "template", "begun_on")
    insert_rows(Chain, [{name: getattr(chain, name) for name in fields} for chain in chains])
    insert_rows(Step, steps)
    return chains


def _row(chain: Chain, laid: Laid) -> dict[str, Any]:
    return {
        "id": uuid7_text(),
        "version": 1,
        "person_id": chain.person_id,
        "chain_id": chain.pk,
        "step": laid.id,
        "stage": laid.stage,
        "role": laid.role,
        "due_on": laid.due_on,
        "state": laid.state,
        "reason": "",
    }


@transaction.atomic
def follow(actor: Actor, stays: Iterable[Stay]) -> None:
    """Lay the open steps of stays out by the dates as they are now: as if anew, but for what is done or skipped.

    Three queries and one for each of what moved, came and went, however many stays there are.
    """
    del actor  # the policies know
    chains = {
        chain.pk: chain
        for chain in Chain.objects.filter(stay__in=[stay.pk for stay in stays])
        .select_related("began", "stay")
        .select_for_update(of=("self",))
    }
    if not chains:
        return
    rows: dict[uuid.UUID, list[Step]] = {key: [] for key in chains}
    for step in Step.objects.filter(chain__in=chains):
        rows[step.chain_id].append(step)
    moved: list[dict[str, Any]] = []
    new: list[dict[str, Any]] = []
    gone: list[uuid.UUID] = []
    for key, chain in chains.items():
        there = {step.step: step for step in rows[key] if step.state in OPEN}
        laid = {one.id: one for one in laid_now(chain, rows[key]) if one.state in OPEN}
        moved += [found for one in laid.values() if one.id in there and (found := _moved(there[one.id], one))]
        new += [_row(chain, one) for one in laid.values() if one.id not in there]
        gone += [step.pk for step in there.values() if step.step not in laid]
    _move(moved)
    insert_rows(Step, new)
    if gone:
        Step.objects.filter(pk__in=gone).delete()


def laid_now(chain: Chain, steps: Iterable[Step], dates: Dates | None = None) -> list[Laid]:
    """Lay a chain out by its dates, or by others; what is done or skipped keeps its day.

    A review that is open stays where it is; after one that is done comes the next.
    """
    today = timezone.localdate()
    settled = [step for step in steps if step.state in SETTLED]
    reviews = [step.due_on + timedelta(days=1) for step in settled if step.step == REVIEW and step.due_on]
    open_review = next((s.due_on for s in steps if s.step == REVIEW and s.state in OPEN and s.due_on), None)
    return with_key(chain.edition_id).lay(
        dates or dates_of(chain.began.arrived_on, chain.stay),
        on=open_review or max([today, *reviews]),
        begun_on=chain.begun_on,
        template=cast("Template", chain.template),
        done={step.step: step.due_on for step in settled if step.step != REVIEW},
    )


def _moved(step: Step, laid: Laid) -> dict[str, Any] | None:
    """Return what changes of an open step; None where it stays as it is. Moved twice in a day, it moved once."""
    if (step.due_on, step.state) == (laid.due_on, laid.state):
        return None
    found = {"id": step.pk, "due_on": laid.due_on, "state": laid.state}
    if step.due_on == laid.due_on:
        return found | {"moved_from": step.moved_from, "moved_on": step.moved_on}
    today = timezone.localdate()
    before = step.moved_from if step.moved_on == today else step.due_on
    back = before == laid.due_on
    return found | {"moved_from": None if back else before, "moved_on": None if back else today}


def _move(moved: Sequence[dict[str, Any]]) -> None:
    if not moved:
        return
    changes = ", ".join(f"{name} = n.{name}" for name in _DAYS)
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE chain_step s SET {changes}, version = s.version + 1 "  # noqa: S608
            "FROM json_populate_recordset(NULL::chain_step, %s) n WHERE s.id = n.id",
            [json.dumps(moved, default=str)],
        )


# --- steps -------------------------------------------------------------------------------------


def may_take(actor: Actor, step: Step) -> bool:
    """Say whether a step is the actor's to take: as somebody who answers for the whole chain, or by the role."""
    return actor.may("write", "chain") or (actor.may("write", "chain_step") and step.role in actor.roles)


@transaction.atomic
def do_step(*, actor: Actor, step: Step, expected: int) -> None:
    """Say that an open step is done today. Raise Stale, NotAllowed, or ValidationError where it is done already."""
    _take(actor, step, "do", expected, reason="")


@transaction.atomic
def do_steps(*, actor: Actor, steps: Mapping[uuid.UUID, int]) -> set[uuid.UUID]:
    """Say that many open steps are done today, each by its key and the version seen; return those that were.

    Not those that somebody else changed, took or may not take. Two queries, and those of reviews that come again.
    """
    actor.must("write", "chain_step")
    today, member = timezone.localdate(), actor.membership
    assert member is not None
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE chain_step s SET state = 'done', settled_on = %s, settled_by_id = %s, version = s.version + 1 "
            "FROM unnest(%s::uuid[], %s::integer[]) n (id, version) "
            "WHERE s.id = n.id AND s.version = n.version AND s.state = ANY (%s) RETURNING s.id, s.person_id, s.chain_id, s.step",
            [today, member.pk, list(steps), list(steps.values()), list(OPEN)],
        )
        done = cursor.fetchall()
    record_many("chain_step.do", [("chain_step", key, person) for key, person, _chain, _step in done])
    if reviewed := [chain for _key, _person, chain, step in done if step == REVIEW]:
        follow(actor, Stay.objects.filter(chain__in=reviewed))
    return {key for key, *_more in done}


@transaction.atomic
def skip_step(*, actor: Actor, step: Step, expected: int, reason: str) -> None:
    """Leave an open step out, with a reason. Raise Stale, NotAllowed or ValidationError."""
    reason = reason.strip()
    if not reason:
        raise ValidationError({"reason": _("Say why it is left out.")}, code="reason")
    _take(actor, step, "skip", expected, reason=reason)


def _take(actor: Actor, step: Step, name: str, expected: int, *, reason: str) -> None:
    _must_take(actor, step)
    change_state(
        step,
        STEP,
        name,
        by=actor.roles,
        expected=expected,
        given=("reason",) if reason else (),
        person=step.person_id,
        settled_on=timezone.localdate(),
        settled_by=actor.membership,
        reason=reason,
    )
    if step.step == REVIEW:
        follow(actor, [step.chain.stay])


@transaction.atomic
def undo_step(*, actor: Actor, step: Step, expected: int) -> None:
    """Open a step again that was done or skipped by mistake, on the day that it has by the dates as they are now."""
    _must_take(actor, step)
    change_state(
        step,
        STEP,
        "undo",
        by=actor.roles,
        expected=expected,
        person=step.person_id,
        settled_on=None,
        settled_by=None,
        reason="",
    )
    rows = list(Step.objects.filter(chain=step.chain_id))
    laid = {one.id: one for one in laid_now(step.chain, rows)}
    if (one := laid.get(step.step)) and (found := _moved(step, one)):
        _move([found])


def _must_take(actor: Actor, step: Step) -> None:
    if not may_take(actor, step):
        raise NotAllowed("write chain_step")
