"""Run every test on a real PostgreSQL, as the role that owns nothing."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

import django
import hypothesis
import pytest

from tests import database, remembering
from tests.clone import Clone

CHANGING = re.compile(r"datetime\.datetime\(|[0-9a-f]{8}-[0-9a-f]{4}-[47]")
"""Moments and random keys in the name of a test."""

# No deadlines: a busy machine is no fault. On CI the same examples each time, so that a red run says something.
hypothesis.settings.register_profile("house", deadline=None, derandomize=bool(os.environ.get("CI")))
hypothesis.settings.load_profile("house")

# Before Django reads its settings: start the test cluster and point them at this process's clone. That is also why
# pyproject.toml names no settings module.
_stack = ExitStack()
CLUSTER, TEMPLATE = _stack.enter_context(database.template_database())
CLONE = Clone(CLUSTER, TEMPLATE)
os.environ.update(database.environment(CLUSTER, database.CLONE))
django.setup()
remembering.remember()


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_setupnodes() -> None:
    """Let no worker inherit the settings: it would read them before it has a clone of its own, and share this one."""
    os.environ.pop("DJANGO_SETTINGS_MODULE", None)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes longest, and keep together what shares a browser; else the order stays as it is."""
    for item in items:
        if CHANGING.search(item.nodeid):
            raise pytest.UsageError(
                f"This name is another one in every process that collects it: {item.nodeid}"
            )
    items.sort(
        key=lambda item: next((n for n, m in enumerate(("long", "browser")) if item.get_closest_marker(m)), 2)
    )


def pytest_collection_finish() -> None:
    """Begin without looking through all tests for garbage, again and again."""
    remembering.keep_what_was_collected()


def pytest_runtest_setup() -> None:
    """Give each test a clone as the template."""
    CLONE.renew()


def pytest_unconfigure(config: pytest.Config) -> None:
    """Let go of the cluster; the last process stops it."""
    del config
    CLONE.drop()
    _stack.close()


@pytest.fixture(scope="session")
def django_db_setup() -> None:
    """Do nothing: the clone is there."""


@pytest.fixture
def fresh_database(django_db_blocker: Any) -> Iterator[None]:
    """Let the test commit to the clone; the next test gets a new one."""
    with django_db_blocker.unblock(), CLONE.lent():
        yield


@pytest.fixture(scope="module")
def shared_database(django_db_blocker: Any) -> Iterator[None]:
    """Let a module commit once what all of its tests begin with; what each does for itself is rolled back as ever."""
    with django_db_blocker.unblock(), CLONE.lent():
        yield


pytest_plugins = ["tests.fixtures"]
