"""Connections of this process that can be hung up from outside, and what a lost one looks like.

A PostgreSQL that is frozen, or whose machine has gone, neither answers nor closes: whoever waits for it waits for ever, and
its own limits (`statement_timeout`) stand still with it. `pulse.py` notices, and hangs up.
"""

from __future__ import annotations

import os
import socket
import threading
import time
from collections.abc import AsyncGenerator, Iterator
from contextlib import suppress
from typing import Any
from weakref import WeakSet

import psycopg

_every: WeakSet[Line | AsyncLine] = WeakSet()
_lock = threading.Lock()


class Line(psycopg.Connection[Any]):
    """A connection of a thread."""

    waits_since: float | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _note(self)

    def wait(self, *args: Any, **kwargs: Any) -> Any:
        """Wait for the server, and let it be known since when."""
        self.waits_since = time.monotonic()
        try:
            return super().wait(*args, **kwargs)
        finally:
            self.waits_since = None


class AsyncLine(psycopg.AsyncConnection[Any]):
    """A connection of an event loop."""

    waits_since: float | None = None
    _listens = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _note(self)

    async def wait(self, *args: Any, **kwargs: Any) -> Any:
        """Wait for the server, and let it be known since when."""
        self.waits_since = None if self._listens else time.monotonic()
        try:
            return await super().wait(*args, **kwargs)
        finally:
            self.waits_since = None

    def notifies(self, *args: Any, **kwargs: Any) -> AsyncGenerator[psycopg.Notify]:
        """Listen; who listens may wait as long as nobody speaks."""
        self._listens = True
        return super().notifies(*args, **kwargs)


def _note(line: Line | AsyncLine) -> None:
    with _lock:
        _every.add(line)


def hang_up(*, waiting_for: float = 0.0) -> int:
    """Cut the connections that have waited `waiting_for` seconds for an answer, 0: every one; return how many.

    Whoever waits is told by an OperationalError; what the server has begun it takes back when it notices.
    """
    with _lock:
        lines = list(_every)
    now = time.monotonic()
    waited = (line for line in lines if not waiting_for or _waited(line, now) > waiting_for)
    return sum(map(_cut, waited))


def _waited(line: Line | AsyncLine, now: float) -> float:
    since = line.waits_since
    return 0.0 if since is None else now - since


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
