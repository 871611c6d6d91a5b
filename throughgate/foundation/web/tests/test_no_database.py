"""A page without its database says so in plain words, and says what became of what was sent."""

from __future__ import annotations

import uuid
from contextlib import contextmanager
from types import SimpleNamespace
from urllib.parse import urlencode

import psycopg
import pytest
from django.db import OperationalError, connection
from django.test.utils import CaptureQueriesContext

from throughgate.foundation.database.context import acting
from throughgate.foundation.web.form_recovery import MARK, mark

SITES = "/organisations/north/sites/add/"
UNCERTAIN = "The connection broke while your change was being saved."


def lost() -> OperationalError:
    """Return what Django raises where the connection breaks."""
    error = OperationalError("the connection is lost")
    error.__cause__ = psycopg.OperationalError("server closed the connection unexpectedly")
    return error


@pytest.fixture
def breaks(monkeypatch):
    """Give a function that lets something break."""

    def where(name: str, error: Exception) -> None:
        def fail(*_args, **_named):
            raise error

        monkeypatch.setattr(name, fail)

    return where


@pytest.fixture
def admin(signed_in):
    """Give a client of somebody who may add sites, to whom errors are shown as to a browser."""
    client = signed_in("admin")
    client.raise_request_exception = False
    return client


@pytest.fixture
def form(cast):
    """Give a form as the page draws it for the administrator."""
    return {
        "name": "Typed in vain",
        "town": "Wassenberg",
        "once": str(uuid.uuid4()),
        MARK: mark(cast.actor("admin").user),
    }


def test_a_page_that_only_shows_can_be_asked_again(admin, breaks):
    """503 in the look of the house, with when to come back; nothing of it is kept by the browser."""
    breaks("throughgate.foundation.web.list_page.page_of", lost())
    answer = admin.get("/organisations/")
    page = answer.content.decode()
    assert answer.status_code == 503
    assert answer["Retry-After"] == "5"
    assert answer["Cache-Control"] == "no-store"
    assert "The database cannot be reached" in page
    assert "Nothing was saved." in page
    assert '<a class="button main" href="">Try again</a>' in page


def test_a_database_away_before_anybody_is_known_says_the_same(admin, breaks):
    """The session cannot be read: neither sign-in nor a fault of ours, but 503."""
    breaks("throughgate.ground.accounts.session_store.SessionStore.load", lost())
    for address in ("/people/", "/accounts/login/", "/no/such/page"):
        assert admin.get(address).status_code == 503


def send(client, form):
    """Send the form as a browser does."""
    return client.post(SITES, urlencode(form), content_type="application/x-www-form-urlencoded")


def test_what_was_typed_can_be_sent_again(admin, breaks, form):
    """The connection broke before anything was kept: the page carries what was typed, and sends it as it was."""
    breaks("throughgate.ground.organisations.actions.add_site", lost())
    answer = send(admin, {**form, "csrfmiddlewaretoken": "the one of the page"})
    page = answer.content.decode()
    assert answer.status_code == 503
    assert "Nothing was saved." in page
    assert UNCERTAIN not in page
    assert "<li>Typed in vain</li>" in page
    assert f'<form class="form" method="post" action="{SITES}">' in page
    for name, value in (("once", form["once"]), ("csrfmiddlewaretoken", "the one of the page")):
        assert f'<input type="hidden" name="{name}" value="{value}">' in page


def test_no_form_of_strangers_comes_back(admin, breaks, form):
    """A form that does not bear the mark of a user was not made here, or is sign-in: nothing of it is drawn."""
    breaks("throughgate.ground.organisations.actions.add_site", lost())
    answer = send(admin, {**form, MARK: "forged"})
    assert answer.status_code == 503
    assert "Typed in vain" not in answer.content.decode()


@pytest.fixture
def commit_breaks(monkeypatch):
    """Let the connection break while a page's transaction ends."""

    @contextmanager
    def until_the_end(context, *, read_only=False):
        with acting(context, read_only=read_only):
            yield
        raise lost()

    monkeypatch.setattr("throughgate.ground.accounts.middleware.acting", until_the_end)


def test_a_change_that_may_be_kept_is_called_uncertain(admin, commit_breaks, form):
    """The connection broke at the commit: nobody says that nothing was saved, and the same form can be sent once more."""
    page = send(admin, form).content.decode()
    assert UNCERTAIN in page
    assert "it is never saved twice" in page
    assert "Nothing was saved." not in page


def test_a_look_and_a_refused_form_leave_no_doubt(admin, commit_breaks, form):
    """A page that shows, and a form that was not right, save nothing, whenever the connection breaks."""
    for answer in (admin.get(SITES), send(admin, {**form, "town": "", "name": ""})):
        assert answer.status_code == 503
        assert "Nothing was saved." in answer.content.decode()


def test_a_fault_of_ours_stays_a_fault(admin, breaks):
    """What the database refuses, or takes too long for, is no database away."""
    error = OperationalError("too slow")
    error.__cause__ = psycopg.errors.QueryCanceled("statement timeout")
    breaks("throughgate.foundation.web.list_page.page_of", error)
    answer = admin.get("/organisations/")
    assert answer.status_code == 500
    assert "Something went wrong here" in answer.content.decode()


def test_machines_ask_neither_session_nor_database(admin):
    """`/health` answers whatever cookie comes along, without a query; `/ready` asks whether the database answers."""
    with CaptureQueriesContext(connection) as seen:
        health = admin.get("/health")
    assert (health.status_code, health.content, len(seen)) == (200, b"ok\n", 0)
    assert "Cookie" not in health.get("Vary", "")
    with CaptureQueriesContext(connection) as seen:
        assert admin.get("/ready").status_code == 200
    assert [query["sql"] for query in seen] == ["SELECT 1"]


@pytest.mark.parametrize(("silence", "status"), [(0.0, 200), (0.5, 200), (1.0, 503), (60.0, 503)])
def test_readiness_is_what_the_pulse_says(admin, monkeypatch, silence, status):
    """Where the pulse is felt nobody waits for an answer: 503 as soon as one is missing for most of a second."""
    monkeypatch.setattr(
        "throughgate.foundation.web.health.pulse", SimpleNamespace(is_felt=True, silence=silence)
    )
    with CaptureQueriesContext(connection) as seen:
        answer = admin.get("/ready")
    assert (answer.status_code, len(seen)) == (status, 0)
