"""What follow-ups give to a person's path: the milestones after the start."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONObject
from django.utils.translation import pgettext

from throughgate.foundation.charts.pins import Pin
from throughgate.ground.acting.actor import Actor
from throughgate.person.people.models import Person
from throughgate.work.followups.addresses import page_address
from throughgate.work.followups.choices import Milestone
from throughgate.work.followups.models import FollowUp
from throughgate.work.followups.rules import MILESTONES, due_on
from throughgate.work.placements.models import Placement
from throughgate.work.placements.rules import RUNNING


def path_pins(actor: Actor, person: Person) -> list[Pin]:
    """Return the milestones of placements that have begun; of those that ended, what was reached. One query."""
    if not actor.may("read", "follow_up"):
        return []
    asked = FollowUp.objects.filter(placement=OuterRef("pk")).values(
        row=JSONObject(milestone="milestone", confirmed="confirmed_on", closed="closed_on")
    )
    placements = (
        Placement.objects.filter(person=person, started_on__isnull=False)
        .order_by("started_on", "id")
        .values_list("pk", "started_on", "ended_on", "state", "organisation__name", ArraySubquery(asked))
    )
    return [pin for placement in placements for pin in _pins(actor, person, *placement)]


def _pins(
    actor: Actor,
    person: Person,
    placement: Any,
    started_on: date,
    ended_on: date | None,
    state: str,
    company: str,
    asked: list[dict[str, Any]],
) -> list[Pin]:
    known = {row["milestone"]: row for row in asked}
    goes_on = state in RUNNING
    url = page_address(actor, person.pk, placement)
    pins = []
    # The first day is a pin of the placement itself.
    for milestone in MILESTONES[1:]:
        row, day = known.get(milestone, {}), due_on(started_on, milestone)
        if not goes_on and not row:
            continue
        title = str(Milestone(milestone).label)
        pins.append(Pin(day, "milestone", _at_work(title), f"{company}{_state(row)}", url))
    if ended_on is not None and state == "ended_early":
        pins.append(Pin(ended_on, "note", pgettext("on a path", "Placement ended"), company, url))
    return pins


def _at_work(title: str) -> str:
    return pgettext("on a path", "At work: %(milestone)s") % {"milestone": title}


def _state(row: dict[str, Any]) -> str:
    if row.get("confirmed"):
        return " · " + pgettext("milestone", "confirmed")
    return " · " + pgettext("milestone", "not known") if row.get("closed") else ""
