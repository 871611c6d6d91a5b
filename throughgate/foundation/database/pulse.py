"""Know whether the database answers, without waiting for it.

One thread in each process that serves or works asks PostgreSQL several times a second, on a connection of its own. Pages
ask this thread instead of standing in a row before a database that is away; where it stays silent, whoever waits is freed.
"""

from __future__ import annotations

import select
import threading
import time
from contextlib import closing
from typing import Any, Final

import psycopg
import structlog

from throughgate.foundation.database.lines import hang_up, last_answer

log = structlog.get_logger("throughgate.database")

ASK_EVERY: Final = 0.2
READY_WITHIN: Final = 0.6
"""Seconds; whoever asks whether we are ready is told within one."""
PATIENCE: Final = 3.0
"""Seconds of silence that a page bears: after a crash of one of its processes PostgreSQL is back sooner."""


class Pulse:
    """The database's, as this process feels it."""

    def __init__(self) -> None:
        self._silent_since: float | None = None
        self._thread: threading.Thread | None = None
        self._threads = 1
        self._stop = threading.Event()

    def is_worth_waiting(self, others: int) -> bool:
        """Say whether a page should wait for a connection beside so many others: of all threads the last one should not.

        It has to tell whoever asks that the database is away.
        """
        silence = self.silence
        return silence < READY_WITHIN or (silence < PATIENCE and others < self._threads - 1)

    @property
    def is_felt(self) -> bool:
        """Say whether somebody asks at all: commands and tests do without."""
        return self._thread is not None

    @property
    def silence(self) -> float:
        """Return for how many seconds a question has been without an answer to anybody; 0 where nobody asks."""
        since = self._silent_since
        return 0.0 if since is None else time.monotonic() - max(since, last_answer())

    def start(self, connection: dict[str, Any], *, threads: int = 1) -> None:
        """Begin to ask, with these parameters of a connection; after a fork, not before.

        `threads` is how many requests this process answers at once.
        """
        self._threads = threads
        self._silent_since = time.monotonic()
        self._thread = threading.Thread(target=self._run, args=(connection,), name="pulse", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Ask no more."""
        self._stop.set()
        if self._thread is not None:
            self._thread.join()

    def _run(self, connection: dict[str, Any]) -> None:
        is_told, why = False, "no answer"
        while not self._stop.is_set():
            try:
                with closing(psycopg.connect(**connection, autocommit=True)) as line:
                    while self._is_answered(line) and not self._stop.is_set():
                        if is_told:
                            log.warning("database_back", seconds=round(self.silence, 1))
                            is_told = False
                        self._silent_since = None
                        self._stop.wait(ASK_EVERY)
                        self._silent_since = time.monotonic()
                why = "no answer"
            except psycopg.Error as error:
                why = str(error).partition("\n")[0]  # refused, or lost: what counts is how long this lasts
            except Exception:
                log.exception("pulse_missed")
            if self.silence > PATIENCE:
                if not is_told:
                    log.error("database_silent", why=why)
                    is_told = True
                hang_up()
            self._stop.wait(ASK_EVERY)

    @staticmethod
    def _is_answered(line: psycopg.Connection[Any]) -> bool:
        """Ask nothing, and say whether that is answered while a page would wait."""
        server = line.pgconn
        server.send_query(b"")
        until = time.monotonic() + PATIENCE
        answer = select.poll()
        answer.register(line.fileno(), select.POLLIN)
        while True:
            while server.is_busy():
                hang_up(overdue=True)
                if not answer.poll(ASK_EVERY * 1000) and time.monotonic() > until:
                    return False
                server.consume_input()
            if server.get_result() is None:
                return True


pulse: Final = Pulse()
