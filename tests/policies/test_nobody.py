"""Without a context there is no row: not to see, not to add, not to change, not to remove."""

from __future__ import annotations

from contextlib import suppress
from random import Random

import psycopg
import pytest

from tests.policies import compare
from tests.policies import world as worlds
from tests.policies.sql import NOBODY, Refused, Session, Who
from throughgate.foundation.database import policies

TABLES = sorted(policies.protected_tables())


@pytest.fixture
def filled(session: Session) -> Session:
    """Give a database in which the tables of people and audit have rows."""
    worlds.make(session, Random(1), 3, 5, 3)
    return session


def _clause(session: Session, table: str) -> str:
    """Return one column to set to itself."""
    column = session.owner().one(
        "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0 ORDER BY attnum LIMIT 1",
        table,
    )
    return f'"{column}" = "{column}"'


def _copies(session: Session, table: str) -> str:
    """Return an INSERT of a row that is in the table already, put aside where everybody may read it."""
    session.owner()
    columns = ", ".join(
        f'"{name}"'
        for (name,) in session.rows(
            "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0 AND attgenerated = '' "
            "AND NOT attisdropped",
            table,
        )
    )
    session.rows(f'CREATE TABLE public.aside AS SELECT {columns} FROM "{table}" LIMIT 1')
    for column, value in compare.BORN.get(table, {}).items():
        session.rows(f'UPDATE public.aside SET "{column}" = %s', value)
    session.rows("GRANT SELECT ON public.aside TO throughgate_app")
    return f'INSERT INTO "{table}" ({columns}) SELECT {columns} FROM public.aside'


@pytest.mark.parametrize("table", TABLES)
def test_nobody_reaches_a_row(filled, table):
    """With every setting empty, a protected table shows nothing and takes nothing."""
    assert _reached(filled, table, NOBODY) == []


@pytest.mark.parametrize("table", TABLES)
def test_a_user_without_membership_reaches_a_row_of_no_person(filled, who, table):
    """Signed in, but a member of nothing: nothing about people is there."""
    assert _reached(filled, table, Who(user=who("lead").user)) == []


@pytest.mark.parametrize("table", compare.TABLES)
def test_roles_without_organisation_reach_nothing(filled, table):
    """Roles alone open nothing; they count within an organisation."""
    from throughgate.ground.acting.roles import ROLES

    assert _reached(filled, table, Who(roles=ROLES)) == []


def _reached(session: Session, table: str, actor: Who) -> list[str]:
    clause, copies = _clause(session, table), _copies(session, table)
    reached = []
    session.act(actor)
    try:
        with session.connection.transaction():
            if session.one(f'SELECT count(*) FROM "{table}"'):
                reached.append("select")
    except psycopg.errors.InsufficientPrivilege:
        pass
    for command, statement in {
        "update": f'UPDATE "{table}" SET {clause}',
        "delete": f'DELETE FROM "{table}"',
        "insert": copies,
    }.items():
        try:
            if session.may(statement):
                reached.append(command)
        except psycopg.IntegrityError:  # a constraint refuses only what the policy let through
            reached.append(command)
    return reached


def test_tables_are_not_empty(filled):
    """There is a row in every table of people and audit, so that an empty answer means something."""
    filled.owner()
    empty = [table for table in compare.TABLES if not filled.one(f'SELECT count(*) FROM "{table}"')]
    assert empty == []


def test_settings_that_are_set_and_emptied_open_nothing(session, who):
    """After somebody acted, empty settings mean nobody again, not an error and not the one before."""
    session.act(who("lead"))
    assert session.one("SELECT count(*) FROM people_person") > 0
    session.act(NOBODY)
    assert session.one("SELECT count(*) FROM people_person") == 0


def test_settings_that_were_never_set_open_nothing():
    """A connection that never heard of anybody reads nothing, and gets no error."""
    from throughgate.config.settings import ENVIRONMENT

    with psycopg.connect(ENVIRONMENT.database_url) as connection:
        for table in TABLES:
            with connection.transaction(), suppress(psycopg.errors.InsufficientPrivilege):
                assert connection.execute(f'SELECT count(*) FROM "{table}"').fetchone() == (0,)


def test_broken_settings_are_refused(session):
    """Text that is no key is an error, never a way around."""
    session.act(Who(organisation="x' OR true --", roles=("case_lead",)))
    with pytest.raises(psycopg.errors.InvalidTextRepresentation), session.connection.transaction():
        session.rows("SELECT * FROM people_person")


def test_application_cannot_become_the_owner():
    """SET ROLE, row_security = off and new tables are refused to the application."""
    from throughgate.config.settings import ENVIRONMENT

    with psycopg.connect(ENVIRONMENT.database_url, autocommit=True) as connection:
        for statement in (
            "SET ROLE throughgate_owner",
            "CREATE TABLE public.mine (id int)",
            "CREATE FUNCTION gate.mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
            "ALTER TABLE people_person DISABLE ROW LEVEL SECURITY",
            "DROP POLICY people_person_select ON people_person",
            "TRUNCATE people_person",
            "COPY people_person TO STDOUT",
            "SELECT gate.refresh_visibility(gen_random_uuid())",
        ):
            if statement.startswith("COPY"):
                with connection.cursor().copy(statement) as copy:
                    assert b"".join(copy) == b""
                continue
            with pytest.raises((psycopg.errors.InsufficientPrivilege, psycopg.errors.UndefinedObject)):
                connection.execute(statement)
        connection.execute("SET row_security = off")
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("SELECT * FROM people_person")


def test_refused_is_what_it_says(session):
    """The helper that expects a refusal sees one."""
    with pytest.raises(Refused):
        session.act(NOBODY).change("INSERT INTO people_visibility (role) VALUES ('custody')")
