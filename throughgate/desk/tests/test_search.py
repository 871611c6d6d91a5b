"""Search by a half-remembered name: other spellings of one sound, courses, and what stands in the register."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from throughgate.person.people import actions
from throughgate.person.schooling.actions import change_course
from throughgate.person.schooling.tests.making import course, today
from throughgate.work.register.actions import answering
from throughgate.work.register.tests.making import entry, waiting_row

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(acting):
    """Register two whose names sound alike."""
    with acting("lead") as actor:
        for family, given in (("Şahin", "Murat"), ("Shala", "Arben"), ("Salah", "Omar")):
            actions.register_person(actor=actor, family_name=family, given_names=given)


@pytest.mark.parametrize(
    ("asked", "first"),
    [("Şahin", "Şahin"), ("Sahin", "Şahin"), ("Shahin", "Şahin"), ("Schahin", "Şahin"), ("Shala", "Shala")],
)
@pytest.mark.usefixtures("people")
def test_english_and_german_spellings_of_one_letter_are_found(signed_in, asked, first):
    """Ş is written sh in English papers and sch in German ones; whoever is written as asked comes first."""
    found = dict(signed_in("lead").post("/search/", {"q": asked}).context["found"]).get("People")
    assert found, asked
    assert str(found[0].name).startswith(f"{first}, ")
    assert len({person.address for person in found}) == len(found)


def test_one_name_alone_has_no_comma(signed_in, acting):
    """Somebody with one name is listed by it."""
    with acting("lead") as actor:
        actions.register_person(actor=actor, family_name="Suryati", given_names="")
    found = dict(signed_in("lead").post("/search/", {"q": "Suryati"}).context["found"])["People"]
    assert [str(one.name) for one in found] == ["Suryati"]


@pytest.fixture
def register(acting):
    """One that waits, one that was refused, the roofer's own entry, and a club that wants to be seen."""
    with acting("placement") as actor:
        waiting_row("Bäckerei Sommer GmbH")
        gone = waiting_row("Bäckerei Sommerfeld")
        answering.refuse(actor=actor, registration=gone, expected=1, reason="elsewhere")
        entry("roofing")
        entry("club", seen_by_others=True)


def found_in_register(client, asked):
    """Return what stands under Register, with where it leads and how it is marked."""
    found = dict(client.post("/search/", {"q": asked}).context["found"])
    return [(str(one.name), one.address, str(one.mark)) for one in found.get("Register", [])]


@pytest.mark.usefixtures("register")
def test_registrations_are_found_by_those_who_read_them(signed_in, cast):
    """Officers find what waits; whoever reads organisations, what is in the register; a company itself and who wants it."""
    roofing, club = (cast.organisation(code) for code in ("roofing", "club"))
    own, theirs = (reverse("register:entry", args=[one.code]) for one in (roofing, club))
    officer = signed_in("placement")
    ((name, address, mark),) = found_in_register(officer, "bakerei sommer")
    assert (name, mark) == ("Bäckerei Sommer GmbH", "waits for an answer")
    assert officer.get(address).status_code == 200
    for who in ("placement", "lead", "company"):
        client = signed_in(who)
        assert (roofing.name, own, "verified") in found_in_register(client, roofing.name)
        assert client.get(own).status_code == 200
    for who in ("lead", "company", "stranger", "tso"):
        assert found_in_register(signed_in(who), "bakerei sommer") == []
    assert found_in_register(signed_in("lead"), club.name) == [(club.name, theirs, "verified")]
    assert found_in_register(signed_in("company"), club.name) == [(club.name, "", "verified")]


def test_an_organisation_that_was_renamed_is_found_as_it_is_called_now(signed_in, acting, cast):
    """What it was called when it registered is not what one looks for."""
    with acting("placement"):
        entry("roofing", name="Quint Zimmerei")
    officer, called = signed_in("placement"), cast.organisation("roofing").name
    assert [name for name, *_rest in found_in_register(officer, called)] == [called]
    assert found_in_register(officer, "quint") == []


@pytest.mark.parametrize("who", ["placement", "lead", "company"])
def test_a_search_asks_the_same_however_much_there_is(signed_in, acting, django_assert_max_num_queries, who):
    """More that is like the name costs no further query."""
    client = signed_in(who)
    with acting("placement"):
        entry("roofing", seen_by_others=True)
        waiting_row("Roth Nachbau 0")
    client.post("/search/", {"q": "roth"})
    with CaptureQueriesContext(connection) as few:
        client.post("/search/", {"q": "roth"})
    with acting("placement"):
        for number in range(1, 30):
            waiting_row(f"Roth Nachbau {number}")
        entry("club", seen_by_others=True)
    with django_assert_max_num_queries(len(few)):
        answer = client.post("/search/", {"q": "roth"})
    assert len(dict(answer.context["found"]).get("Register", [])) <= 20


