"""What PostgreSQL really does where a good guess is wrong, and policies, lists and imports rest on it.

Seen in PostgreSQL 15 to 18; a version that does otherwise shows here first.
"""

from __future__ import annotations

from collections.abc import Iterator

import psycopg
import pytest
from django.db import connection

from throughgate.config.settings import ENVIRONMENT


@pytest.fixture
def probe(db: None) -> Iterator[psycopg.Connection]:
    """Give a table into which the application may write and in which it sees nothing."""
    with psycopg.connect(ENVIRONMENT.admin_url) as owner:
        owner.execute('CREATE TABLE probe (id int PRIMARY KEY, said text COLLATE "C")')
        owner.execute("CREATE INDEX ON probe (said)")
        owner.execute("ALTER TABLE probe ENABLE ROW LEVEL SECURITY")
        owner.execute("CREATE POLICY writes ON probe FOR INSERT WITH CHECK (true)")
        owner.execute("GRANT SELECT, INSERT ON probe TO throughgate_app")
        owner.execute("SET LOCAL ROLE throughgate_app")
        yield owner
        owner.rollback()


@pytest.mark.parametrize(
    ("conflict", "allowed"),
    [
        ("", True),
        ("ON CONFLICT DO NOTHING", True),
        ("ON CONFLICT (id) DO NOTHING", False),
        ("ON CONFLICT (id) DO UPDATE SET said = 'again'", False),
    ],
)
def test_a_conflict_with_a_target_must_see_the_row(probe, conflict, allowed):
    """Where a role may write what it may not read, `ON CONFLICT` without a target works, and with one it is refused."""
    statement = f"INSERT INTO probe VALUES (1, 'once') {conflict}"
    if allowed:
        probe.execute(statement)
    else:
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            probe.execute(statement)


@pytest.mark.parametrize(("condition", "by_index"), [("LIKE 'mar%'", False), ("^@ 'mar'", True)])
def test_a_prefix_finds_its_index_only_by_a_leakproof_operator(probe, condition, by_index):
    """Under row security LIKE reads every row that the policy lets through; `^@` goes by the index."""
    probe.execute("RESET ROLE")
    probe.execute("CREATE POLICY reads ON probe FOR SELECT USING (id > 0)")
    probe.execute("SET LOCAL ROLE throughgate_app")
    probe.execute("SET LOCAL enable_seqscan = off")
    plan = "\n".join(
        line for (line,) in probe.execute(f"EXPLAIN SELECT 1 FROM probe WHERE said {condition}").fetchall()
    )
    assert ("Index Cond: ((said >=" in plan) is by_index, plan


def test_a_setting_once_used_reads_as_nothing_not_as_null(acting):
    """After the transaction that set it, it is '' and no uuid: who compares with it must take that for nobody."""
    with psycopg.connect(ENVIRONMENT.database_url, autocommit=True) as line:
        asked = "SELECT current_setting('throughgate.organisation', true), gate.organisation()"
        assert line.execute(asked).fetchone() == (None, None)
        with line.transaction():
            line.execute("SELECT set_config('throughgate.organisation', gen_random_uuid()::text, true)")
        assert line.execute(asked).fetchone() == ("", None)
        line.execute("DISCARD ALL")
        assert line.execute(asked).fetchone() == ("", None)
        assert line.execute("SELECT count(*) FROM people_person").fetchone() == (0,)


def test_no_column_asks_for_an_order_that_a_server_may_not_have(db):
    """A PostgreSQL without ICU has no order of any language: lists go by keys of ours, and bytes."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT c.collname FROM pg_attribute a JOIN pg_collation c ON c.oid = a.attcollation "
            "JOIN pg_class r ON r.oid = a.attrelid JOIN pg_namespace n ON n.oid = r.relnamespace "
            "WHERE n.nspname IN ('public', 'gate') AND a.attnum > 0 AND r.relkind IN ('r', 'v', 'm', 'i')"
        )
        assert {name for (name,) in cursor.fetchall()} <= {"default", "C"}
