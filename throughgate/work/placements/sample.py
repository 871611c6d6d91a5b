"""Invented introductions of a sample region, in every state and by both routes, the same every time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from throughgate.foundation.database.asking import rows_of
from throughgate.foundation.database.context import NOBODY, acting
from throughgate.foundation.languages.texts import reader_language
from throughgate.ground.acting.actor import Actor
from throughgate.person.people.models import Person
from throughgate.work.openings.models import Opening
from throughgate.work.placements.actions import answering, messages, moving, proposing
from throughgate.work.placements.models import Placement

# How far each goes | route | at work for so many days | where (any company)
_STORIES = """
proposed | | |
asked | neutral | | lindt-logistik
introduced | neutral | | roth-roofing
in_talks | open | | roth-roofing
in_talks | neutral | |
trial | open | |
offered | neutral | | becker-metallbau
accepted | open | |
started | neutral | 400 |
started | open | 370 |
started | neutral | 200 |
started | open | 60 |
started | neutral | 45 |
started | neutral | 12 | roth-roofing
not_agreed | | |
lapsed | neutral | |
declined | open | |
withdrawn | neutral | |
ended_early | open | 30 |
"""
_TALKED = 20
"""So many days before the first day somebody was proposed."""
_STRENGTHS = (
    ("Kommt pünktlich", "Arbeitet sorgfältig, auch wenn es länger dauert"),
    ("Lernt schnell durch Zusehen", "Bleibt ruhig, wenn es eng wird"),
    ("Packt an, ohne dass man es sagt", "Fragt nach, wenn etwas unklar ist"),
)
_TALKS = ("invite", "try", "offer", "accept", "start")
_DAYS_BEFORE = {"invite": 12, "try": 8, "offer": 5, "accept": 3, "start": 0}
_UNTIL = {"in_talks": 1, "trial": 2, "offered": 3, "accepted": 4, "declined": 1, "withdrawn": 1}


@dataclass(frozen=True)
class Candidate:
    """Somebody of the officer's caseload."""

    person: Person
    lead: Callable[[], Actor] | None
    """Who answers for custody; None where it has no part in the case any more."""
    known_for: int
    """Days since the officer sees them."""
    free_for: int | None
    """Days since release; None of somebody inside."""

    def could_begin(self, days: int) -> bool:
        """Say whether they were free so many days ago, and known long enough before."""
        return self.free_for is not None and self.free_for >= days and self.known_for > days + _TALKED


def load_placements(
    officer: Callable[[], Actor],
    people: Sequence[Candidate],
    openings: Sequence[Opening],
    at: Callable[[int], AbstractContextManager[None]],
) -> list[tuple[Placement, int]]:
    """Introduce people, each to one opening; return who began at work, each with so many days ago.

    `at` turns the clock back by days. Who began was released before.
    """
    begun: list[tuple[Placement, int]] = []
    left = {one: one.seats_left or 1 for one in openings}
    at_work: set[Any] = set()
    stories = [
        (number, [cell.strip() for cell in line.split("|")])
        for number, line in enumerate(_STORIES.strip().splitlines())
    ]
    # Who is at work is introduced to nobody else.
    for number, (state, route, days, code) in sorted(stories, key=lambda story: not story[1][2]):
        first = number % max(len(people), 1)
        turn = [one for one in (*people[first:], *people[:first]) if one.person.pk not in at_work]
        if days:
            able = [one for one in turn if one.could_begin(int(days))]
            turn = sorted(able, key=lambda one: (one.free_for, one.person.name_key))
        story = _Story(officer, state, route, int(days or 0), number, at)
        fits = [
            one
            for one in left
            if one.organisation.code == code
            or (not code and _asks_little(one) and not (days and one.kind == "support"))
        ]
        for opening in fits:
            row = next((row for one in turn if (row := story.told_of(one, opening))), None)
            if row is None:
                continue
            left[opening] -= 1
            if not left[opening]:
                del left[opening]
            if days:
                at_work.add(row.person_id)
            if state == "started":
                begun.append((row, int(days)))
            break
    return begun


