"""Work conditions are nothing to those outside of custody: no page of theirs, and no function it calls, asks the table."""

from __future__ import annotations

import uuid

import psycopg
import pytest

from tests.policies.sql import Session, insert, member
from throughgate.foundation.web.routes import routes
from throughgate.ground.accounts.rules import roles_for

NAMES = [route.name for route in routes()]
TABLE = "people_workcondition"
# Who acts: with every role that the kind of organisation gives; the volunteer has the narrowest reach.
OUTSIDE = {
    "tso": roles_for("third_sector"),
    "aftercare": roles_for("probation"),
    "schoolteacher": roles_for("school"),
    "placement": roles_for("chamber"),
    "trainer": ("volunteer",),
    "company": roles_for("company"),
}


def link_everybody(owner: psycopg.Connection, emre: str) -> None:
    """Let each of them take part in Emre's case today, and have him in the caseload; a company never does."""
    for username, roles in OUTSIDE.items():
        member, organisation, kind = owner.execute(
            "SELECT m.id, m.organisation_id, o.kind FROM accounts_membership m "
            "JOIN accounts_user u ON u.id = m.user_id JOIN organisations_organisation o ON o.id = m.organisation_id "
            "WHERE u.username = %s",
            [username],
        ).fetchone() or ("", "", "")
        owner.execute("UPDATE accounts_membership SET roles = %s WHERE id = %s", [list(roles), member])
        if kind == "company":
            continue
        owner.execute("DELETE FROM people_assignment WHERE membership_id = %s", [member])
        owner.execute(
            "DELETE FROM people_caselink WHERE person_id = %s AND organisation_id = %s", [emre, organisation]
        )
        part = {"probation": "aftercare", "school": "school", "chamber": "placement"}.get(kind, "companion")
        link = uuid.uuid4()
        owner.execute(
            "INSERT INTO people_caselink (id, version, person_id, organisation_id, role, basis, from_on) "
            "VALUES (%s, 1, %s, %s, %s, 'statute', current_date - 5)",
            [link, emre, organisation, part],
        )
        owner.execute(
            "INSERT INTO people_assignment (id, version, person_id, link_id, membership_id, from_on) "
            "VALUES (gen_random_uuid(), 1, %s, %s, %s, current_date - 5)",
            [emre, link, member],
        )


@pytest.fixture(scope="module")
def barred(house):
    """Give the house with the table taken away from everybody, the owner's functions included."""
    link_everybody(house.owner, house.people["emre"])
    house.sign_in("schoolteacher")
    house.name_purposes()
    house.owner.execute(f"REVOKE ALL ON {TABLE} FROM throughgate_owner, throughgate_app")
    return house


def test_the_table_is_out_of_reach(barred):
    """The barrier holds: on the custody side, where conditions are read, pages fail without the table."""
    for route in ("desk:person-work", "desk:near"):
        assert barred.get("lead", route).status == 500


@pytest.mark.parametrize("who", OUTSIDE)
def test_no_page_outside_asks_for_conditions(barred, who):
    """Every address, read and sent, is answered as ever; the person's own pages really open."""
    for name in NAMES:
        for method in ("get", "post"):
            answer = getattr(barred, method)(who, name)
            assert answer.status < 500, (name, method, answer.status)
    opened = {
        name: barred.get(who, name).status
        for name in ("desk:person", "desk:person-work", "desk:near", "people:list")
    }
    reads = {"desk:person": 200, "desk:person-work": 200, "desk:near": 200, "people:list": 200}
    if who == "trainer":
        reads["desk:near"] = reads["desk:person-work"] = 403
    if who == "company":
        reads = dict.fromkeys(reads, 403)
    assert opened == reads
    assert barred.get(who, "people:add-condition").status == 403


def test_the_undo_of_a_registration_asks_for_none(barred):
    """Somebody whom a list of the probation service brought in is taken out again without a look at the table."""
    from throughgate.config.settings import ENVIRONMENT

    with psycopg.connect(ENVIRONMENT.admin_url) as connection:
        session = Session(connection).owner()
        probation = member(session, "aftercare")
        person, job = uuid.uuid4(), uuid.uuid4()
        own = {"organisation_id": probation.organisation, "kind": "people"}
        entry = {"action": "person.register", "person_id": person, "request": str(job)}
        for table, row in (
            (
                "people_person",
                {
                    "id": person,
                    "family_name": "New",
                    "birth_precision": "day",
                    "registered_by_id": probation.organisation,
                },
            ),
            ("imports_import", {"id": job, **own, "membership_id": probation.membership, "state": "undoing"}),
            ("imports_rowresult", {**own, "of_id": job, "target": person, "outcome": "created"}),
            ("audit_entry", entry),
        ):
            session.rows(*like(session, table, row))
        assert session.act(probation).one("SELECT gate.undo_registered(%s, %s)", person, job) == ""
        connection.rollback()


def like(session: Session, table: str, row: dict[str, object]) -> tuple[object, ...]:
    """Return an INSERT of a row, with something in every other column that must not be empty."""
    missing = session.rows(
        "SELECT attname, format_type(atttypid, NULL) FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0 "
        "AND attnotnull AND NOT atthasdef AND NOT attisdropped AND attname <> ALL (%s)",
        table,
        list(row),
    )
    usual = {"uuid": uuid.uuid4(), "jsonb": "{}", "boolean": False, "timestamp with time zone": "2026-01-01"}
    usual |= dict.fromkeys(("integer", "bigint", "smallint", "double precision"), 1)
    arrays = {name: [] for name, kind in missing if kind.endswith("[]")}
    filled = {name: usual.get(kind, "") for name, kind in missing} | arrays | row
    sql, values = insert(table, filled)
    return sql, *values
