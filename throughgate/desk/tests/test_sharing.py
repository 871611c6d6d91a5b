"""Who looked: on the sharing part of a person's pages, for whoever looks after the person or reads the log."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cast import STAFF
from throughgate.person.people.actions import name_purpose
from throughgate.person.people.models import Person

CALL = "SELECT organisation, who, roles, purpose FROM gate.looked_at(%s, '2020-01-01', 50)"


def reason(acting, who, person):
    """Let somebody name why they open a person."""
    with acting(who) as actor:
        name_purpose(actor=actor, person=Person.objects.get(pk=person), purpose="stand_in", words="")


@pytest.fixture
def looked(signed_in, acting, cast):
    """Emre's pages were opened by five people of three organisations, and he stood in a list; nobody opened Milan's."""
    emre = cast.key("emre")
    for who in ("colleague", "teacher"):
        reason(acting, who, emre)
    for who in ("lead", "lead", "colleague", "teacher", "aftercare", "placement"):
        assert signed_in(who).get(f"/people/{emre}/").status_code == 200
    signed_in("officer").get("/people/?show=all")
    return emre


def shown(page):
    """Return the lines of the section: who, and what stands below."""
    body = page.content.decode().split('id="looks"')[1].split("</section>")[0]
    lines = re.findall(r"<strong>([^<]*)</strong>\s*<p>([^<]*)</p>", body)
    return {(who, " ".join(line.split())) for who, line in lines}


OF_NORTH = {
    ("Prison North", "Case lead · own caseload"),
    ("Prison North", "Case lead · I stand in for a colleague"),
    ("Prison North", "Teacher · I stand in for a colleague"),
}
OF_OTHERS = {
    ("Probation Rhine", "Probation officer · own caseload"),
    ("Chamber Rhine", "Placement officer · own caseload"),
}


def test_the_case_lead_can_answer_who_looked(signed_in, looked):
    """By organisation and function, each once with its days, and nobody by name; a list in which he stood is no opening."""
    page = signed_in("lead").get(f"/people/{looked}/sharing/")
    assert shown(page) == OF_NORTH | OF_OTHERS
    body = page.content.decode().split('id="looks"')[1]
    assert "Teacher Cast" not in body
    assert "Observer" not in body
    assert "on 1 day" in body


def test_probation_is_told_as_well(signed_in, looked):
    """The aftercare side, which knows who takes part, is told the same."""
    assert shown(signed_in("aftercare").get(f"/people/{looked}/sharing/")) == OF_NORTH | OF_OTHERS


def test_who_reads_the_log_is_told_names_of_the_own_staff(signed_in, acting, looked):
    """The data-protection officer reads colleagues by name, others by function."""
    reason(acting, "dpo", looked)
    page = signed_in("dpo").get(f"/people/{looked}/sharing/")
    assert ("Colleague Cast", "Prison North · Case lead · I stand in for a colleague") in shown(page)
    assert shown(page) >= OF_OTHERS


@pytest.mark.parametrize("who", ["teacher", "placement", "trainer"])
def test_others_who_open_the_part_are_told_nothing(signed_in, looked, who):
    """A teacher, a placement officer and a volunteer see who takes part, not who looked."""
    page = signed_in(who).get(f"/people/{looked}/sharing/")
    assert page.status_code == 200
    assert "Who looked" not in page.content.decode()


@pytest.mark.parametrize("who", sorted(STAFF))
def test_the_database_tells_no_more_than_the_page(acting, cast, looked, who):
    """Asked in SQL, each of the cast learns what their roles read of people they see; no line names a page or a change."""
    told = {"lead", "colleague", "aftercare", "dpo"}
    with acting(who), connection.cursor() as cursor:
        cursor.execute(CALL, [looked])
        rows = cursor.fetchall()
        cursor.execute(CALL, [cast.key("ana")])
        assert cursor.fetchall() == []
    assert bool(rows) is (who in told)
    if who != "dpo":
        assert {name for _, name, _, _ in rows} <= {""}


def test_a_companion_side_is_told_of_its_own_staff_alone(acting, cast, looked):
    """A case lead of an organisation that neither holds nor takes over the person learns nothing of the others."""
    with acting("placement"), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('throughgate.roles', 'case_lead', true)")
        cursor.execute(CALL, [looked])
        assert [row[0] for row in cursor.fetchall()] == ["Chamber Rhine"]


def test_an_unopened_person_says_so_in_few_queries(signed_in, cast):
    """Nobody opened Emre yet: one sentence; and the part stays within its budget."""
    client = signed_in("lead")
    with CaptureQueriesContext(connection) as queries:
        page = client.get(f"/people/{cast.key('emre')}/sharing/")
    assert "has opened these pages" in page.content.decode()
    asked = [q for q in queries if not q["sql"].startswith(("SAVEPOINT", "RELEASE"))]
    assert len(asked) <= 9, [q["sql"][:80] for q in asked]
