"""Run every test on a real PostgreSQL, as the role that owns nothing."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

import django
import hypothesis
import pytest

from tests import database

# No deadlines: a busy machine is no fault. On CI the same examples each time, so that a red run says something.
hypothesis.settings.register_profile("house", deadline=None, derandomize=bool(os.environ.get("CI")))
hypothesis.settings.load_profile("house")

# Before Django reads its settings: start the test cluster and point them at this process's clone. That is also why
# pyproject.toml names no settings module.
_stack = ExitStack()
CLUSTER, TEMPLATE = _stack.enter_context(database.template_database())
database.clone(CLUSTER, TEMPLATE)
os.environ.update(database.environment(CLUSTER, database.CLONE))
django.setup()


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_setupnodes() -> None:
    """Let no worker inherit the settings: it would read them before it has a clone of its own, and share this one."""
    os.environ.pop("DJANGO_SETTINGS_MODULE", None)


def pytest_unconfigure(config: pytest.Config) -> None:
    """Let go of the cluster; the last process stops it."""
    del config
    from django.db import connections

    for connection in connections.all():
        connection.close()
        if getattr(connection, "pool", None):
            connection.close_pool()
    database.drop(CLUSTER)
    _stack.close()


@pytest.fixture(scope="session")
def django_db_setup() -> None:
    """Do nothing: the clone is there."""


def renew_database() -> None:
    """Make this process's clone anew from the template."""
    from django.db import connections

    for connection in connections.all():
        connection.close()
        if getattr(connection, "pool", None):
            connection.close_pool()
    database.clone(CLUSTER, TEMPLATE)


@pytest.fixture
def fresh_database(django_db_blocker: Any) -> Iterator[None]:
    """Give the test a new clone that it may commit to; the next test gets one, too."""
    with django_db_blocker.unblock():
        renew_database()
        yield
        renew_database()


pytest_plugins = ["tests.fixtures"]
