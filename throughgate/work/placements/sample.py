"""Invented introductions of a sample region, in every state and by both routes, the same every time."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
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

# How far each goes: state | route | at work for so many days | where (any company)
_STORIES = """
proposed | | |
asked | neutral | | lindt-logistik
introduced | neutral | | roth-roofing
in_talks | open | | roth-roofing
in_talks | neutral | |
trial | open | |
offered | neutral | | becker-metallbau
accepted | open | |
started | neutral | 12 |
retained_6_weeks | open | 60 |
retained_6_months | neutral | 200 |
retained_12_months | open | 380 |
completed | neutral | 400 |
not_agreed | | |
lapsed | neutral | |
declined | open | |
withdrawn | neutral | |
ended_early | open | 30 |
"""
_STRENGTHS = (
    ("Kommt pünktlich", "Arbeitet sorgfältig, auch wenn es länger dauert"),
    ("Lernt schnell durch Zusehen", "Bleibt ruhig, wenn es eng wird"),
    ("Packt an, ohne dass man es sagt", "Fragt nach, wenn etwas unklar ist"),
)
_TALKS = ("invite", "try", "offer", "accept", "start")
_UNTIL = {"in_talks": 1, "trial": 2, "offered": 3, "accepted": 4, "declined": 1, "withdrawn": 1}


def load_placements(
    officer: Callable[[], Actor],
    people: Sequence[tuple[Person, Callable[[], Actor] | None]],
    openings: Sequence[Opening],
) -> Mapping[str, int]:
    """Introduce people, each to one opening; return how many are in each state.

    `people` come with whoever answers for custody; None where custody has no part in the case any more.
    """
    done: dict[str, int] = {}
    left = list(openings)
    for number, line in enumerate(_STORIES.strip().splitlines()):
        state, route, days, code = (cell.strip() for cell in line.split("|"))
        opening = next(
            (one for one in left if one.organisation.code == code or (not code and _asks_little(one))), None
        )
        if opening is None:
            continue
        left.remove(opening)
        first = number % max(len(people), 1)
        for person, lead in (*people[first:], *people[:first]):
            try:
                with transaction.atomic():
                    _tell(officer, lead, person, opening, (state, route, int(days or 0)), number)
            except (
                ValidationError
            ):  # what they have would tell where they come from, or a condition shuts it: the next one
                continue
            done[state] = done.get(state, 0) + 1
            break
    return done


def _asks_little(opening: Opening) -> bool:
    """Say whether it is one that no work condition shuts."""
    return not opening.demands and opening.licence == "none" and not opening.is_on_the_road


def _tell(
    officer: Callable[[], Actor],
    lead: Callable[[], Actor] | None,
    person: Person,
    opening: Opening,
    story: tuple[str, str, int],
    number: int,
) -> None:
    state, route, days = story
    row: Placement

    def do(who: Callable[[], Actor], action: Callable[..., Any], **facts: Any) -> None:
        actor = who()
        with acting(actor.context):
            row.refresh_from_db()
            action(actor=actor, placement=row, expected=row.version, **facts)

    actor = officer()
    with acting(actor.context):
        row = proposing.propose(actor=actor, person=person, opening=opening)
    if state == "proposed":
        return
    do(officer, proposing.ask, strengths=_STRENGTHS[number % len(_STRENGTHS)])
    if state == "asked":
        return
    if state == "not_agreed":
        do(lead or officer, answering.answer_for_person, agrees=False)
        _pass(row, "not_agree")
        return
    do(officer, answering.answer_for_company, agrees=True)
    do(lead or officer, answering.answer_for_person, agrees=True, route=route, explained_in=reader_language())
    if lead:
        do(lead, answering.answer_for_custody, agrees=True)
    if state == "lapsed":
        _pass(row, "lapse")
    today = timezone.localdate()
    facts: dict[str, dict[str, Any]] = {
        "invite": {
            "talk_by": "at_company",
            "talk_at": _at_ten(timezone.localdate() + timedelta(days=number)),
        },
        "start": {"started_on": today - timedelta(days=days)},
    }
    for name in _TALKS[: _UNTIL.get(state, 5 if days else 0)]:
        if name in facts:
            do(officer, getattr(moving, name), **facts[name])
        else:
            do(officer, moving.move, name=name)
    for name in ("retain_6_weeks", "retain_6_months", "retain_12_months"):
        if days > {"retain_6_weeks": 42, "retain_6_months": 183, "retain_12_months": 365}[name]:
            do(officer, moving.move, name=name)
    if state == "completed":
        do(officer, moving.move, name="complete")
    if state in ("declined", "withdrawn", "ended_early"):
        name = {"declined": "decline", "withdrawn": "withdraw"}.get(state, "end_early")
        do(officer, moving.end, name=name, reason="hours")
    if state in ("introduced", "in_talks"):
        actor = officer()
        with acting(actor.context):
            row.refresh_from_db()
            messages.write_message(actor=actor, placement=row, text="Wann passt Ihnen ein erstes Gespräch?")


def _pass(row: Placement, move: str) -> None:
    """Let the day have come on which this happens by itself."""
    with acting(NOBODY):
        rows_of("SELECT gate.clock_moves(%s, %s)", row.pk, move)


def _at_ten(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(10)))
