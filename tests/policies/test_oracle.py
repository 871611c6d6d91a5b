"""For random worlds and random actors, PostgreSQL shows and changes exactly the rows that the oracle names."""

from __future__ import annotations

from random import Random

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.policies import world as worlds
from tests.policies.compare import Comparison, everybody
from tests.policies.sql import Session


@pytest.fixture(scope="module")
def emptied():
    """Give a transaction in which the cast is gone, for many worlds one after the other."""
    from throughgate.config.settings import ENVIRONMENT

    with psycopg.connect(ENVIRONMENT.admin_url) as connection:
        session = Session(connection)
        worlds.empty(session)
        yield session
        connection.rollback()


@settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
@given(
    random=st.randoms(use_true_random=False),
    size=st.tuples(st.integers(1, 4), st.integers(1, 5), st.integers(1, 2)),
)
def test_rows_equal_the_oracle(emptied, random, size):
    """Every table, every command: neither a row too much nor one too little, for members, nobody and the person."""
    with emptied.undone():
        world = worlds.make(emptied, random, *size)
        comparison = Comparison(emptied, world, Random(0))
        actors = everybody(world)
        assert comparison.differences(random.sample(actors, min(5, len(actors)))) == []


def test_rows_equal_the_oracle_in_a_large_world(emptied):
    """The same with every role and every kind of organisation at once."""
    with emptied.undone():
        world = worlds.make(emptied, Random(1), 4, 16, 5)
        comparison = Comparison(emptied, world, Random(2))
        assert comparison.differences(everybody(world)) == []


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
@given(random=st.randoms(use_true_random=False))
def test_visibility_lines_equal_a_rebuild(emptied, random):
    """After any change to links, consents, assignments, stays and names, the kept lines are those of a rebuild."""
    with emptied.undone():
        world = worlds.make(emptied, random, 3, 4, 2)
        assert emptied.owner().one("SELECT gate.visibility_differences()") == 0
        links, consents = world.rows["people_caselink"], world.rows["people_consent"]
        for _ in range(6):
            table, change = random.choice(CHANGES)
            row = random.choice(world.rows[table] or consents)
            statement = change.format(
                table=table if world.rows[table] else "people_consent",
                other=random.choice(links or [{"id": row["id"]}])["id"],
                person=random.choice(world.rows["people_person"])["id"],
            )
            try:
                with emptied.connection.transaction():
                    emptied.rows(statement, row["id"])
            except (psycopg.IntegrityError, psycopg.errors.UndefinedColumn):
                continue
            assert emptied.one("SELECT gate.visibility_differences()") == 0, statement
        emptied.rows("SELECT gate.rebuild_visibility()")
        assert emptied.one("SELECT gate.visibility_differences()") == 0


CHANGES = [
    ("people_caselink", "UPDATE {table} SET until_on = from_on + 3 WHERE id = %s"),
    ("people_caselink", "UPDATE {table} SET until_on = NULL WHERE id = %s"),
    ("people_caselink", "UPDATE {table} SET from_on = from_on - 3 WHERE id = %s"),
    ("people_caselink", "UPDATE {table} SET basis = 'statute' WHERE id = %s"),
    ("people_caselink", "UPDATE {table} SET role = 'custody' WHERE id = %s"),
    ("people_caselink", "DELETE FROM {table} WHERE id = %s"),
    ("people_consent", "UPDATE {table} SET state = 'withdrawn' WHERE id = %s"),
    ("people_consent", "UPDATE {table} SET state = 'given', expires_on = NULL WHERE id = %s"),
    ("people_consent", "UPDATE {table} SET expires_on = '2026-05-21' WHERE id = %s"),
    ("people_consent", "UPDATE {table} SET person_id = '{person}' WHERE id = %s"),
    ("people_assignment", "UPDATE {table} SET until_on = from_on WHERE id = %s"),
    ("people_assignment", "DELETE FROM {table} WHERE id = %s"),
    ("people_stay", "UPDATE {table} SET release_expected_on = '2026-12-24' WHERE id = %s"),
    ("people_stay", "UPDATE {table} SET person_id = '{person}' WHERE id = %s"),
    ("people_stay", "DELETE FROM {table} WHERE id = %s"),
    ("people_person", "UPDATE {table} SET name_key = 'zz', search_key = 'zz' WHERE id = %s"),
    ("people_person", "UPDATE {table} SET changed_at = now() WHERE id = %s"),
]
