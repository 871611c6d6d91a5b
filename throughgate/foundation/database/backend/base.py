"""Django's PostgreSQL, but nobody waits long for a connection."""

from __future__ import annotations

import threading
import time
from typing import Any

import structlog
from django.db.backends.postgresql import base
from psycopg_pool import PoolTimeout

from throughgate.foundation.database.lines import Line, Unreachable, patience
from throughgate.foundation.database.pulse import PATIENCE, READY_WITHIN, pulse

log = structlog.get_logger("throughgate.database")

_waiting: set[int] = set()
"""The threads that wait for a connection."""


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection from the pool, soon or not at all."""

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """Wait a moment for a database that restarts; raise at once where it is known to be away.

        The pool is asked again and again for a short time each: its own pauses between attempts grow without end.
        """
        until = time.monotonic() + PATIENCE
        me = threading.get_ident()
        try:
            while pulse.is_worth_waiting(len(_waiting - {me})):
                _waiting.add(me)
                try:
                    with patience(READY_WITHIN):
                        line = super().get_new_connection(conn_params)
                        # That it rested in the pool does not mean that it lives.
                        if not isinstance(line, Line) or line.is_alive():
                            return line
                        self.pool.putconn(line)  # type: ignore[attr-defined]  # unknown to the stubs
                except PoolTimeout:
                    if time.monotonic() > until:
                        log.warning("no_connection", waiting=len(_waiting))
                        raise
        finally:
            _waiting.discard(me)
        raise Unreachable("The database does not answer.")
