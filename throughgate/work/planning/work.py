"""Make a plan in the worker: read people in pieces, let the engine find it, keep it. Killed in the middle, it is not kept."""

from __future__ import annotations

import time
import uuid
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeVar

from django.db import DatabaseError
from django.utils import timezone

from throughgate.foundation.audit.reading import logged
from throughgate.foundation.database.asking import rows_of
from throughgate.foundation.database.bulk import freshen_statistics, insert_rows
from throughgate.foundation.database.context import acting
from throughgate.foundation.database.keys import uuid7_text
from throughgate.foundation.database.lines import is_lost
from throughgate.foundation.states import WORKER
from throughgate.foundation.states.changing import change_state
from throughgate.ground.accounts.importing import actor_of
from throughgate.ground.acting.actor import Actor
from throughgate.person.people.queries.lines import lines_for
from throughgate.work.matching import OpeningFacts, PersonFacts
from throughgate.work.openings.models import Opening
from throughgate.work.openings.packs import weights_in
from throughgate.work.openings.queries.facts import opening_facts
from throughgate.work.openings.queries.near import comparison_settings
from throughgate.work.openings.queries.people import may_plan
from throughgate.work.planning.models import Place, Plan, State, Tried
from throughgate.work.planning.pages import WORK
from throughgate.work.planning.planner import Made, Planner, WhatIf
from throughgate.work.planning.queries import covered, facts_of
from throughgate.work.planning.rules import MOST_OPENINGS, MOST_PEOPLE, PLAN

PURPOSE: Final = "regional_plan"
PIECE: Final = 500
"""So many people are read in one transaction."""
ROWS: Final = 5_000
"""So many places are stored by one statement."""
TELL_AFTER: Final = 1.0
"""Seconds between two signs of life."""
READING, COMPARING = 0.5, 0.9
"""How far the plan is once everybody is read, and compared."""
REFUSED: Final = "42501"
"""What the database answers where a policy refuses a row."""
FACTS: Final = (
    *(
        "kind",
        "latitude",
        "longitude",
        "is_on_the_road",
        "occupation",
        "seats_left",
        "starts_on",
        "start_until",
    ),
    *("closing_on", "expires_on", "day_release", "licence", "german", "certificates", "demands"),
)
"""What the comparison looks at, of openings: long texts stay where they are."""
T = TypeVar("T")


class Stopped(Exception):
    """Somebody stopped the plan, or whoever started it may not plan any more."""


def work(key: uuid.UUID) -> None:
    """Make a plan that waits. One that another worker took up before is left: it is made, or did not finish."""
    actor = _actor_of(key)
    if actor is None or not _take_up(actor, key):
        return
    try:
        _Making(actor, key).make()
        # Its pages are asked for at once, and would be planned for the small table of before.
        freshen_statistics()
    except Stopped:
        return
    except Exception as error:
        # Of a lost database nothing can be written: that the plan did not finish shows when it gives no sign of life.
        if not is_lost(error):
            _end(actor, key, "fail")
        raise


def _actor_of(key: uuid.UUID) -> Actor | None:
    """Return who acts, with the rights of this moment; None where nothing waits or they plan no more."""
    membership = rows_of("SELECT gate.plan_waiting(%s)", key)[0][0]
    actor = actor_of(membership, request=str(key)) if membership else None
    return actor if actor and may_plan(actor) and actor.may("write", "regional_plan") else None


def _take_up(actor: Actor, key: uuid.UUID) -> bool:
    now = timezone.now()
    with acting(actor.context):
        waiting = Plan.objects.filter(pk=key, state=State.MAKING, begun_at=None)
        return bool(waiting.update(begun_at=now, moved_at=now))


def _end(actor: Actor, key: uuid.UUID, how: str) -> None:
    with acting(actor.context):
        there = Plan.objects.select_for_update().filter(pk=key, state=State.MAKING).first()
        if there is not None:
            _save_end(there, how)


def _save_end(there: Plan, how: str, **values: Any) -> None:
    now = timezone.now()
    change_state(
        there,
        PLAN,
        how,
        by={WORKER},
        expected=there.version,
        noted=(),
        ended_at=now,
        moved_at=now,
        share=1.0,
        **values,
    )


