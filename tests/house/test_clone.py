"""Each test process works on a database of its own."""

from __future__ import annotations

import psycopg

import conftest
from tests import database
from tests.clone import Clone


def test_settings_point_to_the_own_clone():
    """The settings of this process name this process's clone, also where several run side by side."""
    from throughgate.config.settings import ENVIRONMENT

    assert f"/{database.CLONE}" in ENVIRONMENT.database_url
    assert f"/{database.CLONE}" in ENVIRONMENT.admin_url


def test_a_clone_is_made_anew_after_whoever_could_commit():
    """It stays for those who take all back, and for whoever has it; the next finds the template's rows alone."""
    mine = Clone(conftest.CLUSTER, conftest.TEMPLATE, f"{database.CLONE}_second")

    def name() -> str:
        """Return a name that grows with each change that stays."""
        mine.renew()
        with psycopg.connect(conftest.CLUSTER.admin_url(mine.name)) as connection:
            (row,) = connection.execute(
                "UPDATE organisations_organisation SET name = name || '!' WHERE code = 'north' RETURNING name"
            )
        return row[0]

    try:
        assert [name(), name()] == ["Prison North!", "Prison North!!"]
        with mine.lent():
            assert [name(), name()] == ["Prison North!!!", "Prison North!!!!"]
        assert name() == "Prison North!"
        with mine.lent():
            assert name() == "Prison North!!"
    finally:
        mine.drop()
