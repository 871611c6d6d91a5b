"""A connection on which nobody answers is hung up, and whoever waited is told that the database is lost."""

from __future__ import annotations

import asyncio
import threading
import time
from contextlib import closing

import psycopg
import pytest
from django.db import DatabaseError, OperationalError
from psycopg import errors
from psycopg_pool import PoolTimeout

from throughgate.config.settings import ENVIRONMENT
from throughgate.foundation.database.backend import base
from throughgate.foundation.database.lines import (
    AsyncLine,
    Line,
    Unreachable,
    hang_up,
    is_lost,
    last_answer,
    patience,
)
from throughgate.foundation.database.pulse import PATIENCE, READY_WITHIN, Pulse

pytestmark = pytest.mark.usefixtures("cuts_lines")


def lines_of(number: int) -> list[Line]:
    """Return so many connections."""
    return [Line.connect(ENVIRONMENT.database_url, autocommit=True) for _one in range(number)]


def test_who_waits_too_long_is_told_that_the_database_is_lost():
    """The connection whose answer is overdue is cut; one that may wait longer, and one that rests, live on."""
    hurries, waits, rests = lines_of(3)
    told: dict[Line, bool] = {}

    def ask(line: Line, seconds: float, question: str) -> None:
        try:
            with patience(seconds):
                line.execute(question)
            told[line] = False
        except psycopg.Error as error:
            told[line] = is_lost(error)

    threads = [
        threading.Thread(target=ask, args=asked)
        for asked in ((hurries, 0.2, "SELECT pg_sleep(60)"), (waits, 60, "SELECT pg_sleep(1)"))
    ]
    with closing(hurries), closing(waits), closing(rests):
        for thread in threads:
            thread.start()
        assert _soon(lambda: hang_up(overdue=True) == 1)
        for thread in threads:
            thread.join(60)
        assert told == {hurries: True, waits: False}
        assert rests.execute("SELECT 1").fetchone() == (1,)


def test_a_silent_database_is_hung_up_on_altogether():
    """Whether it waits or rests, every connection is cut: the next who takes it would wait as well."""
    (line,) = lines_of(1)
    assert hang_up() >= 1
    with closing(line), pytest.raises(psycopg.OperationalError):
        line.execute("SELECT 1")


def test_what_has_just_answered_is_not_asked_again(monkeypatch):
    """A page that follows another one saves the question; after a moment of rest it is asked."""
    (line,) = lines_of(1)
    asked: list[object] = []
    monkeypatch.setattr(line, "execute", asked.append)
    with closing(line):
        line.answered_at = time.monotonic() + 60
        assert line.is_alive()
        assert asked == []
        line.answered_at = time.monotonic() - 60
        assert line.is_alive()
        assert asked == [""]


def test_who_has_hung_up_is_not_alive():
    """A connection that the server ended is known as dead, however short a time ago it answered."""
    line, admin = lines_of(1)[0], psycopg.connect(ENVIRONMENT.admin_url, autocommit=True)
    with closing(line), closing(admin):
        admin.execute("SELECT pg_terminate_backend(%s, 10000)", [line.info.backend_pid])
        line.answered_at = time.monotonic() + 60
        assert not line.is_alive()


def test_who_listens_may_wait():
    """Listening for news is no waiting for an answer; any other question on an event loop is."""

    async def listen() -> tuple[bool, bool]:
        line = await AsyncLine.connect(ENVIRONMENT.database_url, autocommit=True)

        async def is_overdue_sometime(task: asyncio.Task[object]) -> bool:
            seen = False
            while not task.done():
                seen = seen or line.waits_until is not None
                await asyncio.sleep(0.01)
            await task
            return seen

        async with line:
            asks = await is_overdue_sometime(asyncio.create_task(line.execute("SELECT pg_sleep(1)")))
            listening = asyncio.create_task(anext(line.notifies(timeout=0.5), None))
            return asks, await is_overdue_sometime(listening)

    assert asyncio.run(listen()) == (True, False)


def caused(by: BaseException) -> DatabaseError:
    """Return Django's error with its cause."""
    error = OperationalError("django says so")
    error.__cause__ = by
    return error


