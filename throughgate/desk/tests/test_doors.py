"""Doors with courses: what opens more can be learned where the person is."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from throughgate.desk.tests.test_near import MOST_QUERIES, condition_of_emre, counted, offer
from throughgate.foundation.languages.days import short_day
from throughgate.person.people.models import Person, Stay
from throughgate.person.schooling.models import Course
from throughgate.person.schooling.queries.towards import courses_towards
from throughgate.person.schooling.tests.making import course, page


@pytest.fixture
def doors(acting, cast):
    """An opening that fits, and two that ask for German and for a licence."""
    condition_of_emre(acting, cast, None)
    with acting("placement") as actor:
        offer(actor, "Warehouse helper")
        offer(actor, "Metalworker", german="C1")
        offer(actor, "Driver", licence="C")


def days(number):
    """Return a day from now on."""
    return timezone.localdate() + timedelta(days=number)


def german(acting, **more):
    """Make a course that leads to the level that opens more to Emre, soon."""
    fields = {"name": "German B2", "leads_to_german": "B2", "starts_on": days(3), "subjects": ()}
    return course(acting, officer=False, **(fields | more))


def shown(client, cast):
    """Return what stands behind each door on the page of what is near, and on the person's page."""
    key = cast.key("emre")
    near = client.get(reverse("desk:near", args=[key])).context["doors"]
    work = client.get(reverse("desk:person-work", args=[key])).context["near"]["doors"]
    return [{door.name: list(door.courses) for door in found} for found in (near, work)]


def test_a_door_names_the_courses_that_lead_to_it(doors, signed_in, acting, cast):
    """When each begins and how many seats are free, those that begin first first; only behind the door they lead to."""
    later = german(acting, seats=5, starts_on=days(9), people=[cast.key("milan")])
    first = german(acting, name="German, evenings")
    full = course(
        acting, officer=False, name="Lorry", leads_to_licence="C", seats=1, starts_on=days(-20),
        subjects=(), people=[cast.key("milan")],
    )  # fmt: skip
    german(acting, name="Another level", leads_to_german="A1")
    german(acting, name="Leads nowhere", leads_to_german="")
    for found in shown(signed_in("lead"), cast):
        assert found["German B2"] == [
            ("Course “German, evenings”", page("course", first.pk), f"starts {short_day(days(3))}"),
            ("Course “German B2”", page("course", later.pk), f"starts {short_day(days(9))}, 4 seats free"),
        ]
        assert found["driving licence C"] == [
            (
                "Course “Lorry”",
                page("course", full.pk),
                f"is held since {short_day(days(-20))}, no seat free",
            ),
        ]
    body = signed_in("lead").get(reverse("desk:near", args=[cast.key("emre")])).content.decode()
    assert "Course “German B2”" in body
    assert "Another level" not in body
    assert "Leads nowhere" not in body


def test_a_certificate_is_learned_too(acting, cast):
    """A course leads to a certificate by its code, as openings ask for it."""
    german(acting, name="Forklift", leads_to_german="", leads_to_certificates=["forklift", "crane"])
    with acting("lead") as lead:
        person = Person.objects.get(pk=cast.key("emre"))
        (one,) = courses_towards(lead, person, [("qualification", "forklift"), ("reach", "+5 km")])
        assert one.name == "Forklift"
        assert one.leads_to("qualification", "crane")
        assert not one.leads_to("licence", "crane")
        assert not courses_towards(lead, person, [("qualification", "welding")])


def test_the_same_number_of_queries_for_all_doors_and_courses(doors, signed_in, acting, cast):
    """One query more where something can be learned, however many courses lead to it."""
    client, key = signed_in("lead"), cast.key("emre")
    for address in (reverse("desk:near", args=[key]), reverse("desk:person-work", args=[key])):
        _answer, without = counted(client, address)
        for number in range(3):
            german(acting, name=f"German {number}", people=[cast.key("milan")])
        _answer, queries = counted(client, address)
        assert len(queries) == len(without) <= MOST_QUERIES, queries


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({}, True),
        ({"starts_on": days(-30), "ends_on": days(-1)}, False),
        ({"starts_on": days(-30), "ends_on": days(0)}, True),
        ({"starts_on": days(3000)}, False),
    ],
)
def test_courses_that_are_over_or_too_late_are_not_named(acting, cast, change, named):
    """What ended before today, and what begins after the person has gone, leads nowhere."""
    german(acting, **change)
    with acting("lead") as lead:
        Stay.objects.filter(person=cast.key("emre"), ended_on=None).update(release_latest_on=days(900))
        person = Person.objects.get(pk=cast.key("emre"))
        assert bool(courses_towards(lead, person, [("language", "de B2")])) is named


def test_who_is_in_it_is_said_to_who_reads_enrolments(doors, signed_in, acting, cast):
    """The case lead reads that Emre is in the course; an observer, and who places him, read how many seats are free."""
    german(acting, seats=4, people=[cast.key("emre")])
    starts = f"starts {short_day(days(3))}"
    said = {
        who: [line for found in shown(signed_in(who), cast) for line in found["German B2"]]
        for who in ("lead", "placement")
    }
    assert {line.said for line in said["lead"]} == {f"{starts}, this person is in it"}
    assert {line.said for line in said["placement"]} == {f"{starts}, 3 seats free"}
    # Courses are opened inside alone.
    assert {line.address for line in said["placement"]} == {""}


@pytest.mark.parametrize(("who", "sees"), [("lead", 1), ("placement", 1), ("stranger", 0), ("company", 0)])
def test_courses_are_told_of_people_whom_one_sees(acting, cast, who, sees):
    """Asked past the pages, the database tells courses of nobody whom one does not see."""
    german(acting)
    with acting(who) as actor:
        found = courses_towards(actor, Person(pk=cast.key("emre")), [("language", "de B2")])
        assert len(found) == sees


def test_a_course_of_another_prison_leads_nobody_here(acting, cast):
    """Who moved on, or was released, has no course there any more."""
    german(acting)
    with acting("lead") as lead:
        stay = Stay.objects.get(person=cast.key("emre"), ended_on=None)
        person = Person.objects.get(pk=cast.key("emre"))
        assert courses_towards(lead, person, [("language", "de B2")])
        stay.save_over(stay.version, ended_on=timezone.localdate(), ended_by="released")
        assert not courses_towards(lead, person, [("language", "de B2")])


def test_what_a_course_leads_to_is_typed_and_shown(signed_in, acting):
    """The teacher says it in the form of the course; its page shows it; a level that is none is refused."""
    client = signed_in("teacher")
    typed = {
        "name": "Welding and German", "school_type": "adult", "scale": "de", "starts_on": "1 March 2026",
        "seats": "8", "leads_to_german": "B1", "leads_to_licence": "", "leads_to_certificates": ["welding"],
    }  # fmt: skip
    assert client.post(page("add"), typed | {"leads_to_german": "Z9"}).status_code == 422
    assert client.post(page("add"), typed | {"seats": "0"}).status_code == 422
    assert client.post(page("add"), typed).status_code == 302
    with acting("teacher"):
        made = Course.objects.get(name="Welding and German")
    assert (made.seats, made.leads_to_german, made.leads_to_certificates) == (8, "B1", ["welding"])
    body = client.get(page("course", made.pk)).content.decode()
    assert "German B1, welding certificate" in body
    changed = typed | {"version": made.version, "leads_to_certificates": [], "leads_to_licence": "B"}
    assert client.post(page("change", made.pk), changed).status_code == 302
    assert "German B1, driving licence B" in client.get(page("course", made.pk)).content.decode()
