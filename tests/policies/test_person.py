"""The person at the kiosk, in SQL: all rows about oneself, nobody else's, and who looked, by function."""

from __future__ import annotations

import pytest

from tests.policies.oracle import ABOUT_ME
from tests.policies.sql import NOBODY, Refused, Who
from throughgate.foundation.database import policies


@pytest.mark.parametrize("table", ABOUT_ME)
def test_own_rows_and_no_others(session, key, table):
    """Every row about me is there, refusals and work conditions included, and none about somebody else."""
    for name in ("emre", "milan"):
        person = key(name)
        mine = session.rows(f"SELECT id FROM {table} WHERE person_id = %s ORDER BY id", person)
        session.act(Who(person=person))
        assert mine
        assert session.rows(f"SELECT id FROM {table} ORDER BY id") == mine


def test_own_person_alone(session, key):
    """I see myself in the register and nobody else."""
    person = key("emre")
    session.act(Who(person=person))
    assert session.rows("SELECT id FROM people_person") == [(person,)]


def test_nothing_that_is_about_staff(session, key):
    """Visibility lines, caseloads, purposes, the audit and contact persons are not shown at the kiosk."""
    person = key("emre")
    session.act(Who(person=person))
    others = {*ABOUT_ME, "people_person"}
    for table in sorted(
        t for t in policies.protected_tables() - others if t.startswith(("people_", "audit_", "organ"))
    ):
        assert session.one(f"SELECT count(*) FROM {table}") == 0, table


def test_person_changes_nothing(session, key):
    """The kiosk's context reads only."""
    person = key("emre")
    session.act(Who(person=person))
    for table in (*ABOUT_ME, "people_person"):
        for statement in (f"UPDATE {table} SET version = version + 1", f"DELETE FROM {table}"):
            assert not session.may(statement), statement


def _look(session, who, people):
    session.act(who).rows(
        "SELECT gate.log_access(%s, %s, %s, %s, 'r', 'desk:person', 'GET', 'caseload', %s)",
        who.user,
        who.membership,
        who.organisation,
        list(who.roles),
        people,
    )


def test_who_looked_at_me(session, who, key):
    """I learn when, in which function, from which organisation and for what; no name and no id of anybody."""
    emre, milan = key("emre"), key("milan")
    _look(session, who("lead"), [emre])
    _look(session, who("stranger"), [milan])
    _look(session, who("teacher"), [milan, emre])
    session.act(Who(person=emre))
    cursor = session.connection.execute("SELECT * FROM gate.looks_at_me()")
    assert [column.name for column in cursor.description] == ["at", "roles", "organisation", "purpose"]
    rows = cursor.fetchall()
    assert [(roles, name, purpose) for _, roles, name, purpose in rows] == [
        (["teacher"], "Prison North", "caseload"),
        (["case_lead"], "Prison North", "caseload"),
    ]


def test_staff_learn_nothing_from_it(session, who, key):
    """The function answers the person alone, not a member of staff and not nobody."""
    _look(session, who("lead"), [key("emre")])
    for actor in (who("lead"), who("dpo"), NOBODY):
        session.act(actor)
        assert session.rows("SELECT * FROM gate.looks_at_me()") == []


def test_refused_means_refused(session, key):
    """A change by the person is refused by PostgreSQL where no right to it is granted at all."""
    person = key("emre")
    session.act(Who(person=person))
    with pytest.raises(Refused):
        session.change("DELETE FROM people_stay")