@pytest.mark.parametrize(
    ("asked", "family"),
    [
        ("Youssef Celik", "Çelik"), ("Tschelik", "Çelik"), ("Mohammad Mansuri", "Mansouri"), ("Doan", "Doğan"),
        ("Schewtschenko", "Шевченко"), ("Shchukin", "Щукин"), ("vanderberg", "van der Berg"), ("Zrebst", "Zerbst"),
        ("Dschaber", "Jaber"), ("Qasim", "Kassem"), ("Djordjevic", "Đorđević"), ("Kowatschewitsch", "Kovačević"),
        ("Alchatib", "El Khatib"), ("Hodscha", "Hoxha"), ("Scherif", "Cherif"), ("Karadscha", "Karaca"),
    ],
)  # fmt: skip
def test_names_are_found_by_their_sound(signed_in, acting, asked, family):
    """Whatever office wrote it, and whoever heard it: both names of one sound are found, at the top."""
    people = (("Çelik", "Yusuf"), ("Mansouri", "Mohamed"), ("Doğan", "Kaan"), ("Шевченко", "Олексій"), ("Щукин", "Oleg"),
              ("van der Berg", "Jan"), ("Zerbst", "Nora"), ("Jaber", "Nabil"), ("Kassem", "Rami"), ("Đorđević", "Milan"),
              ("Kovačević", "Ante"), ("El Khatib", "Samir"), ("Hoxha", "Ilir"), ("Cherif", "Nadir"), ("Karaca", "Deniz"))  # fmt: skip
    with acting("lead") as actor:
        for last, first in people:
            actions.register_person(actor=actor, family_name=last, given_names=first)
    found = dict(signed_in("lead").post("/search/", {"q": asked}).context["found"])["People"]
    assert str(found[0].name).startswith(f"{family}, "), [str(one.name) for one in found]


def test_who_begins_as_typed_comes_before_who_sounds_so(signed_in, acting):
    """Shala stands before Schala when it is typed, and the other way round."""
    with acting("lead") as actor:
        for family in ("Shala", "Schala", "Shalaby"):
            actions.register_person(actor=actor, family_name=family, given_names="Arben")
    client = signed_in("lead")
    for asked in ("Shala", "Schala"):
        found = dict(client.post("/search/", {"q": asked}).context["found"])["People"]
        assert str(found[0].name) == f"{asked}, Arben"


@pytest.fixture
def courses(acting):
    """Two courses of one name in the cast's prison, one of which has ended, and another one."""
    for name, grade, begins in (
        ("Mathe für Anfänger", 9, 700),
        ("Mathe für Anfänger", 10, 30),
        ("Gabelstaplerschein", None, 30),
    ):
        starts_on = today() - timedelta(days=begins)
        course(acting, name=name, grade=grade, starts_on=starts_on, ends_on=starts_on + timedelta(days=300))


@pytest.mark.usefixtures("courses")
def test_staff_find_the_courses_of_their_organisation(signed_in):
    """By a part of the name in any spelling, the latest first; nobody else hears of them."""
    for who in ("teacher", "lead", "officer", "admin"):
        client = signed_in(who)
        found = dict(client.post("/search/", {"q": "mathe anfaenger"}).context["found"])["Courses"]
        assert [str(one.name) for one in found] == ["Mathe für Anfänger"] * 2
        assert ["10" in str(one.below[0]) for one in found] == [True, False]
        assert [bool(one.mark) for one in found] == [False, True]
        assert client.get(found[0].address).status_code == 200
    for who in ("stranger", "placement", "aftercare", "company", "trainer", "dpo"):
        found = dict(signed_in(who).post("/search/", {"q": "mathe anfaenger"}).context["found"])
        assert ("Courses" in found) == (who == "dpo"), who


def test_a_course_is_found_as_it_is_called_now(signed_in, acting):
    """Whoever gives it another name gives it another key."""
    made = course(acting, name="Holzkurs")
    with acting("teacher") as actor:
        change_course(actor=actor, course=made, expected=made.version, name="Metallkurs")
    client = signed_in("teacher")
    assert "Courses" not in dict(client.post("/search/", {"q": "holz"}).context["found"])
    assert "Courses" in dict(client.post("/search/", {"q": "metall"}).context["found"])


@pytest.mark.parametrize("who", ["placement", "lead", "teacher"])
@pytest.mark.usefixtures("register", "courses", "people")
def test_a_search_through_everything_asks_no_more_than_a_page_may(signed_in, who):
    """People, courses, organisations and the register together: two questions for people, one for all others."""
    client = signed_in(who)
    for asked in ("sahin", "mathe", "sommer", "roth"):
        client.post("/search/", {"q": asked})
        with CaptureQueriesContext(connection) as seen:
            client.post("/search/", {"q": asked})
        assert len([one for one in seen if "SAVEPOINT" not in one["sql"]]) <= 8, asked
