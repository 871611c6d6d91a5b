"""What Today tells about certificates: who waits for a decision, who is to be registered, who leaves before the exam."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from throughgate.foundation.languages.days import short_day
from throughgate.person.people.models import Person, Stay
from throughgate.person.schooling import actions
from throughgate.person.schooling.choices import Document
from throughgate.person.schooling.queries import exams_today
from throughgate.person.schooling.sample_sheets import BAD, GOOD, NEAR, RESIT
from throughgate.person.schooling.tests.making import page, today
from throughgate.person.schooling.tests.registering import class_of, registered
from throughgate.person.schooling.words import certificate_name

ALL = list(Document.values)
TOLD = ("Waiting for your decision", "To be registered for an exam", "Released before the exam")


@pytest.fixture(autouse=True)
def _near(monkeypatch):
    """Let the last day to register be near, whatever day it is."""
    monkeypatch.setattr(exams_today, "AHEAD", timedelta(days=400))
    monkeypatch.setattr(exams_today, "SHORT", timedelta(days=-1))


def told(client):
    """Return the parts about certificates on Today, by their titles."""
    return {str(one.title): one for one in client.get("/").context["parts"] if str(one.title) in TOLD}


def shown(client, part):
    """Return the people on the page behind a part's count."""
    return client.get(part.address).context["table"].rows


def leaves(acting, person, day):
    with acting("lead"):
        Stay.objects.filter(person=person, ended_on=None).update(
            release_earliest_on=None, release_expected_on=day, release_latest_on=None
        )


def test_whom_nobody_has_decided_on(acting, cast, signed_in):
    """Marks let register, by a day that comes near: the course says so until somebody signed; nearly and not wait for nobody."""
    emre, milan = cast.key("emre"), cast.key("milan")
    made = class_of(acting, {emre: RESIT, milan: BAD})
    client = signed_in("teacher")
    part = told(client)["Waiting for your decision"]
    rows = shown(client, part)
    assert part.count == len(rows)
    assert {line.answer.pupil.person.pk for line in rows} == {emre}
    (item,) = part.items
    assert (item.label, item.address) == (made.name, page("lights", made.pk))
    assert "1 Feb" in item.mark
    with acting("teacher") as teacher:
        for key in {line.answer.key for line in rows}:
            registered(teacher, made, emre, key=key)
    assert "Waiting for your decision" not in told(client)


def test_a_decision_waits_for_those_who_teach_alone(acting, cast, signed_in, monkeypatch):
    """An officer of the course and a case lead sign nothing, so they are told nothing; while the day is far nobody is."""
    class_of(acting, {cast.key("emre"): GOOD})
    for who in ("officer", "lead", "stranger"):
        assert "Waiting for your decision" not in told(signed_in(who))
    assert "Waiting for your decision" in told(signed_in("teacher"))
    monkeypatch.setattr(exams_today, "AHEAD", timedelta(days=-1))
    assert "Waiting for your decision" not in told(signed_in("teacher"))


def test_who_is_to_be_registered(acting, cast, signed_in, monkeypatch):
    """Signed, and not with the authority yet: with the last day, late in the last two weeks; registered, it is gone."""
    emre = cast.key("emre")
    made = class_of(acting, {emre: GOOD})
    with acting("teacher") as teacher:
        row = registered(teacher, made, emre)
    client = signed_in("teacher")
    part = told(client)["To be registered for an exam"]
    assert [one.pk for one in shown(client, part)] == [row.pk]
    assert part.count == 1
    assert ("1 Feb" in part.items[0].mark, part.items[0].mark_kind) == (True, "due")
    monkeypatch.setattr(exams_today, "SHORT", timedelta(days=400))
    assert told(client)["To be registered for an exam"].items[0].mark_kind == "late"
    with acting("teacher") as teacher:
        actions.change_file(actor=teacher, row=row, expected=1, needed=ALL, there=ALL, exam_on=None)
        actions.move_registration(actor=teacher, row=row, name="register", expected=row.version)
    assert "To be registered for an exam" not in told(client)


def test_an_item_is_called_as_elsewhere(acting, cast, signed_in):
    """The person as Today names people, and the certificate as the rule of its own school year does."""
    made = class_of(acting, {cast.key("emre"): GOOD})
    with acting("teacher") as teacher:
        row = registered(teacher, made, cast.key("emre"))
        item = told(signed_in("teacher"))["To be registered for an exam"].items[0]
        assert (item.label, item.detail) == (
            str(Person.objects.get(pk=cast.key("emre"))),
            certificate_name("de-nw", "eesa", row.school_year),
        )
    assert certificate_name("de-nw", "eesa", 2020) != certificate_name("de-nw", "eesa", 2023)


def test_who_leaves_before_the_exam(acting, cast, signed_in):
    """The release that may come first lies before the day of the exam, or on it: the school can still do something."""
    emre, milan = cast.key("emre"), cast.key("milan")
    made = class_of(acting, {emre: GOOD, milan: GOOD})
    exam_on = today() + timedelta(days=150)
    leaves(acting, emre, exam_on)
    leaves(acting, milan, exam_on + timedelta(days=1))
    with acting("teacher") as teacher:
        rows = {}
        for person in (emre, milan):
            rows[person] = row = registered(teacher, made, person)
            actions.change_file(actor=teacher, row=row, expected=1, needed=ALL, there=ALL, exam_on=exam_on)
            actions.move_registration(actor=teacher, row=row, name="register", expected=row.version)
    for who in ("teacher", "lead"):
        client = signed_in(who)
        part = told(client).get("Released before the exam")
        assert part is not None, who
        assert part.count == 1
        assert [one.pk for one in shown(client, part)] == [rows[emre].pk]
        assert short_day(exam_on) in part.items[0].mark
    leaves(acting, emre, None)
    assert "Released before the exam" not in told(signed_in("teacher"))


@pytest.mark.parametrize(
    "who", ["officer", "placement", "company", "aftercare", "tso", "trainer", "admin", "stranger"]
)
def test_others_are_told_nothing(acting, cast, signed_in, who):
    """Who registers nobody is told of no registration: an officer who enters marks, and who reads no marks of these people."""
    made = class_of(acting, {cast.key("emre"): GOOD, cast.key("milan"): NEAR})
    with acting("teacher") as teacher:
        registered(teacher, made, cast.key("emre"))
    assert told(signed_in(who)) == {}


def test_it_costs_no_more_for_more_people(acting, cast, signed_in):
    """As many statements for a class of two, for a class of one, and for none."""
    counts = []
    for people in ([], ["emre"], ["emre", "milan"]):
        if people:
            class_of(acting, {cast.key(name): GOOD for name in people}, name=f"Class {len(people)}")
        client = signed_in("teacher")
        client.get("/")
        with CaptureQueriesContext(connection) as asked:
            client.get("/")
        counts.append(sum("SAVEPOINT" not in query["sql"] for query in asked))
    assert len(set(counts)) == 1
