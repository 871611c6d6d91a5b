"""What changes while one talks: the place is edited, the person leaves earlier, takes the consent back, or the place goes."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from throughgate.person.people.actions.consents import withdraw_consent
from throughgate.person.people.models import Consent, WorkCondition
from throughgate.work.openings import actions as openings
from throughgate.work.openings.models import Opening
from throughgate.work.placements.actions import answering, clock, proposing
from throughgate.work.placements.models import Introduction
from throughgate.work.placements.tests.making import Story
from throughgate.work.placements.tests.test_company import main_of

ROOFER = {"organisation__code": "roofing"}
TALKING = {
    "introduced": (),
    "in_talks": (("invite", {"talk_by": "phone", "talk_at": None}),),
    "trial": (("invite", {"talk_by": "phone", "talk_at": None}), ("try", {})),
    "offered": (("offer", {}),),
    "accepted": (("offer", {}), ("accept", {})),
}


def there(story: Story, state: str) -> Story:
    """Bring the placement to a state in which one talks."""
    story.introduced()
    for name, facts in TALKING[state]:
        story.move(name, **facts)
    assert story.state == state
    return story


def edit(acting, **changes):
    """Let the company change its opening."""
    with acting("company") as actor:
        opening = Opening.objects.get(**ROOFER)
        openings.change_opening(actor=actor, opening=opening, expected=opening.version, **changes)


@pytest.mark.parametrize("state", TALKING)
def test_an_opening_is_edited_during_talks(story, acting, signed_in, state):
    """Both sides read the new title, what was agreed to show stays, and the talks go on to the first day."""
    there(story, state)
    with acting("company"):
        before = Introduction.objects.get()
    edit(
        acting, title="Roofer and tinsmith", starts_on=timezone.localdate() + timedelta(days=40), licence="B"
    )
    with acting("company"):
        after = Introduction.objects.get()
    assert (after.profile, after.state, after.version) == (before.profile, state, before.version)
    page = signed_in("company").get(reverse("introductions:page", args=[after.pk]))
    assert "Roofer and tinsmith" in main_of(page)
    for name in ("offer", "accept"):
        if story.state not in ("offered", "accepted") or (name == "accept" and story.state == "offered"):
            story.move(name)
    assert story.begin(timezone.localdate()).state == "started"


def test_seats_taken_away_during_talks(story, acting):
    """The company leaves no seat: it talks on, and whoever would begin is told; a seat more, and they begin."""
    there(story, "accepted")
    with acting("placement") as actor:
        openings.take_seat(actor=actor, opening=Opening.objects.get(**ROOFER))
    with pytest.raises(ValidationError, match="No seat is left"):
        story.begin(timezone.localdate())
    edit(acting, seats=2)
    assert story.move("start", started_on=timezone.localdate()).state == "started"


def test_an_opening_that_asks_for_more_while_all_are_asked(story, acting, cast):
    """What a work condition shuts since the question introduces nobody, whoever said yes before."""
    with acting("lead"):
        WorkCondition.objects.filter(person=cast.key("emre")).delete()
        WorkCondition.objects.create(person_id=cast.key("emre"), kind="no_driving")
    story.ask().person().company()
    edit(acting, licence="B")
    with pytest.raises(ValidationError):
        story.custody()
    assert story.state == "asked"


def test_released_early_while_all_are_asked(story, acting):
    """Released before anybody asked: nobody waits for custody for ever, whoever may ask asks, and the last yes introduces."""
    story.ask().company()
    with acting("placement") as actor:
        assert not answering.asks_person(actor, story.row())
    story.release()
    with acting("lead") as actor:
        # The prison that released keeps its part for some days, and answers in them.
        assert answering.asks_person(actor, story.row())
    story.person().custody()
    assert story.state == "introduced"


@pytest.mark.parametrize("state", [state for state in TALKING if state != "introduced"])
def test_released_early_during_talks(story, state):
    """The talks go on as they are, and the first day needs no day release any more."""
    there(story, state).release()
    assert story.state == state
    for name in ("offer", "accept"):
        if (name == "offer" and story.state in ("offered", "accepted")) or story.state == "accepted":
            continue
        story.move(name)
    assert story.move("start", started_on=timezone.localdate()).state == "started"


@pytest.mark.parametrize("state", TALKING)
def test_the_consent_is_taken_back_midway(story, acting, signed_in, state):
    """Wherever the talks are, they end at once; the company reads nobody, is told in plain words, and moves nothing more."""
    there(story, state)
    with acting("company"):
        one = Introduction.objects.get()
        name = one.profile["called"]
    client = signed_in("company")
    before = client.get(reverse("introductions:page", args=[one.pk])).content.decode()
    assert name in before
    with acting("placement"):
        resting = story.row().consent_id
    with acting("lead") as lead:
        consent = Consent.objects.get(pk=resting)
        withdraw_consent(actor=lead, consent=consent, expected=consent.version)
    assert story.state == "withdrawn"
    page = client.get(reverse("introductions:page", args=[one.pk]))
    assert page.status_code == 200
    assert name not in page.content.decode()
    with acting("placement"):
        assert Opening.objects.get(**ROOFER).taken == 0
    sent = {"move": "offer", "version": one.version}
    assert client.post(reverse("introductions:page", args=[one.pk]), sent).status_code == 409
    with acting("company"):
        gone = Introduction.objects.get()
        assert (gone.profile, gone.persons_contact) == (None, "")


def test_the_consent_is_taken_back_at_work(story, acting):
    """At work the seat stays taken and the placement goes on; the company reads nothing more of the person."""
    there(story, "accepted").begin(timezone.localdate())
    with acting("placement"):
        resting = story.row().consent_id
    with acting("lead") as actor:
        consent = Consent.objects.get(pk=resting)
        withdraw_consent(actor=actor, consent=consent, expected=consent.version)
    assert story.state == "started"
    with acting("company"):
        assert Introduction.objects.get().profile is None
    with acting("placement"):
        assert Opening.objects.get(**ROOFER).taken == 1
    assert story.move("end_early", reason="hours").state == "ended_early"


@pytest.mark.parametrize("gone", ["close", "pause", "fill"])
def test_an_answer_after_the_place_is_gone(story, acting, signed_in, gone):
    """The place goes while all are asked: the person's and custody's yes are taken, and introduce nobody; it is said why."""
    story.ask().company()
    with acting("company") as actor:
        opening = Opening.objects.get(**ROOFER)
        openings.move_opening(actor=actor, opening=opening, move=gone, expected=opening.version)
    story.person().custody()
    assert story.state == "asked"
    with acting("placement"):
        address = reverse("placements:page", args=[story.row().person_id, story.key])
    client = signed_in("placement")
    assert "nobody is introduced until it is offered again" in client.get(address).content.decode()
    with acting("placement") as actor:
        row = story.row()
        with pytest.raises(ValidationError, match="not offered any more"):
            proposing.propose(actor=actor, person=row.person, opening=row.opening)
    with acting("company") as actor:
        opening.refresh_from_db()
        openings.move_opening(actor=actor, opening=opening, move="reopen", expected=opening.version)
    assert "until it is offered again" not in client.get(address).content.decode()
    assert clock.pass_a_day() == 1
    assert story.state == "introduced"
