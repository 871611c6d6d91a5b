"""What follow-ups give to a person's path: the milestones after the start."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import pgettext

from throughgate.foundation.charts.pins import Pin
from throughgate.foundation.web.joint import JointPins, Row, Statement
from throughgate.ground.acting.actor import Actor
from throughgate.person.people.models import Person
from throughgate.work.followups.addresses import page_address
from throughgate.work.followups.choices import Milestone
from throughgate.work.followups.rules import MILESTONES, due_on
from throughgate.work.placements.rules import RUNNING


def _asks(actor: Actor, person: Person) -> Statement | None:
    if not actor.may("read", "follow_up"):
        return None
    return Statement("SELECT * FROM gate.starts_of(%s)", [person.pk])


def _tell(actor: Actor, person: Person, rows: list[Row]) -> list[Pin]:
    """Return the milestones of placements that have begun; of those that ended, what was reached."""
    return [pin for row in rows for pin in _pins(row, page_address(actor, person.pk, row["key"]))]


path_pins = JointPins(_asks, _tell)


def _pins(placement: Row, url: str) -> list[Pin]:
    known = {row["milestone"]: row for row in placement["asked"]}
    started_on, company = date.fromisoformat(placement["started_on"]), placement["company"]
    pins = []
    # The first day is a pin of the placement itself.
    for milestone in MILESTONES[1:]:
        row, day = known.get(milestone, {}), due_on(started_on, milestone)
        if row or placement["state"] in RUNNING:
            title = str(Milestone(milestone).label)
            pins.append(Pin(day, "milestone", _at_work(title), f"{company}{_state(row)}", url))
    if placement["ended_on"] is not None and placement["state"] == "ended_early":
        ended_on = date.fromisoformat(placement["ended_on"])
        pins.append(Pin(ended_on, "note", pgettext("on a path", "Placement ended"), company, url))
    return pins


def _at_work(title: str) -> str:
    return pgettext("on a path", "At work: %(milestone)s") % {"milestone": title}


def _state(row: dict[str, Any]) -> str:
    if row.get("confirmed"):
        return " · " + pgettext("milestone", "confirmed")
    return " · " + pgettext("milestone", "not known") if row.get("closed") else ""
