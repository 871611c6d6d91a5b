"""A place that goes, and a company that leaves, while everybody is asked or one talks: nobody is introduced to nothing."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from throughgate.foundation.outbox.models import Mail
from throughgate.work.openings.models import Opening
from throughgate.work.placements.actions import clock
from throughgate.work.placements.actions.mailing import write_to_companies
from throughgate.work.placements.models import Introduction
from throughgate.work.register.actions import answering as register
from throughgate.work.register.actions.keys import tidy
from throughgate.work.register.models import Registration

ROOFER = {"organisation__code": "roofing"}


@pytest.fixture
def left(acting):
    """Return what lets the roofer leave the register by itself, and return."""
    tidy()

    def move(name="leave", who="company"):
        with acting(who) as actor:
            row = Registration.objects.get(**ROOFER)
            register.move(actor=actor, registration=row, move=name, expected=row.version)

    return move


@pytest.mark.parametrize(
    "gone", [{"taken": 1}, {"state": "paused"}, {"expires_on": timezone.localdate() - timedelta(days=1)}]
)
def test_the_last_yes_to_a_place_that_is_gone(story, acting, gone):
    """The company had said yes; meanwhile somebody else took the last seat. Nobody is introduced; free again, the day does."""
    story.ask().company().person()
    with acting("placement"):
        was = Opening.objects.filter(**ROOFER).values(*gone)[0]
        Opening.objects.filter(**ROOFER).update(**gone)
    story.custody()
    assert story.state == "asked"
    assert clock.pass_a_day() == 0
    with acting("placement"):
        Opening.objects.filter(**ROOFER).update(**was)
    assert clock.pass_a_day() == 1
    assert story.state == "introduced"


def test_what_stays_gone_is_not_agreed_on_the_tenth_day(story, acting):
    """It reads outside like any other silence."""
    story.ask().company().person()
    with acting("placement"):
        Opening.objects.filter(**ROOFER).update(taken=1)
    story.custody()
    assert clock.pass_a_day(timezone.localdate() + timedelta(days=21)) == 1
    assert story.state == "not_agreed"


def test_a_company_that_left_is_asked_nothing(story, acting, left):
    """It gets no mail, cannot say yes, is introduced to nobody, and nobody is proposed to it; returned, all goes on."""
    story.ask().person().custody()
    left()
    assert write_to_companies() == 0
    with pytest.raises(ValidationError, match="not offered"):
        story.company()
    assert story.state == "asked"
    left("return", "placement")
    assert write_to_companies() == 1
    story.company()
    assert story.state == "introduced"


def test_a_company_that_leaves_after_its_yes(story, left):
    """Its yes counts no more."""
    story.ask().company().person()
    left()
    story.custody()
    assert story.state == "asked"


def test_a_company_that_leaves_in_talks(story, acting, left):
    """No mail reaches it any more; its page says how it stands, and the officer ends it with its reason."""
    story.introduced()
    assert write_to_companies() == 1
    Mail.objects.all().delete()
    left()
    story.move("offer")
    with acting("placement"):
        assert Introduction.objects.get().profile is not None
    assert write_to_companies() == 0
    story.move("decline", reason="other", reason_text="They have left the register.")
    assert story.state == "declined"


def test_a_paused_company_goes_on_with_what_began(story, left):
    """Who pauses asks for nobody new and finishes what began."""
    story.introduced()
    left("pause")
    assert write_to_companies() == 1
    story.company("offer")
    assert story.state == "offered"
