"""From the introduction to a year at work: who moves what, the last seat, what the company does with or without account."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, ProgrammingError, transaction
from django.utils import timezone

from throughgate.foundation.codes import secret
from throughgate.foundation.database.asking import rows_of
from throughgate.foundation.database.context import NOBODY
from throughgate.foundation.database.context import acting as acting_as
from throughgate.foundation.database.rows import Stale
from throughgate.ground.acting.actor import NotAllowed
from throughgate.work.openings.models import Opening
from throughgate.work.placements.actions import clock, company, keys, messages, moving
from throughgate.work.placements.models import Introduction, Message


def test_all_the_way(story, acting):
    """Talk, trial, offer, accepted, started with the seat, milestones, completed."""
    today = timezone.localdate()
    story.introduced("open").move("invite", talk_by="inside", talk_at=timezone.now())
    for name in ("try", "offer"):
        story.move(name)
    story.move("accept", who="lead").begin(today)
    with acting("placement"):
        assert Opening.objects.get(organisation__code="roofing").taken == 1
    for name in ("retain_6_weeks", "retain_6_months", "retain_12_months", "complete"):
        story.move(name)
    assert story.state == "completed"
    with acting("company"):
        shown = Introduction.objects.get()
        assert (shown.state, shown.profile, shown.started_on) == ("completed", None, today)


def test_the_seat_comes_back(story, acting):
    """What ends early gives its seat back, with a reason."""
    story.introduced().move("invite", talk_by="phone", talk_at=None).move("offer").move("accept")
    story.begin(timezone.localdate())
    with pytest.raises(ValidationError):
        story.move("end_early", reason="")
    story.move("end_early", reason="hours")
    with acting("placement"):
        assert Opening.objects.get(organisation__code="roofing").taken == 0
        assert story.row().ended_on == timezone.localdate()


def test_no_seat_left(story, acting):
    """Whoever comes too late for the last seat is told, and nothing has moved."""
    story.introduced().move("offer").move("accept")
    with acting("placement"):
        Opening.objects.filter(organisation__code="roofing").update(taken=1)
    with pytest.raises(ValidationError, match="No seat is left"):
        story.begin(timezone.localdate())
    assert story.state == "accepted"


def test_the_neutral_route_tells_nothing(story, acting):
    """A talk inside or on a day out would tell where somebody is: the page and the database refuse it."""
    story.introduced("neutral")
    with pytest.raises(ValidationError, match="neutral route"):
        story.move("invite", talk_by="inside", talk_at=None)
    with acting("placement"), pytest.raises(IntegrityError, match="tells_nothing"), transaction.atomic():
        type(story.row()).objects.filter(pk=story.key).update(talk_by="day_release")
    with pytest.raises(ValidationError, match="any more"):
        story.move("end_early", reason="hours")


def test_two_officers_on_one_placement(story, acting):
    """The second moves nothing, and is told who was first."""
    story.introduced()
    with acting("placement"):
        theirs = story.row().version
    story.move("offer")
    with acting("placement") as actor:
        row = story.row()
        with pytest.raises(Stale):
            moving.move(actor=actor, placement=row, name="accept", expected=theirs)


def test_others_do_not_move_it(story):
    """A case lead accepts and withdraws for the person; the rest is the placement officer's."""
    story.introduced()
    with pytest.raises(NotAllowed):
        story.move("offer", who="lead")
    story.move("offer")
    story.move("withdraw", who="lead", reason="distance")
    assert story.state == "withdrawn"


def test_the_company_moves_its_own(story, acting):
    """It invites, tries, offers; a stale page is told; what the table does not allow is refused."""
    story.introduced().company("invite", by="at_company", at=timezone.now().isoformat())
    with acting("company"):
        row = Introduction.objects.get()
        with pytest.raises(ValidationError, match="any more"):
            company.company_moves(row, "agree", expected=row.version)
        with pytest.raises(Stale):
            company.company_moves(row, "offer", expected=row.version - 1)
        with pytest.raises(ValidationError):
            company.company_moves(row, "decline", expected=row.version)
    story.company("offer")
    assert story.state == "offered"
    story.company("decline", reason="place_filled")
    assert story.state == "declined"


def test_another_company_moves_nothing(story, acting):
    """Neither by its own name nor by a key of something else."""
    story.introduced()
    with acting("company"):
        row = Introduction.objects.get()
    with acting("trainer"), pytest.raises(ProgrammingError, match="not allowed"), transaction.atomic():
        company.company_moves(row, "offer", expected=row.version)
    with acting_as(NOBODY), pytest.raises(ProgrammingError, match="not allowed"), transaction.atomic():
        company.company_moves(row, "offer", expected=row.version, typed="nothing")


