"""Two introductions and one last seat, on two connections: one begins, the other is told."""

from __future__ import annotations

import threading

import pytest
from django.core.exceptions import ValidationError
from django.db import connections
from django.utils import timezone

from tests.fixtures import Cast
from throughgate.foundation.database.rows import Stale
from throughgate.person.people import models
from throughgate.person.people.actions.stays import release_person
from throughgate.work.openings.models import Opening
from throughgate.work.placements.actions import answering, moving
from throughgate.work.placements.tests.making import Story


def at_once(*calls):
    """Do all of it at the same moment, each on a connection of its own; return what came of each."""
    came, begin = [], threading.Barrier(len(calls))

    def one(call):
        begin.wait()
        try:
            came.append(call() or "done")
        except ValidationError as error:
            came.append(" ".join(error.messages))
        except Stale:
            came.append("stale")
        finally:
            connections.close_all()

    threads = [threading.Thread(target=one, args=[call]) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=120)
    return came


def share_milan(cast):
    """Let the chamber see Milan as it sees Emre: by a consent, assigned to the same officer."""
    with cast.acting("colleague"):
        milan = models.Person.objects.using("owner").get(pk=cast.key("milan"))
        placement, colleague = (cast.actor(who).membership for who in ("placement", "colleague"))
        today = timezone.localdate()
        consent = models.Consent(
            person=milan, purpose="take_part", recipient_id=placement.organisation_id, state="given", asked_by_id=colleague.pk,
            asked_for_id=colleague.organisation_id, asked_on=today, answered_on=today, explained_in="tr",
        )  # fmt: skip
        consent.save(using="owner", force_insert=True)
        own = models.CaseLink.objects.using("owner").get(
            person=milan, organisation_id=colleague.organisation_id
        )
        link = models.CaseLink(
            person=milan, organisation_id=placement.organisation_id, role="placement", basis="consent", consent=consent,
            shared_from=own, from_on=today,
        )  # fmt: skip
        link.save(using="owner", force_insert=True)
        models.Assignment(person=milan, link=link, membership_id=placement.pk, from_on=today).save(
            using="owner", force_insert=True
        )


def accepted(cast, who, lead):
    """Bring somebody as far as the first day at the roofer's; the company says yes on the telephone."""
    story = Story(cast.acting, cast, who).ask().person(who=lead).custody(who=lead)
    with cast.acting("placement") as actor:
        row = story.row()
        answering.answer_for_company(actor=actor, placement=row, expected=row.version, agrees=True)
    story.move("offer").move("accept")
    with cast.acting(lead) as actor:
        stay = models.Stay.objects.get(person=cast.key(who), ended_on=None)
        release_person(actor=actor, stay=stay, expected=stay.version, released_on=timezone.localdate())
    return story


def begins(cast, story, version):
    """Return what lets the officer write down the first day, on a page of this version."""

    def begin():
        with cast.acting("placement") as actor:
            moving.start(
                actor=actor, placement=story.row(), expected=version, started_on=timezone.localdate()
            )

    return begin


def version_of(cast, story):
    """Return the version that a page shows."""
    with cast.acting("placement"):
        return story.row().version


@pytest.mark.usefixtures("fresh_database")
def test_two_introductions_and_one_last_seat():
    """Both are to begin today: exactly one does, the other is told that no seat is left, and nothing of it has moved."""
    cast = Cast()
    share_milan(cast)
    stories = [accepted(cast, "emre", "lead"), accepted(cast, "milan", "colleague")]
    calls = [begins(cast, story, version_of(cast, story)) for story in stories]
    came = at_once(*calls)
    assert sorted(said == "done" for said in came) == [False, True], came
    assert any("No seat is left" in said for said in came), came
    assert sorted(story.state for story in stories) == ["accepted", "started"]
    with cast.acting("placement"):
        opening = Opening.objects.get(organisation__code="roofing")
        assert (opening.taken, opening.seats_left) == (1, 0)
    # Whoever was told can try again once the seat comes back, and not before.
    (late,) = (story for story in stories if story.state == "accepted")
    (first,) = (story for story in stories if story.state == "started")
    with pytest.raises(ValidationError, match="No seat is left"):
        late.move("start", started_on=timezone.localdate())
    first.move("end_early", reason="hours")
    assert late.move("start", started_on=timezone.localdate()).state == "started"


@pytest.mark.usefixtures("fresh_database")
def test_one_placement_begun_twice_takes_one_seat():
    """Two officers write down the same first day: one is done, the other is told that somebody was first."""
    cast = Cast()
    story = accepted(cast, "emre", "lead")
    version = version_of(cast, story)
    came = at_once(begins(cast, story, version), begins(cast, story, version))
    assert sorted(said == "done" for said in came) == [False, True], came
    with cast.acting("placement"):
        assert Opening.objects.get(organisation__code="roofing").taken == 1


@pytest.mark.usefixtures("fresh_database")
def test_the_last_two_yeses_at_once_introduce_once():
    """The person's and custody's yes in the same moment: one introduction, one consent."""
    cast = Cast()
    story = Story(cast.acting, cast).ask().company()
    came = at_once(lambda: story.person() and None, lambda: story.custody() and None)
    assert came == ["done", "done"]
    assert story.state == "introduced"
    with cast.acting("lead"):
        resting = models.Consent.objects.filter(purpose="neutral_profile", recipient__code="roofing")
        assert resting.count() == 1
