"""What actions refuse by themselves, each with its own reason, and what they let pass at the edge of a rule."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from throughgate.foundation.audit.models import Entry
from throughgate.foundation.database.rows import Stale
from throughgate.ground.acting.actor import NotAllowed
from throughgate.person.people import actions
from throughgate.person.people.models import CaseLink, Consent, Person, PersonNumber, Stay
from throughgate.person.people.rules import ReleaseDates, needs_guardian


@pytest.fixture
def emre(cast):
    """Give the key of Emre, who is in the prison in the north."""
    return cast.key("emre")


def the_stay(person):
    """Return the stay that goes on."""
    return Stay.objects.select_related("person", "organisation").get(person=person, ended_on=None)


def ask(actor, person, **facts):
    """Ask for a consent; returns it as a page finds it."""
    made = actions.ask_consent(actor=actor, person=Person.objects.get(pk=person), explained_in="de", **facts)
    return Consent.objects.select_related("person").get(pk=made.pk)


def answer(actor, consent, **facts):
    """Note an answer to it."""
    return actions.answer_consent(actor=actor, consent=consent, expected=consent.version, **facts)


def test_names_need_the_right_to_the_person(acting, emre):
    """Whoever writes the profile alone changes where home is, and no name."""
    with acting("teacher") as actor:
        assert actor.may("write", "profile")
        assert not actor.may("write", "person")
        person = Person.objects.get(pk=emre)
        with pytest.raises(NotAllowed):
            actions.change_person(actor=actor, person=person, expected=person.version, given_names="New")
        person = Person.objects.get(pk=emre)
        actions.change_person(actor=actor, person=person, expected=person.version, travel_reach_km=12)


def test_a_number_is_never_typed_over_one_that_was_not_seen(acting, emre):
    """Version 0 says that there was none."""
    with acting("lead") as actor:
        person = Person.objects.get(pk=emre)
        there = PersonNumber.objects.get(person=person, organisation=actor.organisation)
        with pytest.raises(Stale):
            actions.set_number(actor=actor, person=person, number="other", expected=0)
        assert PersonNumber.objects.get(pk=there.pk).number == there.number


@pytest.mark.parametrize(("days", "needed"), [(-1, True), (0, False), (1, False)])
def test_a_guardian_decides_until_the_eighteenth_birthday(days, needed):
    """On that day nobody does any more."""
    assert needs_guardian(date(2000, 5, 22), "day", date(2018, 5, 22) + timedelta(days=days)) is needed


def test_a_release_may_be_planned_for_the_day_of_arrival(acting, emre):
    """A night in custody is a stay; all three dates may be one day."""
    with acting("lead") as actor:
        stay = the_stay(emre)
        day = stay.arrived_on
        actions.change_release_dates(
            actor=actor, stay=stay, expected=stay.version, dates=ReleaseDates(day, day, day)
        )
        stay.refresh_from_db()
        assert {stay.release_earliest_on, stay.release_expected_on, stay.release_latest_on} == {day}


def test_a_stay_may_begin_on_the_day_on_which_another_ended(acting, emre):
    """Released in the morning, back in the evening: put right, too. Each admission is in the audit."""
    today = timezone.localdate()
    with acting("lead") as actor:
        first = the_stay(emre)
        ended = today - timedelta(days=5)
        actions.release_person(actor=actor, stay=first, expected=first.version, released_on=ended)
        stay = actions.admit_person(
            actor=actor,
            person=Person.objects.get(pk=emre),
            arrived_on=today - timedelta(days=2),
            dates=ReleaseDates(None, None, None),
        )
        assert Entry.objects.filter(action="stay.admit", subject_id=stay.pk).count() == 1
        actions.correct_stay(actor=actor, stay=stay, expected=stay.version, arrived_on=ended)
        stay.refresh_from_db()
        assert stay.arrived_on == ended


def test_after_a_move_the_old_prison_looks_for_fourteen_days(acting, cast, emre):
    """Not a day longer, and not a day less."""
    with acting("lead") as actor:
        stay, south = the_stay(emre), cast.organisation("south")
        today = timezone.localdate()
        actions.transfer_person(actor=actor, stay=stay, expected=stay.version, to=south, on=today)
        own = CaseLink.objects.get(person=emre, organisation=actor.organisation)
        assert own.until_on == today + timedelta(days=14)


def test_a_no_is_no_yes_without_another_question(acting, emre):
    """What was refused is asked again, or stays refused."""
    with acting("lead") as actor:
        consent = ask(actor, emre, purpose="contact_after_release")
        answer(actor, consent, given=False)
        consent.refresh_from_db()
        with pytest.raises(ValidationError, match="cannot be done any more"):
            answer(actor, consent, given=True)


def test_a_minor_agrees_with_the_guardian_alone(acting, emre):
    """Said at its field; a no needs nobody else."""
    today = timezone.localdate()
    with acting("lead") as actor:
        Person.objects.filter(pk=emre).update(
            birth_on=today - timedelta(days=16 * 365), birth_precision="day"
        )
        consent = ask(actor, emre, purpose="contact_after_release")
        with pytest.raises(ValidationError) as refused:
            answer(actor, consent, given=True)
        assert set(refused.value.message_dict) == {"guardian_agreed_on"}
        answer(actor, consent, given=False)


def test_a_consent_opens_a_case_to_whom_it_names(acting, cast, emre):
    """To nobody else."""
    with acting("lead") as actor:
        consent = ask(actor, emre, purpose="take_part", recipient=cast.organisation("school"))
        consent = answer(actor, consent, given=True)
        person, others = Person.objects.get(pk=emre), cast.organisation("debt-advice")
        with pytest.raises(ValidationError) as refused:
            actions.share_case(actor=actor, person=person, organisation=others, consent=consent)
        assert refused.value.code == "no_consent"
