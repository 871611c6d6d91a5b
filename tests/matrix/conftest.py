from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from django.conf import settings
from django.test import override_settings

from tests.matrix.house import House


@pytest.fixture(scope="module")
def house(django_db_blocker: Any, tmp_path_factory: Any) -> Iterator[House]:
    """Give the whole house on a clone of its own, everybody of the cast signed in, every purpose named."""
    import conftest
    from throughgate.config.settings import ENVIRONMENT

    middleware = [*settings.MIDDLEWARE, "tests.matrix.asking.AskReadOnly"]
    var = tmp_path_factory.mktemp("var")  # for a file that waits for its import
    with (
        django_db_blocker.unblock(),
        override_settings(MIDDLEWARE=middleware, VAR=var),
        conftest.CLONE.lent(),
        psycopg.connect(ENVIRONMENT.admin_url, autocommit=True) as owner,
    ):
        yield House(owner)
