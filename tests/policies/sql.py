"""Plain SQL on the test database: as the owner, or as the application in somebody's name; all of it rolled back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import psycopg
from django.utils import timezone
from psycopg import errors

SETTINGS = ("user", "membership", "organisation", "roles", "person", "request", "today")


@dataclass(frozen=True)
class Who:
    """Who acts, as the row policies see it."""

    user: Any = None
    membership: Any = None
    organisation: Any = None
    roles: tuple[str, ...] = ()
    person: Any = None
    name: str = field(default="", compare=False)


NOBODY = Who(name="nobody")
REFUSED = (
    errors.InsufficientPrivilege,
    errors.RaiseException,
    errors.ForeignKeyViolation,
    errors.ReadOnlySqlTransaction,
)


class Refused(Exception):
    """PostgreSQL said no."""


class Session:
    """One connection in one transaction that never commits; it may play the owner or anybody of the cast."""

    def __init__(self, connection: psycopg.Connection) -> None:
        self.connection = connection

    def owner(self) -> Session:
        """Play the owner, who sees and may do everything."""
        self.connection.execute("SET LOCAL ROLE throughgate_owner")
        return self

    def act(self, who: Who, today: date | None = None) -> Session:
        """Play the application in the name of `who`."""
        values = {
            "user": who.user,
            "membership": who.membership,
            "organisation": who.organisation,
            "roles": ",".join(sorted(who.roles)),
            "person": who.person,
            "request": "test",
            "today": today or timezone.localdate(),
        }
        calls = ", ".join(f"set_config('throughgate.{name}', %s, true)" for name in values)
        self.connection.execute("SET LOCAL ROLE throughgate_app")
        self.connection.execute(f"SELECT {calls}", [str(v or "") for v in values.values()])
        return self

    def rows(self, sql: str, *parameters: Any) -> list[tuple[Any, ...]]:
        """Return what a query answers."""
        cursor = self.connection.execute(sql, parameters or None)
        return cursor.fetchall() if cursor.description else []

    def one(self, sql: str, *parameters: Any) -> Any:
        """Return the first value of the first row, or None."""
        rows = self.rows(sql, *parameters)
        return rows[0][0] if rows else None

    def change(self, sql: str, *parameters: Any) -> int:
        """Run a change inside a savepoint and return the rows changed; raise Refused where PostgreSQL says no."""
        try:
            with self.connection.transaction():
                return self.connection.execute(sql, parameters or None).rowcount
        except REFUSED as error:
            raise Refused(str(error)) from error

    def may(self, sql: str, *parameters: Any) -> bool:
        """Say whether a change would succeed and touch a row; nothing of it stays."""
        touched = False
        try:
            with self.connection.transaction(force_rollback=True):
                touched = self.connection.execute(sql, parameters or None).rowcount > 0
                # A deferred foreign key must not be what decides.
        except REFUSED:
            return False
        return touched

    @contextmanager
    def undone(self) -> Iterator[None]:
        """Take back whatever happens inside, the role included."""
        with self.connection.transaction(force_rollback=True):
            yield


def member(session: Session, username: str) -> Who:
    """Return a member of the cast."""
    row = session.rows(
        "SELECT m.user_id, m.id, m.organisation_id, m.roles FROM accounts_membership m "
        "JOIN accounts_user u ON u.id = m.user_id WHERE u.username = %s",
        username,
    )[0]
    return Who(row[0], row[1], row[2], tuple(row[3]), name=username)


def insert(table: str, values: dict[str, Any]) -> tuple[str, list[Any]]:
    """Return an INSERT and its parameters."""
    columns = ", ".join(f'"{name}"' for name in values)
    marks = ", ".join(["%s"] * len(values))
    return f'INSERT INTO "{table}" ({columns}) VALUES ({marks})', list(values.values())


def insert_all(session: Session, table: str, rows: Sequence[dict[str, Any]]) -> None:
    """Insert rows of one shape as whoever plays."""
    if rows:
        sql, _ = insert(table, rows[0])
        with session.connection.cursor() as cursor:
            cursor.executemany(sql, [[row[name] for name in rows[0]] for row in rows])
