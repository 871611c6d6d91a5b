"""Who acts in this transaction, as PostgreSQL's row policies see it.

The values live in settings that end with the transaction (`set_config(..., true)`), so a pooled connection never
hands them on. They are readable in pg_stat_activity and hold no secrets.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection, transaction
from django.utils import timezone
from psycopg.pq import Escaping


class NoContext(RuntimeError):
    """Personal data was touched before anybody was said to act: a fault, never an empty page."""


@dataclass(frozen=True)
class Context:
    """What row policies compare with. All empty: nobody, who sees no row at all."""

    user: uuid.UUID | None = None
    membership: uuid.UUID | None = None
    organisation: uuid.UUID | None = None
    roles: frozenset[str] = frozenset()
    person: uuid.UUID | None = None
    """The person at the kiosk, who sees the own rows only."""
    request: str = ""

    def settings(self, today: date) -> dict[str, str]:
        """Return the value of every setting, '' where there is none."""
        return {
            "throughgate.user": str(self.user or ""),
            "throughgate.membership": str(self.membership or ""),
            "throughgate.organisation": str(self.organisation or ""),
            "throughgate.roles": ",".join(sorted(self.roles)),
            "throughgate.person": str(self.person or ""),
            "throughgate.request": self.request,
            "throughgate.today": today.isoformat(),
        }


NOBODY = Context()
_current: ContextVar[Context | None] = ContextVar("throughgate_context", default=None)


def current() -> Context:
    """Return the context of this transaction; raise NoContext outside of one."""
    context = _current.get()
    if context is None:
        raise NoContext("Personal data can only be reached inside `acting(context)`.")
    return context


@contextmanager
def acting(context: Context, *, read_only: bool = False) -> Iterator[None]:
    """Open a transaction in which `context` acts; with `read_only`, any write is refused by PostgreSQL."""
    before = _current.get()
    is_outermost = not connection.in_atomic_block
    with transaction.atomic():
        if is_outermost:
            _begin(context, read_only=read_only)
        else:
            _tell(context, read_only=read_only)
        token = _current.set(context)
        try:
            yield
        finally:
            _current.reset(token)
            # Inside a surrounding transaction the settings would outlive us.
            if len(connection.savepoint_ids) and not connection.needs_rollback:
                _tell(before or NOBODY)


def call_as(context: Context, call: str, parameters: Sequence[Any]) -> None:
    """Call a function of the database while `context` acts, in one round trip; then whoever acted before acts again."""
    told, said = _settings(context)
    back, before = _settings(_current.get() or NOBODY)
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH told AS MATERIALIZED (SELECT {told}), done AS MATERIALIZED (SELECT {call} FROM told) "  # noqa: S608
            f"SELECT {back} FROM done",
            [*said, *parameters, *before],
        )


def _begin(context: Context, *, read_only: bool) -> None:
    """Begin the transaction and say who acts in one message: every page waits for it."""
    line = connection.connection
    quoted = Escaping(line.pgconn).escape_literal
    told = b", ".join(
        b"set_config(%b, %b, true)" % (quoted(name.encode()), quoted(value.encode()))
        for name, value in context.settings(timezone.localdate()).items()
    )
    begin = b"BEGIN READ ONLY" if read_only else b"BEGIN"
    with connection.wrap_database_errors:
        line.begin(b"%b; SELECT %b" % (begin, told))


def _tell(context: Context, *, read_only: bool = False) -> None:
    told, said = _settings(context, transaction_read_only="on") if read_only else _settings(context)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {told}", said)


def _settings(context: Context, **more: str) -> tuple[str, list[str]]:
    """Return what sets a context until the transaction ends, with its parameters."""
    values = context.settings(timezone.localdate()) | more
    calls = ", ".join("set_config(%s, %s, true)" for _ in values)
    return calls, [part for pair in values.items() for part in pair]


@contextmanager
def as_owner() -> Iterator[None]:
    """Let the owner's connection load or dump protected rows; the application's connection gains nothing by it."""
    token = _current.set(NOBODY)
    try:
        yield
    finally:
        _current.reset(token)
