"""What the data-protection officer learns about looks from outside, and what stands on their Today."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from throughgate.foundation.database.context import acting as in_context
from throughgate.ground.accounts.models import Membership
from throughgate.person.people import actions
from throughgate.person.people.models import Person
from throughgate.person.people.queries.accesses import accesses_from_outside


def give(username, *roles):
    Membership.objects.filter(user__username=username).update(roles=list(roles))


@pytest.fixture
def looked(cast):
    """Let somebody at probation, who has not Emre in their caseload, and a colleague of the lead name a purpose."""
    give("probadmin", "probation_officer", "administrator")
    for username, words in (("probadmin", "Markerwords from probation"), ("colleague", "Colleague is ill")):
        actor = cast.actor(username)
        with in_context(actor.context):
            emre = Person.objects.get(pk=cast.key("emre"))
            actions.name_purpose(actor=actor, person=emre, purpose="stand_in", words=words)


@pytest.mark.usefixtures("looked")
def test_looks_of_others_are_told_by_function(signed_in):
    """Function, organisation and purpose; neither who looked nor at whom, nor their words; own staff stand elsewhere."""
    page = signed_in("dpo").get(reverse("oversight:outside"))
    assert page.status_code == 200
    table = page.context["table"]
    told = [heading.column.value for heading in table.headings[1:]]
    assert [tuple(str(value(row)) for value in told) for row in table.rows] == [
        ("Probation officer, Administrator", "Probation Rhine", "I stand in for a colleague")
    ]
    body = page.content.decode()
    assert "Probadmin" not in body
    assert "Marker" not in body


@pytest.mark.usefixtures("looked")
def test_nobody_else_is_told(acting, cast):
    """Neither another prison's officer nor those who read no log, in SQL either."""
    give("southadmin", "data_protection_officer", "administrator")
    call = "SELECT * FROM gate.purposes_from_outside('2020-01-01', 10)"
    for username, told in (("dpo", 1), ("southadmin", 0), ("lead", 0), ("probadmin", 0)):
        with acting(username) as actor, connection.cursor() as cursor:
            cursor.execute(call)
            assert len(cursor.fetchall()) == told, username
            assert len(accesses_from_outside(actor)) == told, username


@pytest.mark.usefixtures("looked")
def test_today_of_an_officer_shows_purposes(signed_in):
    """Whoever only checks has no caseload: Today shows what was named, and leads to the rest."""
    client = signed_in("dpo")
    with CaptureQueriesContext(connection) as queries:
        page = client.get("/")
    body = page.content.decode()
    assert "My people who leave soon" not in body
    assert "your caseload" not in body
    assert "Colleague is ill" in body
    assert "Colleague Cast" in body
    assert [(count.number, count.words, count.address) for count in page.context["counts"]] == [
        (1, "reason named by your staff", reverse("desk:waiting", args=["purposes"])),
        (1, "reason named elsewhere for your people", reverse("oversight:outside")),
    ]
    asked = [q for q in queries if not q["sql"].startswith(("SAVEPOINT", "RELEASE"))]
    assert len(asked) <= 8 + 2, [q["sql"][:80] for q in asked]


def test_an_officer_who_also_looks_after_people_keeps_them(signed_in):
    """Their own people come first; the log is a page away."""
    give("dpo", "data_protection_officer", "case_lead")
    assert "People assigned to you stand here" in signed_in("dpo").get("/").content.decode()
