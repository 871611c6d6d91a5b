"""Journeys through the real server in a real browser. Without a browser they fail; they are never skipped."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.database import REPOSITORY
from tests.journeys.browsing import Visitors, Watch
from tests.journeys.server import HERE, Server
from throughgate.foundation.browser import launch_options


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "tests/journeys/" in str(item.path):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """Give the server of this test process."""
    import conftest

    started = Server(conftest.CLUSTER, conftest.TEMPLATE)
    yield started
    started.stop()


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Give the browser; not longer than for this folder, as Django refuses to query beside its event loop."""
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(**launch_options())
        yield launched
        launched.close()


@pytest.fixture
def watch() -> Watch:
    """Give the list of faults, for journeys that expect one."""
    return Watch()


@pytest.fixture
def visitors(browser: Browser, server: Server, watch: Watch) -> Iterator[Visitors]:
    """Give `visitors.page("lead")`; any fault in a browser's console fails the test."""
    opened = Visitors(browser, server, watch)
    yield opened
    opened.close()
    opened.fail_on_faults()


@pytest.fixture
def renewed(server: Server) -> Iterator[None]:
    """Let the test change what it likes: afterwards the database is as before."""
    yield
    server.renew()


@pytest.fixture
def worker(server: Server) -> Iterator[None]:
    """Let a worker do what the pages hand over."""
    with subprocess.Popen(
        [*HERE, "worker", "--concurrency", "1"],
        cwd=REPOSITORY,
        env=server.environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:
        yield
        process.terminate()
