"""Who reads and writes what was said after a start, in the database."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction
from django.utils import timezone

from tests.cast import STAFF
from throughgate.foundation.audit.models import Entry
from throughgate.foundation.database.asking import rows_of
from throughgate.ground.acting.actor import NotAllowed
from throughgate.work.followups.actions import answering, keys
from throughgate.work.followups.models import Feedback, FollowUp
from throughgate.work.followups.tests.making import follow_up, say
from throughgate.work.placements.models import Placement


def _sees(cast, who):
    """Return whose words a member of the cast reads."""
    with cast.acting(who):
        return set(Feedback.objects.values_list("whose", flat=True))


@pytest.fixture
def said(cast, placement):
    """Let both sides have said that there is some trouble; the volunteer typed in the person's."""
    say(cast, placement, "start", "person", "unsure", who="trainer", going="some")
    say(cast, placement, "start", "company", "unsure", going="much", calls=True)
    return placement


def test_each_of_the_cast(cast, said):
    """The placement officer and the volunteer beside the person read both; nobody else reads anything."""
    both = {"placement", "trainer"}
    for who in STAFF:
        assert _sees(cast, who) == ({"person", "company"} if who in both else set()), who


def test_without_a_volunteer_whoever_looks_after_them_reads_the_persons_own(cast, said, without_companion):
    """The case lead and probation read the person's word, never the company's; a colleague, who is not assigned, nothing."""
    for who in ("lead", "aftercare"):
        assert _sees(cast, who) == {"person"}, who
    for who in ("colleague", "officer", "dpo", "company", "stranger", "tso", "trainer"):
        assert _sees(cast, who) == set(), who
    assert _sees(cast, "placement") == {"person", "company"}


def test_milestones_are_seen_with_the_person(cast, said):
    """Whoever reads follow-ups and sees Emre; no company, and no column tells what was said but a yes."""
    readers = {"lead", "colleague", "aftercare", "placement", "trainer"}
    for who in STAFF:
        with cast.acting(who):
            assert FollowUp.objects.exists() == (who in readers), who


def test_a_companys_own_account_reads_nothing(cast, said):
    """Neither what the person said nor what it said itself, nor that anybody was asked."""
    with cast.acting("company"):
        assert not FollowUp.objects.exists()
        assert not Feedback.objects.exists()
        assert rows_of("SELECT * FROM gate.follow_ups_waiting()") == []


def test_the_audit_tells_nobody_else(cast, said):
    """That something was said stands in the audit for whoever wrote it alone."""
    for who, shown in (("trainer", 0), ("lead", 0), ("dpo", 0)):
        with cast.acting(who):
            assert Entry.objects.filter(action="feedback.take").count() == shown, who


@pytest.mark.parametrize("who", ["lead", "aftercare", "trainer"])
def test_others_do_not_type_in_what_the_company_said(cast, placement, who):
    """Neither by the action nor past it: the company's word is the placement officer's."""
    with pytest.raises(NotAllowed):
        say(cast, placement, "start", "company", "yes", who=who)
    with cast.acting(who) as actor:
        row = follow_up(placement, "start")
        feedback = Feedback(follow_up=row, placement_id=placement, person_id=row.person_id, whose="company", there="yes",
                            going="well", taken_by=actor.membership)  # fmt: skip
        with pytest.raises(ProgrammingError), transaction.atomic():
            feedback.save(force_insert=True)


@pytest.mark.parametrize("who", ["lead", "aftercare", "trainer", "placement"])
def test_who_types_in_what_the_person_said(cast, placement, who):
    """Whoever stands beside the person, or placed them; the yes stands in nobody's name in the placement's history."""
    say(cast, placement, "start", "person", "yes", who=who)
    with cast.acting("placement"):
        assert follow_up(placement, "start").confirmed_on == timezone.localdate()


def test_what_was_said_is_put_right_by_who_takes_it(cast, said):
    """A volunteer sees to what the company said, and changes nothing of it."""
    with cast.acting("trainer") as actor:
        row = Feedback.objects.get(whose="company")
        answering.see_to(actor=actor, feedback=row, expected=row.version)
        with pytest.raises(IntegrityError, match="not for this side"), transaction.atomic():
            Feedback.objects.filter(pk=row.pk).update(there="yes", going="well")
    say(cast, said, "start", "company", "yes")
    with cast.acting("placement"):
        row = Feedback.objects.get(whose="company")
        assert (row.there, row.seen_to_on, row.version) == ("yes", None, 3)
        with pytest.raises(IntegrityError, match="confirmed stays"), transaction.atomic():
            Feedback.objects.filter(pk=row.pk).update(there="no", going="")


def test_nothing_of_days_to_come_or_of_another_placement(cast, placement):
    """The database refuses an answer of tomorrow, and one that hangs on another person's milestone."""
    tomorrow = timezone.localdate() + timedelta(days=1)
    with cast.acting("placement") as actor:
        row = follow_up(placement, "start")
        facts = {"follow_up": row, "placement_id": placement, "person_id": row.person_id, "whose": "person",
                 "there": "no", "taken_by": actor.membership}  # fmt: skip
        with pytest.raises(IntegrityError, match="days to come"), transaction.atomic():
            Feedback(**facts, answered_on=tomorrow).save(force_insert=True)
        with pytest.raises((IntegrityError, ProgrammingError)), transaction.atomic():
            Feedback(**{**facts, "person_id": cast.key("milan")}).save(force_insert=True)


def test_an_answer_stays_whose_it_is(cast, placement):
    """Nobody makes the company's word out of the person's."""
    say(cast, placement, "start", "person", "no")
    with (
        cast.acting("placement"),
        pytest.raises(IntegrityError, match="stays what it is"),
        transaction.atomic(),
    ):
        Feedback.objects.update(whose="company")


def test_nobody_asks_in_the_workers_name(cast, placement):
    """Whoever acts neither takes a step of the clock nor writes a milestone."""
    with cast.acting("placement"):
        with pytest.raises(ProgrammingError, match="not allowed"), transaction.atomic():
            rows_of("SELECT gate.follow_up_moves(%s, 'start', current_date, 'close', '')", placement)
        with pytest.raises(ProgrammingError), transaction.atomic():
            FollowUp.objects.update(closed_on=timezone.localdate())
        with pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT * FROM followups_feedbackkey")


def test_who_prints_which_sheet(cast, placement):
    """The person's by whoever takes their answer, the company's by the placement officer once the company is asked."""
    for who, whose, gets in (
        ("placement", "company", False),
        ("placement", "person", True),
        ("lead", "person", True),
        ("trainer", "person", True),
        ("trainer", "company", False),
        ("placement", "custody", False),
    ):
        with cast.acting(who) as actor:
            made = keys.make_code(actor=actor, follow_up=follow_up(placement, "start"), whose=whose, key=None)
            assert (made is not None) == gets, (who, whose)
    row = FollowUp(person_id=cast.key("emre"), placement=Placement(pk=placement))
    with cast.acting("company") as actor, pytest.raises(NotAllowed):
        keys.make_code(actor=actor, follow_up=row, whose="company", key=None)
