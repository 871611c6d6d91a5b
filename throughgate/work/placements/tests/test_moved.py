"""The person is moved to another prison while everybody is asked: the one that has them now answers, and no other."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from throughgate.foundation.codes.secret import hash_of_code
from throughgate.foundation.database.context import NOBODY
from throughgate.foundation.database.context import acting as acting_as
from throughgate.ground.acting.actor import NotAllowed
from throughgate.ground.organisations.models import Organisation
from throughgate.person.people.actions.cases import assign_member
from throughgate.person.people.actions.stays import take_back_end, transfer_person
from throughgate.person.people.models import CaseLink, Stay
from throughgate.work.placements.actions import answering, clock, keys
from throughgate.work.placements.models import Answer
from throughgate.work.placements.queries.waiting import work


@pytest.fixture
def moved(acting, cast):
    """Return what moves Emre to the other prison, where the case lead looks after him at once."""

    def move(*, looked_after=True):
        with acting("lead") as actor:
            stay = Stay.objects.get(person_id=cast.key("emre"), ended_on__isnull=True)
            south = Organisation.objects.get(code="south")
            transfer_person(actor=actor, stay=stay, expected=stay.version, to=south, on=timezone.localdate())
        if not looked_after:
            return
        with acting("stranger") as actor:
            link = CaseLink.objects.get(person_id=cast.key("emre"), organisation__code="south")
            assign_member(actor=actor, link=link, membership=actor.membership)

    return move


def waits(acting, who):
    """Return what waits for somebody on Today."""
    with acting(who) as actor:
        return [str(item.mark) for part in work(actor) for item in part.items]


def test_the_yes_of_the_prison_before_does_not_count(story, acting, moved):
    """The old yes introduces nobody; the new prison is told that it is asked, and its yes does."""
    story.ask().custody()
    moved()
    story.person(who="stranger").company()
    assert story.state == "asked"
    assert clock.pass_a_day() == 0
    assert waits(acting, "stranger") == ["answer for custody"]
    assert waits(acting, "lead") == []
    with acting("stranger"):
        assert not Answer.objects.filter(whose="custody").exists()
    story.custody(who="stranger")
    assert story.state == "introduced"


def test_the_no_of_the_prison_before_does_not_count(story, moved):
    """Nor does its no: the new prison says yes, and nothing ends on the fifth day."""
    story.ask().custody(agrees=False)
    moved()
    story.person(who="stranger").company().custody(who="stranger")
    assert story.state == "introduced"


def test_silence_of_the_new_prison_ends_it_on_the_tenth_day(story, moved):
    """Who is asked anew and says nothing is silent, though another one had said no at once."""
    story.ask().custody(agrees=False)
    moved()
    today = timezone.localdate()
    assert clock.pass_a_day(today + timedelta(days=9)) == 0
    assert clock.pass_a_day(today + timedelta(days=21)) == 1
    assert story.state == "not_agreed"


def test_the_prison_before_asks_and_answers_no_more(story, acting, moved):
    """It keeps sight of the case for some days, and no say."""
    story.ask()
    moved()
    with acting("lead") as actor:
        row = story.row()
        assert not answering.asks_person(actor, row)
        assert not answering.answers_for_custody(actor, row)
    for answer in (story.person, story.custody):
        with pytest.raises(NotAllowed):
            answer()


def test_its_sheet_opens_nothing(story, acting, moved):
    """The code that the person was given before the move is dead; that of the new prison works."""
    story.ask()
    codes = {}
    for who in ("lead", "stranger"):
        with acting(who) as actor:
            codes[who], _until = keys.make_code(
                actor=actor, placement=story.row(), purpose="person", key=None
            )
        if who == "lead":
            moved()
    old, new = (hash_of_code(codes[who]) for who in ("lead", "stranger"))
    with acting_as(NOBODY):
        assert keys.find_asked(old) is None
        assert keys.answer_by_key(old, agrees=True, route="open", read_in="de") is False
        assert keys.find_asked(new) is not None
        assert keys.answer_by_key(new, agrees=True, route="open", read_in="de") is True


def test_a_move_that_is_taken_back(story, acting, moved, cast):
    """Where the move was a mistake, what the prison said counts again."""
    story.ask().custody().company()
    moved(looked_after=False)
    with acting("lead") as actor:
        stay = Stay.objects.filter(person_id=cast.key("emre")).latest("arrived_on")
        take_back_end(actor=actor, stay=stay, expected=stay.version)
    story.person()
    assert story.state == "introduced"