def _asks_little(opening: Opening) -> bool:
    """Say whether it is one that no work condition shuts."""
    return not opening.demands and opening.licence == "none" and not opening.is_on_the_road


@dataclass(frozen=True)
class _Story:
    officer: Callable[[], Actor]
    state: str
    route: str
    days: int
    number: int
    at: Callable[[int], AbstractContextManager[None]]

    def told_of(self, one: Candidate, opening: Opening) -> Placement | None:
        """Tell it of somebody; None where that cannot be: what they have would tell, or a condition shuts the place."""
        try:
            with transaction.atomic():
                return self._tell(one, opening)
        except ValidationError:
            return None

    def _do(
        self, row: Placement, who: Callable[[], Actor], action: Callable[..., Any], ago: int = 0, **facts: Any
    ) -> None:
        """Let somebody act, so many days before the first day."""
        actor = who()
        with self.at(self.days + ago if self.days else 0), acting(actor.context):
            row.refresh_from_db()
            action(actor=actor, placement=row, expected=row.version, **facts)

    def _tell(self, one: Candidate, opening: Opening) -> Placement:
        officer, lead, state = self.officer, one.lead or self.officer, self.state
        actor = officer()
        with self.at(self.days + _TALKED if self.days else 0), acting(actor.context):
            row = proposing.propose(actor=actor, person=one.person, opening=opening)
        do = partial(self._do, row)
        if state == "proposed":
            return row
        do(officer, proposing.ask, _TALKED - 1, strengths=_STRENGTHS[self.number % len(_STRENGTHS)])
        if state == "asked":
            return row
        if state == "not_agreed":
            do(lead, answering.answer_for_person, agrees=False)
            _pass(row, "not_agree")
            return row
        do(officer, answering.answer_for_company, _TALKED - 3, agrees=True)
        do(
            lead,
            answering.answer_for_person,
            _TALKED - 4,
            agrees=True,
            route=self.route,
            explained_in=reader_language(),
        )
        if one.lead:
            do(lead, answering.answer_for_custody, _TALKED - 5, agrees=True)
        if state == "lapsed":
            _pass(row, "lapse")
        self._talk(row)
        return row

    def _talk(self, row: Placement) -> None:
        officer, state = self.officer, self.state
        do = partial(self._do, row)
        talk_at = _at_ten(
            timezone.localdate() + timedelta(days=(self.number if not self.days else -self.days - 9))
        )
        started_on = timezone.localdate() - timedelta(days=self.days)
        facts: dict[str, dict[str, Any]] = {
            "invite": {"talk_by": "at_company", "talk_at": talk_at},
            "start": {"started_on": started_on},
        }
        for name in _TALKS[: _UNTIL.get(state, 5 if self.days else 0)]:
            ago = _DAYS_BEFORE[name]
            if name in facts:
                do(officer, getattr(moving, name), ago, **facts[name])
            else:
                do(officer, moving.move, ago, name=name)
        if state in ("declined", "withdrawn", "ended_early"):
            name = {"declined": "decline", "withdrawn": "withdraw"}.get(state, "end_early")
            do(officer, moving.end, -8 if self.days else 0, name=name, reason="hours")
        if state in ("introduced", "in_talks"):
            do(officer, _write)


def _write(*, actor: Actor, placement: Placement, expected: int) -> None:
    del expected
    messages.write_message(actor=actor, placement=placement, text="Wann passt Ihnen ein erstes Gespräch?")


def _pass(row: Placement, move: str) -> None:
    """Let the day have come on which this happens by itself."""
    with acting(NOBODY):
        rows_of("SELECT gate.clock_moves(%s, %s)", row.pk, move)


def _at_ten(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(10)))
