"""The one line per request: what it says, and of what it keeps silent."""

from __future__ import annotations

import json
import logging

import pytest

from throughgate.config.logging import configure_logging


@pytest.fixture
def lines():
    """Give a function that returns what was logged so far, line by line, as production writes it."""
    import io

    written = io.StringIO()
    handler = logging.StreamHandler(written)
    configure_logging(as_json=True)
    handler.setFormatter(logging.getLogger().handlers[0].formatter)
    logging.getLogger().addHandler(handler)
    yield lambda: [json.loads(line) for line in written.getvalue().splitlines()]
    logging.getLogger().removeHandler(handler)


def test_a_request_is_one_line(client, db, lines):
    """A page says its route, status, time and queries."""
    client.get("/health")
    (line,) = lines()
    assert (line["event"], line["route"], line["status"], line["method"]) == (
        "answered",
        "health",
        200,
        "GET",
    )
    assert {"ms", "queries", "query_ms", "request"} <= line.keys()


def test_a_static_file_is_no_line(client, db, lines):
    """A style sheet is served without a line (HEAD: nothing to close)."""
    assert client.head("/static/web/css/base.css").status_code == 200
    assert lines() == []


def test_a_static_file_that_is_not_there_is_told(client, db, lines):
    """A page that asks for a style sheet in vain is a fault somebody should see."""
    assert client.get("/static/web/css/nothing.css").status_code == 404
    assert [line["status"] for line in lines()] == [404]


@pytest.mark.parametrize("address", ["/", "/imports/", "/health", "/ready"])
def test_pages_that_only_show_take_no_form(signed_in, address):
    """A POST to a page that only shows is refused."""
    assert signed_in("lead").post(address).status_code == 405
