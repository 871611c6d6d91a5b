"""Placements that have begun, and what is said of them afterwards."""

from __future__ import annotations

import uuid
from datetime import date, timedelta
from typing import Any

from throughgate.ground.organisations.models import Organisation
from throughgate.person.people.models import Person
from throughgate.work.followups.actions import answering
from throughgate.work.followups.models import Feedback, FollowUp
from throughgate.work.openings.models import Opening
from throughgate.work.placements.actions import answering as agreeing
from throughgate.work.placements.actions import moving, proposing
from throughgate.work.placements.models import Placement


def begun(cast: Any, started_on: date, title: str = "Roof tiler") -> uuid.UUID:
    """Let Emre begin at the roofer's on a day that has come, placed by the chamber; return the placement's key."""
    with cast.acting("placement") as actor:
        roofing = Organisation.objects.get(code="roofing")
        opening = Opening(organisation=roofing, kind="job", title=title, title_key=title.lower(), seats=1,
                          expires_on=started_on + timedelta(days=90))  # fmt: skip
        opening.save(force_insert=True)
        row = proposing.propose(actor=actor, person=Person.objects.get(pk=cast.key("emre")), opening=opening)
        proposing.ask(actor=actor, placement=row, expected=row.version)
        agreeing.answer_for_company(actor=actor, placement=row, expected=row.version, agrees=True)
    with cast.acting("lead") as actor:
        row = Placement.objects.get(pk=row.pk)
        agreeing.answer_for_person(
            actor=actor, placement=row, expected=row.version, agrees=True, route="open", explained_in="tr"
        )
        agreeing.answer_for_custody(actor=actor, placement=row, expected=row.version, agrees=True)
    with cast.acting("placement") as actor:
        row = Placement.objects.select_related("opening").get(pk=row.pk)
        for name in ("offer", "accept"):
            moving.move(actor=actor, placement=row, name=name, expected=row.version)
        moving.start(
            actor=actor, placement=row, expected=row.version, started_on=started_on, on_day_release=True
        )
    key: uuid.UUID = row.pk
    return key


def follow_up(placement: uuid.UUID, milestone: str) -> FollowUp:
    """Return a milestone as whoever acts sees it."""
    row: FollowUp = FollowUp.objects.select_related("placement").get(
        placement_id=placement, milestone=milestone
    )
    return row


def say(
    cast: Any,
    placement: uuid.UUID,
    milestone: str,
    whose: str,
    there: str,
    *,
    who: str = "placement",
    going: str = "well",
    calls: bool = False,
) -> Feedback:
    """Type in what one side said, over what stands there."""
    with cast.acting(who) as actor:
        row = follow_up(placement, milestone)
        said = Feedback.objects.filter(follow_up=row, whose=whose).first()
        return answering.take(
            actor=actor,
            follow_up=row,
            whose=whose,
            expected=said.version if said else 0,
            there=there,
            going=going,
            calls=calls,
        )
