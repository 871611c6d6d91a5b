"""Who is in a course: put in once, leaving with a reason; a transfer takes it along, and the old school keeps its own."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import Error, IntegrityError, transaction

from throughgate.ground.acting.actor import NotAllowed
from throughgate.ground.organisations.models import Organisation
from throughgate.person.people.actions import release_person, take_back_end, transfer_person
from throughgate.person.people.models import Stay
from throughgate.person.schooling import actions
from throughgate.person.schooling.models import Course, Enrolment, Mark, Subject
from throughgate.person.schooling.tests.making import course, days_ago, give, today


@pytest.fixture
def emre(cast):
    return cast.key("emre")


def test_twice_is_once(acting, emre, cast):
    """Who is in the course already stays as they are; who comes back after leaving is put in anew."""
    made = course(acting, people=[emre], starts_on=days_ago(50))
    with acting("lead") as lead:
        new = actions.enrol(actor=lead, course=made, people=[emre, cast.key("milan"), emre], from_on=today())
        assert [row.person_id for row in new] == [cast.key("milan")]
        row = Enrolment.objects.get(person=emre)
        actions.leave(actor=lead, enrolment=row, expected=1, until_on=days_ago(9), reason="own_wish")
        assert len(actions.enrol(actor=lead, course=made, people=[emre], from_on=today())) == 1
        with pytest.raises(IntegrityError, match="enrolment_open_once"), transaction.atomic():
            Enrolment(person_id=emre, course=made, organisation=made.organisation, from_on=today()).save()


def test_what_an_enrolment_cannot_be(acting, emre, cast):
    """Nobody, somebody of another prison, a day after the end; no leaving without a reason, before the start, or twice."""
    made = course(acting, people=[emre], starts_on=days_ago(50), ends_on=today())
    with acting("teacher") as teacher:
        for people, day in (
            ([], today()),
            ([cast.key("ana")], today()),
            ([emre], today() + timedelta(days=1)),
        ):
            with pytest.raises(ValidationError):
                actions.enrol(actor=teacher, course=made, people=people, from_on=day)
        row = Enrolment.objects.get()
        for until, reason in ((today(), ""), (days_ago(60), "work")):
            with pytest.raises(ValidationError):
                actions.leave(actor=teacher, enrolment=row, expected=1, until_on=until, reason=reason)
        row = Enrolment.objects.get()
        actions.leave(actor=teacher, enrolment=row, expected=1, until_on=today(), reason="work")
        with pytest.raises(ValidationError, match="left the course already"):
            actions.leave(
                actor=teacher, enrolment=Enrolment.objects.get(), expected=2, until_on=today(), reason="work"
            )


@pytest.mark.parametrize("who", ["officer", "aftercare", "stranger", "dpo", "admin"])
def test_others_put_nobody_in(acting, emre, who):
    """Neither past the action: the row is refused."""
    made = course(acting)
    with acting(who) as actor:
        with pytest.raises(NotAllowed):
            actions.enrol(actor=actor, course=made, people=[emre], from_on=today())
        with pytest.raises(Error), transaction.atomic():
            Enrolment(person_id=emre, course=made, organisation=made.organisation, from_on=today()).save(
                force_insert=True
            )


def test_nobody_is_put_into_a_course_of_another_house(acting, cast, emre):
    """A case lead elsewhere neither sees the course nor names it in a row of the own house."""
    made = course(acting)
    with acting("stranger") as stranger:
        forged = Enrolment(
            person_id=cast.key("ana"), course=made, organisation=stranger.organisation, from_on=today()
        )
        with pytest.raises(IntegrityError, match="in a course of somebody else"), transaction.atomic():
            forged.save(force_insert=True)


def test_it_stays_whose_it_is(acting, emre, cast):
    """No statement moves an enrolment to another person or course, or to a level that is not taught."""
    made = course(acting, people=[emre])
    other = course(acting, name="Other")
    with acting("teacher"):
        english = Subject.objects.get(code="english", course=made).pk
        for change in (
            {"person": cast.key("milan")},
            {"course": other},
            {"name": "X"},
            {"extended": [english]},
        ):
            with pytest.raises(IntegrityError), transaction.atomic():
                Enrolment.objects.update(**change)


def test_a_transfer_takes_the_history_along(acting, emre):
    """The enrolment ends with the stay; the next prison reads it with its marks, the old school keeps its own record."""
    made = course(acting, people=[emre], starts_on=days_ago(50))
    with acting("teacher") as teacher:
        give(teacher, made, emre, "2")
    with acting("lead") as lead:
        stay = Stay.objects.get(person=emre, ended_on=None)
        south = Organisation.objects.get(code="south")
        transfer_person(actor=lead, stay=stay, expected=stay.version, to=south, on=today())
    with acting("stranger"):
        row = Enrolment.objects.select_related("course").get(person=emre)
        assert (row.until_on, row.reason, row.course.name) == (today(), "transferred", "Class 10")
        assert Mark.objects.get(person=emre).value == "2"
        assert row.course.subjects.count() == 3
        assert Course.objects.filter(pk=made.pk).update(name="Ours") == 0
    with acting("teacher"):
        row = Enrolment.objects.get(person=emre)
        assert "Markeremre" in row.name
        assert Mark.objects.get(person=emre).value == "2"


def test_a_release_ends_it_and_is_taken_back(acting, cast):
    """With the end of the stay the enrolment ends for that reason; taken back, it goes on. Who left before stays gone."""
    milan = cast.key("milan")
    made = course(acting, people=[milan], starts_on=days_ago(50))
    with acting("colleague") as colleague:
        stay = Stay.objects.get(person=milan, ended_on=None)
        release_person(actor=colleague, stay=stay, expected=stay.version, released_on=today())
        row = Enrolment.objects.get(course=made)
        assert (row.until_on, row.reason) == (today(), "released")
        stay = Stay.objects.get(pk=stay.pk)
        take_back_end(actor=colleague, stay=stay, expected=stay.version)
        row = Enrolment.objects.get(course=made)
        assert (row.until_on, row.reason) == (None, "")