@dataclass
class _Making:
    """One plan while it is made."""

    actor: Actor
    key: uuid.UUID
    told_at: float = 0.0
    share: float = 0.0

    def make(self) -> None:
        """Read, compare, keep."""
        actor, today = self.actor, timezone.localdate()
        with acting(actor.context):
            asked = self._asked()
            keys, everybody = _whom(actor)
            openings = _openings(actor)
        more_people, more_openings = len(keys) > MOST_PEOPLE, len(openings) > MOST_OPENINGS
        keys, openings = keys[:MOST_PEOPLE], dict(list(openings.items())[:MOST_OPENINGS])
        people, names = self._read(keys)
        made = Planner(
            people,
            openings,
            today,
            weights_in(actor.organisation.region),
            comparison_settings(),
            lambda done, of: self._tell(READING + (COMPARING - READING) * done / max(of, 1)),
        ).make(asked)
        self._tell(COMPARING, at_once=True)
        self._keep(
            made,
            names,
            not_covered=everybody - len(keys) if not more_people else 0,
            openings=len(openings),
            more_people=more_people,
            more_openings=more_openings,
        )

    def _asked(self) -> WhatIf:
        plan = Plan.objects.get(pk=self.key)
        tried = list(Tried.objects.filter(plan=plan).order_by("pk"))
        return WhatIf(
            [(one.person_id, one.opening_id) for one in tried if one.is_kept],
            [(one.person_id, one.opening_id) for one in tried if not one.is_kept],
            plan.seats,
        )

    def _read(self, keys: Sequence[uuid.UUID]) -> tuple[dict[uuid.UUID, PersonFacts], dict[uuid.UUID, str]]:
        """Return the facts of people, and what they are put in order by; the access log names each of them."""
        facts: dict[uuid.UUID, PersonFacts] = {}
        names: dict[uuid.UUID, str] = {}
        context = self.actor.context
        for start, piece in _pieces(keys, PIECE):
            with acting(context), logged(context, page=WORK, method="WORK", purpose=PURPOSE):
                for key, (person, theirs) in facts_of(piece).items():
                    facts[key], names[key] = theirs, person.name_key
            self._tell(READING * (start + len(piece)) / len(keys))
        return facts, names

    def _tell(self, share: float, *, at_once: bool = False) -> None:
        """Give a sign of life, and give up where somebody stopped the plan."""
        if not at_once and time.monotonic() - self.told_at < TELL_AFTER:
            return
        self.told_at = time.monotonic()
        self.share = share = max(self.share, share)
        with acting(self.actor.context):
            there = Plan.objects.filter(pk=self.key, state=State.MAKING)
            if not there.update(share=round(share, 4), moved_at=timezone.now()):
                raise Stopped

    def _keep(self, made: Made, names: Mapping[uuid.UUID, str], **numbers: Any) -> None:
        """Store the plan whole, with those whom it may still hold; who takes a consent back at this moment is asked again."""
        for attempt in (1, 2, 3):
            try:
                with acting(self.actor.context):
                    self._store(made, names, numbers)
            except DatabaseError as error:
                if attempt == 3 or getattr(error.__cause__, "sqlstate", "") != REFUSED:
                    raise
            else:
                return

    def _store(self, made: Made, names: Mapping[uuid.UUID, str], numbers: dict[str, Any]) -> None:
        there = Plan.objects.select_for_update().filter(pk=self.key, state=State.MAKING).first()
        if there is None:
            raise Stopped
        before = dict(Place.objects.filter(plan=there.since_id).values_list("person_id", "opening_id"))
        still, _everybody = _whom(self.actor)
        rows = [
            {
                "id": uuid7_text(),
                "plan_id": there.pk,
                "organisation_id": there.organisation_id,
                "person_id": key,
                "opening_id": made.places.get(key),
                "why": made.why.get(key, ""),
                "before_id": before.get(key),
                "is_changed": there.since_id is not None and before.get(key) != made.places.get(key),
                "name_key": names[key],
            }
            for key in still
            if key in names
        ]
        for _start, piece in _pieces(rows, ROWS):
            insert_rows(Place, piece)
        for person, opening in made.not_kept:
            Tried.objects.filter(plan=there, person=person, opening=opening, is_kept=True).update(
                could_be=False
            )
        _save_end(
            there,
            "finish",
            people=len(rows),
            placed=sum(row["opening_id"] is not None for row in rows),
            reasons=dict(Counter(row["why"] for row in rows if row["why"])),
            full=list(made.full),
            optimal=made.is_proved,
            best_each=made.best_each,
            **numbers,
        )


def _whom(actor: Actor) -> tuple[list[uuid.UUID], int]:
    """Return whom a plan may hold, in the order of names and one more than it holds, and how many people there are."""
    lines = covered(actor).order_by("name_key", "person").values_list("name_key", "person_id").distinct()
    everybody = lines_for(actor, caseload_only=False).values("person_id").distinct().count()
    return list(dict.fromkeys(key for _name, key in lines[: MOST_PEOPLE + 1])), everybody


def _openings(actor: Actor) -> dict[uuid.UUID, OpeningFacts]:
    """Return the openings of the region that stand, the newest first and one more than are planned with."""
    rows = (
        Opening.objects.visible_to(actor)
        .standing()
        .filter(organisation__region=actor.organisation.region_id)
        .order_by("-pk")
        .only(*FACTS)
    )
    return {opening.pk: opening_facts(opening) for opening in rows[: MOST_OPENINGS + 1]}


def _pieces(rows: Sequence[T], size: int) -> Iterator[tuple[int, Sequence[T]]]:
    for start in range(0, len(rows), size):
        yield start, rows[start : start + size]
