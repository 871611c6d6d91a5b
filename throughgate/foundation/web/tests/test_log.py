"""The one line per request: what it says, and of what it keeps silent."""

from __future__ import annotations

import io
import json
import logging
from contextlib import contextmanager

import pytest
import structlog
from hypothesis import example, given
from hypothesis import strategies as st

from throughgate.config.logging import configure_logging, visible


@contextmanager
def written(*, as_json):
    """Give a function that returns what was logged so far, as it is written in production or on a desk."""
    lines = io.StringIO(newline="")
    handler = logging.StreamHandler(lines)
    configure_logging(as_json=as_json)
    handler.setFormatter(logging.getLogger().handlers[0].formatter)
    logging.getLogger().addHandler(handler)
    try:
        yield lines.getvalue
    finally:
        logging.getLogger().removeHandler(handler)
        configure_logging(as_json=True)


@pytest.fixture
def lines():
    """Give a function that returns what was logged so far, line by line, as production writes it."""
    with written(as_json=True) as said:
        yield lambda: [json.loads(line) for line in said().splitlines()]


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


SIGNS = [
    "end\r\n2026-01-01T00:00:00Z [info     ] answered",
    "\x1b[2K\x1b[1Aanswered",
    "\x00\x07\x08\x0b\x0c\x1c\x1d\x1e\x7f\x85\x9b31m",
    "\u2028answered\u2029",
    "\u202eerror\u202c\u2066\u2067\u2069\u200e\u200f\u061c",
    "\ud800 half",
    "\ufeff\u200b\u00ad\U000e0041",
]


def test_only_signs_that_can_be_seen_stay_as_they_are():
    """Ends of lines, escapes, control and direction signs, half surrogates are written out; words are not."""
    assert visible("Šahin über 你好 – „a b“") == "Šahin über 你好 – „a b“"
    assert visible("a\r\nb") == r"a\r\nb"
    assert visible("\x1b[1A") == r"\x1b[1A"
    assert visible("\u2028\u2029\x85") == r"\u2028\u2029\x85"
    assert visible("\u202eab\u2066") == r"\u202eab\u2066"
    assert visible("\ud800") == r"\ud800"


WORDS = st.text(alphabet=st.characters(codec=None), max_size=40) | st.sampled_from(SIGNS)


@pytest.mark.parametrize("as_json", [True, False])
@given(word=WORDS, other=WORDS)
@example(word=SIGNS[0], other=SIGNS[1])
@example(word=SIGNS[4], other=SIGNS[5])
def test_nobody_forges_a_line(as_json, word, other):
    """Whatever a visitor sends, and wherever a log line repeats it: one event is one line that can be seen whole."""
    with written(as_json=as_json) as said:
        structlog.get_logger("throughgate.request").warning(
            word, agent=other, path=[word], more={other: word}
        )
        logging.getLogger("somebody.elses").warning("said %s", other, extra={"agent": word})
        structlog.get_logger(other).error(word, exc_info=ValueError(word))
        lines = said()
    assert lines.count("\n") == 3
    assert lines.replace("\n", "").isprintable()
    assert len(lines.splitlines()) == 3


@pytest.mark.parametrize("as_json", [True, False])
@pytest.mark.parametrize("signs", SIGNS)
def test_requests_forge_no_line(client, db, as_json, signs):
    """Address, query, names of people, browser and ids that a request brings: one request stays one line."""
    heads = {
        "HTTP_USER_AGENT": signs,
        "HTTP_X_REQUEST_ID": signs,
        "HTTP_REFERER": signs,
        "REMOTE_ADDR": signs,
    }
    text = signs.encode("utf-8", "surrogatepass").decode("latin-1")
    with written(as_json=as_json) as said:
        client.get("/people/" + signs.encode("ascii", "ignore").decode(), {"name": text}, **heads)
        client.generic(signs, "/accounts/login/", **heads)
        client.post("/accounts/login/", {"login": text, "password": text}, **heads)
        lines = said()
    assert lines.count("\n") == lines.count("answered")
    assert lines.replace("\n", "").isprintable()