@pytest.mark.parametrize(
    ("error", "lost"),
    [
        (psycopg.OperationalError("server closed the connection unexpectedly"), True),
        (psycopg.InterfaceError("the connection is closed"), True),
        (PoolTimeout("none to be had"), True),
        (Unreachable("silent"), True),
        (caused(errors.AdminShutdown()), True),
        (caused(errors.CrashShutdown()), True),
        (caused(errors.CannotConnectNow()), True),
        (caused(errors.ConnectionFailure()), True),
        (caused(errors.QueryCanceled()), False),
        (caused(errors.LockNotAvailable()), False),
        (caused(errors.DeadlockDetected()), False),
        (caused(errors.UniqueViolation()), False),
        (OperationalError("without a cause"), False),
        (ValueError("ours"), False),
        (None, False),
    ],
)
def test_what_a_lost_database_looks_like(error, lost):
    """A connection that broke or could not be had is lost; what the server refuses, or takes too long for, is not."""
    assert is_lost(error) is lost


@pytest.fixture
def pulse(monkeypatch) -> Pulse:
    """Give a pulse in a process of four threads, at which a test may set the silence."""
    monkeypatch.setattr("throughgate.foundation.database.pulse.last_answer", lambda: 0.0)
    mine = Pulse()
    mine._threads = 4
    monkeypatch.setattr(base, "pulse", mine)
    return mine


@pytest.mark.parametrize(
    ("silence", "others", "waits"),
    [
        (0, 3, True),
        (READY_WITHIN - 0.1, 7, True),
        (READY_WITHIN + 0.1, 2, True),
        (READY_WITHIN + 0.1, 3, False),
        (PATIENCE + 0.1, 0, False),
    ],
)
def test_the_last_thread_does_not_wait(pulse, monkeypatch, silence, others, waits):
    """While the database is silent one of four threads stays free; after three seconds nobody waits."""
    now = time.monotonic()
    monkeypatch.setattr("throughgate.foundation.database.pulse.time.monotonic", lambda: now)
    pulse._silent_since = now - silence if silence else None
    assert pulse.is_worth_waiting(others) is waits


def test_any_answer_is_a_sign_of_life():
    """A question of the pulse that is late, while pages are answered, is no silence: the way to it may be crowded."""
    mine = Pulse()
    mine._silent_since = time.monotonic() - 60
    (line,) = lines_of(1)
    with closing(line):
        line.execute("SELECT 1")
        assert mine.silence < PATIENCE
        hang_up()
        before = last_answer()
        with pytest.raises(psycopg.OperationalError):
            line.execute("SELECT 1")
        assert last_answer() == before


def test_nobody_waits_for_a_database_known_to_be_away(pulse, db):
    """The page is told at once, in the way in which it is told of a lost connection."""
    from django.db import connection

    pulse._silent_since = time.monotonic() - PATIENCE - 1
    before = time.monotonic()
    with pytest.raises(OperationalError) as raised:
        connection.copy().ensure_connection()
    assert is_lost(raised.value)
    assert time.monotonic() - before < PATIENCE


def test_the_pulse_is_felt(django_db_blocker):
    """An answer ends the silence; a process of PostgreSQL that is killed is only a missed beat."""
    mine = Pulse()
    assert not mine.is_felt
    assert mine.silence == 0
    mine.start({"conninfo": ENVIRONMENT.database_url, "application_name": "beating"})
    assert mine.is_felt
    assert _soon(lambda: mine.silence < READY_WITHIN and mine._silent_since is None)
    with psycopg.connect(ENVIRONMENT.admin_url, autocommit=True) as admin:

        def beating() -> set[int]:
            of = "SELECT pid FROM pg_stat_activity WHERE application_name = 'beating' AND datname = current_database()"
            return {pid for (pid,) in admin.execute(of)}

        (killed,) = beating()
        assert admin.execute("SELECT pg_terminate_backend(%s)", [killed]).fetchone() == (True,)
        assert _soon(lambda: beating() - {killed})
    assert _soon(lambda: mine._silent_since is None)
    assert _soon(lambda: mine.silence < READY_WITHIN)
    mine.stop()


def _soon(question) -> bool:
    """Ask until the answer is yes, and then never again: asking may change what is asked about."""
    until = time.monotonic() + 60
    while not question():
        if time.monotonic() > until:
            return False
        time.sleep(0.01)
    return True
