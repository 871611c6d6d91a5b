"""Each test process works on a database of its own."""

from __future__ import annotations

from tests import database


def test_settings_point_to_the_own_clone():
    """The settings of this process name this process's clone, also where several run side by side."""
    from throughgate.config.settings import ENVIRONMENT

    assert f"/{database.CLONE}" in ENVIRONMENT.database_url
    assert f"/{database.CLONE}" in ENVIRONMENT.admin_url