def test_a_company_without_account(story, acting):
    """By the code of a letter it reads its introduction, answers and writes; after 60 days the code opens nothing."""
    story.ask()
    with acting("placement") as actor:
        code, until = keys.make_code(actor=actor, placement=story.row(), purpose="company", key=uuid.uuid4())
    assert until == timezone.localdate() + timedelta(days=60)
    typed = secret.hash_of_code(code)
    with acting_as(NOBODY):
        (row,) = Introduction.objects.raw("SELECT * FROM gate.introduction_by_key(%s)", [typed])
        assert (row.state, row.profile) == ("asked", None)
        company.company_moves(row, "agree", expected=row.version, typed=typed)
        with pytest.raises(ValidationError, match="any more"):
            company.company_moves(row, "refuse", expected=row.version, typed=typed)
    story.person().custody()
    with acting_as(NOBODY):
        (row,) = Introduction.objects.raw("SELECT * FROM gate.introduction_by_key(%s)", [typed])
        assert row.profile["called"] == "Markeremrecalled M."
        company.company_moves(row, "write", expected=0, typed=typed, text="When can we talk?")
        assert len(rows_of("SELECT * FROM gate.messages_by_key(%s)", typed)) == 1


def test_who_prints_which_code(story, acting):
    """A company's code is the officer's, a person's custody's while it has a part; nobody else gets one."""
    with acting("placement") as actor:
        assert keys.make_code(actor=actor, placement=story.row(), purpose="company", key=None) is None
    story.ask()
    for who, purpose, gets in (
        ("placement", "company", True),
        ("lead", "company", False),
        ("placement", "person", False),
        ("lead", "person", True),
    ):
        with acting(who) as actor:
            made = keys.make_code(actor=actor, placement=story.row(), purpose=purpose, key=None)
            assert (made is not None) == gets, (who, purpose)


def test_the_person_answers_by_code(story, acting):
    """On paper: the code shows exactly what the company would see, and takes one answer."""
    story.ask("Works carefully")
    with acting("lead") as actor:
        code, _until = keys.make_code(actor=actor, placement=story.row(), purpose="person", key=None)
    typed = secret.hash_of_code(code)
    with acting_as(NOBODY):
        asked = keys.find_asked(typed)
        assert asked.profile["strengths"] == ["Works carefully"]
        assert asked.is_open
        assert keys.answer_by_key(typed, agrees=True, route="open", read_in="de")
        assert not keys.answer_by_key(typed, agrees=False, route="", read_in="de")
        assert not keys.find_asked(typed).is_open
    story.custody().company()
    assert story.state == "introduced"


def test_messages_go_to_and_fro(story, acting):
    """A message is one however often it is sent; what tells is refused; the other side's are seen once read."""
    once = uuid.uuid4()
    story.introduced()
    with acting("placement") as actor:
        row = story.row()
        for _time in range(2):
            messages.write_message(actor=actor, placement=row, text="Can you call us?", once=once)
        with pytest.raises(ValidationError, match="prison"):
            messages.write_message(actor=actor, placement=row, text="She is in prison")
        with pytest.raises(IntegrityError, match="tells"), transaction.atomic():
            Message(introduction_id=row.introduction_id, side="officer", text="In prison").save(
                force_insert=True
            )
    with acting("company"):
        (message,) = Message.objects.all()
        rows_of("SELECT gate.read_messages(%s, NULL)", message.introduction_id)
        assert Message.objects.get().read_at is not None
    with acting("lead"):
        assert not Message.objects.exists()


def test_neither_side_sees_the_others_address_until_both_say_so(story, acting):
    """What one side says of itself is kept back until the other does the same."""
    story.introduced().move("share", contact="0151 1")
    with acting("company"):
        assert Introduction.objects.get().persons_contact == ""
    story.company("share", contact="office@roof.example")
    with acting("company"):
        assert Introduction.objects.get().persons_contact == "0151 1"


def test_what_a_day_brings(story, acting, monkeypatch):
    """A no shows on the fifth working day and not before; what is introduced and not answered is reminded of, then closed."""
    story.ask().person(agrees=False)
    asked = timezone.localdate()
    days = [asked + timedelta(days=n) for n in range(1, 30)]
    for day in days:
        clock.pass_a_day(day)
        if story.state != "asked":
            break
    from throughgate.ground.organisations.models import Region
    from throughgate.ground.organisations.working_days import is_working_day

    with acting("placement"):
        region = Region.objects.get(code="rhine")
        assert sum(is_working_day(one, region) for one in days[: days.index(day) + 1]) == 5
    assert story.state == "not_agreed"


def test_no_answer_closes_it(story, acting):
    """After five working days the company is reminded, after ten it is over, and the profile is gone from its page."""
    story.introduced()
    since = timezone.localdate()
    clock.pass_a_day(since + timedelta(days=1))
    assert story.state == "introduced"
    clock.pass_a_day(since + timedelta(days=9))
    with acting("placement"):
        assert story.row().reminded_on is not None
    clock.pass_a_day(since + timedelta(days=60))
    with acting("placement"):
        row = story.row()
        assert (row.state, row.reason, row.ended_on) == ("lapsed", "no_answer", since)
    with acting("company"):
        assert Introduction.objects.get().profile is None
    assert clock.pass_a_day(since + timedelta(days=61)) == 0


def test_the_clock_is_the_workers(story, acting):
    """Nobody who acts moves the clock, or learns what waits."""
    story.ask()
    with acting("placement"):
        assert rows_of("SELECT * FROM gate.placements_waiting()") == []
        with pytest.raises(ProgrammingError, match="not allowed"), transaction.atomic():
            rows_of("SELECT gate.clock_moves(%s, 'not_agree')", story.key)
