"""Connections of this process that can be hung up from outside, and what a lost one looks like.

A PostgreSQL that is frozen, or whose machine has gone, neither answers nor closes: whoever waits for it waits for ever, and
its own limits (`statement_timeout`) stand still with it. `pulse.py` notices, and hangs up.
"""

from __future__ import annotations

import os
import select
import socket
import threading
import time
from collections.abc import AsyncGenerator, Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from typing import Any, Final
from weakref import WeakSet

import psycopg
from psycopg import errors, generators
from psycopg.pq import ExecStatus

ANSWER_WITHIN: Final = 15.0
"""Seconds for one statement; the server's own limit is ten."""

MOMENT: Final = 0.1
"""Seconds for which an answer proves that the server is there, as it would while a page asks one statement after another."""

_every: WeakSet[Line | AsyncLine] = WeakSet()
_lock = threading.Lock()
_answered_at = 0.0
_patience: ContextVar[float] = ContextVar("throughgate_patience", default=ANSWER_WITHIN)


class Line(psycopg.Connection[Any]):
    """A connection of a thread."""

    waits_until: float | None = None
    answered_at = 0.0

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _note(self)

    def wait(self, *args: Any, **kwargs: Any) -> Any:
        """Wait for the server, and let it be known until when."""
        self.waits_until = time.monotonic() + _patience.get()
        try:
            answer = super().wait(*args, **kwargs)
        finally:
            self.waits_until = None
        self.answered_at = _note_answer()
        return answer

    def is_alive(self) -> bool:
        """Ask the server, unless it has just answered here and has said nothing since: a farewell could be read."""
        if time.monotonic() - self.answered_at < MOMENT and not _is_spoken_to(self):
            return True
        with suppress(psycopg.Error):
            self.execute("")
            return True
        return False

    def begin(self, statements: bytes) -> None:
        """Send what opens a transaction in one message; the driver alone would send BEGIN for itself and wait for it."""
        self.pgconn.send_query(statements)
        for result in self.wait(generators.execute(self.pgconn)):
            if result.status not in (ExecStatus.COMMAND_OK, ExecStatus.TUPLES_OK):
                raise errors.error_from_result(result, encoding="utf-8")


class AsyncLine(psycopg.AsyncConnection[Any]):
    """A connection of an event loop."""

    waits_until: float | None = None
    _listens = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _note(self)

    async def wait(self, *args: Any, **kwargs: Any) -> Any:
        """Wait for the server, and let it be known until when."""
        self.waits_until = None if self._listens else time.monotonic() + _patience.get()
        try:
            answer = await super().wait(*args, **kwargs)
        finally:
            self.waits_until = None
        _note_answer()
        return answer

    def notifies(self, *args: Any, **kwargs: Any) -> AsyncGenerator[psycopg.Notify]:
        """Listen; who listens may wait as long as nobody speaks."""
        self._listens = True
        return super().notifies(*args, **kwargs)


def last_answer() -> float:
    """Return when any connection was last answered, on the monotonic clock."""
    return _answered_at


def _note_answer() -> float:
    global _answered_at  # noqa: PLW0603 - one database, one sign of life
    _answered_at = time.monotonic()
    return _answered_at


def _is_spoken_to(line: Line) -> bool:
    ears = select.poll()
    ears.register(line.fileno(), select.POLLIN)
    return bool(ears.poll(0))


def _note(line: Line | AsyncLine) -> None:
    with _lock:
        _every.add(line)


@contextmanager
def patience(seconds: float) -> Iterator[None]:
    """Let every answer be due within so many seconds."""
    token = _patience.set(seconds)
    try:
        yield
    finally:
        _patience.reset(token)


def hang_up(*, overdue: bool = False) -> int:
    """Cut every connection, or those whose answer is overdue; return how many.

    Whoever waits is told by an OperationalError; what the server has begun it takes back when it notices.
    """
    with _lock:
        lines = list(_every)
    now = time.monotonic()
    return sum(_cut(line) for line in lines if not overdue or (line.waits_until or now) < now)


def _cut(line: Line | AsyncLine) -> bool:
    # The socket, not the connection: that belongs to whoever waits on it in another thread.
    with suppress(OSError, psycopg.Error), socket.socket(fileno=os.dup(line.fileno())) as end:
        end.shutdown(socket.SHUT_RDWR)
        return True
    return False


LOST = ("57P01", "57P02", "57P03")
"""The server shuts down, another process of it crashed, or it does not take anybody yet; and class 08."""


class Unreachable(psycopg.OperationalError):
    """There is no use in asking: the database has not answered for a while."""


def is_lost(error: BaseException | None) -> bool:
    """Say whether an error, or what it came from, is a database that cannot be reached or went away meanwhile."""
    return any(map(_says_lost, _causes(error)))


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__


def _says_lost(error: BaseException) -> bool:
    if not isinstance(error, psycopg.OperationalError | psycopg.InterfaceError):
        return False
    # The driver speaks for itself where there is no state: refused, closed, no answer, none to be had in time.
    return not error.sqlstate or error.sqlstate in LOST or error.sqlstate.startswith("08")
