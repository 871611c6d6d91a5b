"""An officer leaves while introductions, follow-ups and visits hang on them: somebody else sees them and goes on."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.fixtures import Cast
from throughgate.ground.accounts.models import Membership, User
from throughgate.ground.organisations.models import Organisation
from throughgate.person.people.actions.cases import assign_shared
from throughgate.person.people.actions.leaving import leave_organisation
from throughgate.person.people.queries.unassigned import unassigned
from throughgate.person.people.queries.unassigned import work as without_anybody
from throughgate.work.contact_log.actions import add_note, finish_step
from throughgate.work.contact_log.models import Note
from throughgate.work.contact_log.queries import work as steps
from throughgate.work.followups.actions import clock as milestones
from throughgate.work.followups.models import Feedback
from throughgate.work.followups.queries.waiting import work as follow_ups
from throughgate.work.followups.tests.making import begun, say
from throughgate.work.placements.actions import messages, moving
from throughgate.work.placements.models import Placement
from throughgate.work.placements.queries.waiting import work as introductions
from throughgate.work.placements.tests.making import Story

pytestmark = pytest.mark.usefixtures("fresh_database")


def colleague() -> Membership:
    """Let a second placement officer work for the chamber."""
    user = User(username="second", given_names="Second", family_name="Officer")
    user.set_unusable_password()
    user.save(using="owner", force_insert=True)
    chamber = Organisation.objects.using("owner").get(code="chamber")
    member = Membership(
        user=user, organisation=chamber, roles=["placement_officer"], starts_on=timezone.localdate()
    )
    member.save(using="owner", force_insert=True)
    return Membership.objects.select_related("user", "organisation").get(pk=member.pk)


def leave(cast: Cast, taking: Membership | None = None) -> None:
    """Let the administrator of the chamber end the officer's membership, who takes over or nobody."""
    leaving = cast.actor("placement").membership
    with cast.acting("chamberadmin") as admin:
        leave_organisation(actor=admin, membership=leaving, expected=leaving.version, taking=taking)


def counts(parts) -> list[int]:
    """Return how many wait in each part."""
    return [part.count for part in parts if part.count]


def test_whoever_takes_over_goes_on_with_the_introduction():
    """Today tells the colleague what waits, and they write, invite and begin."""
    cast = Cast()
    story = Story(cast.acting, cast).introduced()
    story.company("write", text="When could we talk?", id="01900000-0000-7000-8000-000000000001",
                  once="0192c4a0-0000-4000-8000-000000000009")  # fmt: skip
    leave(cast, colleague())
    with cast.acting("second") as actor:
        assert counts(introductions(actor)) == [1], "a message that nobody read"
        row = story.row()
        messages.write_message(actor=actor, placement=row, text="On Monday.")
        moving.invite(actor=actor, placement=row, expected=row.version, talk_by="phone", talk_at=None)
        for name in ("offer", "accept"):
            row = story.row()
            moving.move(actor=actor, placement=row, name=name, expected=row.version)
        assert Placement.objects.visible_to(actor).in_hand(actor).get().state == "accepted"


def test_with_nobody_to_take_over_today_says_who_has_nobody():
    """The people stand on the colleague's Today until somebody takes them; what waits about them comes along then."""
    cast = Cast()
    story = Story(cast.acting, cast)
    second = colleague()
    leave(cast)
    with cast.acting("second") as actor:
        assert counts(introductions(actor)) == []
        assert counts(without_anybody(actor)) == [1]
        # It can be gone on with at once: it stands in the list of what the chamber keeps.
        assert Placement.objects.visible_to(actor).in_hand(actor).get().pk == story.key
        (one,) = unassigned(actor)
        assign_shared(actor=actor, link=one.link, membership=second)
        assert counts(introductions(actor)) == [1]


def test_follow_ups_go_on():
    """Who takes over is told which answers are missing, types them in, and is warned."""
    cast = Cast()
    placement = begun(cast, timezone.localdate())
    milestones.pass_a_day()
    leave(cast, colleague())
    with cast.acting("second") as actor:
        assert counts(follow_ups(actor)) == [1], "the person has not answered"
    say(cast, placement, "start", "company", "no", who="second", calls=True)
    with cast.acting("second") as actor:
        assert Feedback.objects.get().taken_by_id == actor.membership.pk
        assert sum(counts(follow_ups(actor))) >= 1


def test_steps_of_who_has_left_stand_on_the_colleagues_today():
    """A visit that was to be made: not lost with the account; while its officer works there it is theirs alone."""
    cast = Cast()
    second = colleague()
    today = timezone.localdate()
    with cast.acting("placement") as actor:
        roofing = Organisation.objects.get(code="roofing")
        for step in ("Visit them", "Bring the agreement"):
            add_note(actor=actor, organisation=roofing, kind="call", happened_on=today - timedelta(days=9),
                     next_step=step, next_on=today)  # fmt: skip
        assert counts(steps(actor)) == [2]
    with cast.acting("second") as actor:
        assert counts(steps(actor)) == []
    leave(cast, second)
    with cast.acting("second") as actor:
        assert counts(steps(actor)) == [2]
        note = Note.objects.get(next_step="Visit them")
        finish_step(actor=actor, note=note, expected=note.version)
        assert counts(steps(actor)) == [1]
