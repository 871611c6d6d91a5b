"""Every policy is needed, and none is wider than needed: taking one away or opening it is seen by the oracle."""

from __future__ import annotations

from random import Random

import psycopg
import pytest

from tests.policies import world as worlds
from tests.policies.compare import GRANTED, TABLES, Comparison, everybody
from tests.policies.sql import Session
from throughgate.config.environment import REPOSITORY
from throughgate.foundation.database import policies

# Protected tables of other wings: their own tests of the policies see each of their policies.
ELSEWHERE = {
    "observations_": "throughgate/person/observations/tests/test_wall.py",
    "schooling_": "throughgate/person/schooling/tests/test_wall.py",
    "chain_": "throughgate/person/chain/tests/test_wall.py",
    "contact_log_": "throughgate/work/contact_log/tests/test_policies.py",
    "planning_": "throughgate/work/planning/tests/test_policies.py",
    "register_": "throughgate/work/register/tests/test_policies.py",
    "followups_": "throughgate/work/followups/tests/test_who_sees.py",
    "placements_": "throughgate/work/placements/tests/test_introducing.py",
    "openings_renewalkey": "throughgate/work/openings/renewal/tests/test_renewal.py",
}
POLICIES = [
    pytest.param(p, command, id=p.policy(command))
    for p in policies.protected()
    # What another wing adds to a table is tested there as well.
    if p.table in TABLES and f"{p.also}_" not in ELSEWHERE
    for command in p.granted()
]


@pytest.fixture(scope="module")
def comparison():
    """Give a world in which every policy has somebody it lets through and somebody it keeps out."""
    from throughgate.config.settings import ENVIRONMENT

    with psycopg.connect(ENVIRONMENT.admin_url) as connection:
        session = Session(connection)
        worlds.empty(session)
        seed = next(seed for seed in range(500) if _covers_everything(seed))
        world = worlds.make(session, Random(seed), *SIZE)
        yield Comparison(session, world, Random(seed))
        connection.rollback()


SIZE = (3, 26, 8)


def _covers_everything(seed: int) -> bool:
    """Say whether in this world every granted command is open to somebody; asks the oracle alone."""
    world = worlds.Maker(Random(seed), None, None).make(*SIZE)
    comparison = Comparison.__new__(Comparison)
    comparison.prepare(world, Random(seed))
    actors = everybody(world)
    return all(
        any(comparison.expected(who, table, command) for who in actors)
        for table in TABLES
        for command in GRANTED[table]
    )


@pytest.mark.parametrize(("declared", "command"), POLICIES)
def test_without_the_policy_somebody_rightful_is_shut_out(comparison, declared, command):
    """When a policy is dropped, a member who should see or change a row cannot."""
    with comparison.session.undone():
        comparison.session.owner().rows(f'DROP POLICY "{declared.policy(command)}" ON "{declared.table}"')
        found = comparison.differences(everybody(comparison.world), [declared.table], [command], most=1)
        assert any("too little" in difference for difference in found)


@pytest.mark.parametrize(("declared", "command"), POLICIES)
def test_with_an_open_policy_somebody_sees_or_changes_too_much(comparison, declared, command):
    """When a policy lets everything through, somebody reaches a row that is not theirs."""
    clause = {
        "select": "USING (true)",
        "insert": "WITH CHECK (true)",
        "update": "USING (true) WITH CHECK (true)",
        "delete": "USING (true)",
    }[command]
    with comparison.session.undone():
        comparison.session.owner().rows(
            f'ALTER POLICY "{declared.policy(command)}" ON "{declared.table}" {clause}'
        )
        if command in ("update", "delete") and getattr(declared, command) == declared.select:
            # Who changes is who reads: the two hold each other, so that one alone lets nobody through.
            comparison.session.rows(
                f'ALTER POLICY "{declared.policy("select")}" ON "{declared.table}" USING (true)'
            )
        found = comparison.differences(everybody(comparison.world), [declared.table], [command], most=1)
        assert any("too much" in difference for difference in found)


def test_every_protected_table_has_an_oracle():
    """A protected table is known to the oracle in tests/policies/oracle.py, or its wing tests its policies as strictly."""
    assert all((REPOSITORY / place).exists() for place in ELSEWHERE.values())
    unknown = {
        table
        for table in policies.protected_tables() - set(TABLES)
        if not any(table.startswith(prefix) for prefix in ELSEWHERE)
    }
    assert unknown == set(), (
        "Add them to TABLES in tests/policies/compare.py and to the oracle, or to ELSEWHERE here."
    )
