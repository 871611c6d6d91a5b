"""What stands in the demo's database, read as its administrator: the truth that answers are compared with."""

from __future__ import annotations

import threading
import time
import uuid
from dataclasses import dataclass
from typing import Any, NamedTuple

import psycopg
from django.conf import settings
from psycopg import sql


@dataclass(frozen=True)
class Member:
    """Somebody at one desk: for one organisation, in its roles. Nobody has none of it."""

    username: str = ""
    code: str = ""
    key: uuid.UUID | None = None
    organisation: uuid.UUID | None = None
    roles: frozenset[str] = frozenset()


class Row(NamedTuple):
    """A row that an address can name: its id, what it hangs on, and whose it is."""

    key: uuid.UUID
    parent: uuid.UUID | None
    person: uuid.UUID | None
    owner: uuid.UUID | None
    """An organisation or a membership."""


# A link counts on its days, by consent only while that is given, and a share only while what it came from does.
REACH = """
WITH RECURSIVE own AS (
  SELECT l.id, l.person_id, l.organisation_id, l.shared_from_id, l.from_on AS first,
         least(coalesce(l.until_on, 'infinity'),
               CASE WHEN c.state <> 'given' THEN '-infinity' ELSE coalesce(c.expires_on, 'infinity') END) AS last
  FROM people_caselink l LEFT JOIN people_consent c ON c.id = l.consent_id
), line AS (
  SELECT id, person_id, organisation_id, first, last FROM own WHERE shared_from_id IS NULL
  UNION ALL
  SELECT o.id, o.person_id, o.organisation_id, greatest(o.first, line.first), least(o.last, line.last)
  FROM own o JOIN line ON line.id = o.shared_from_id
)
SELECT DISTINCT organisation_id, person_id FROM line WHERE current_date BETWEEN first AND last
"""
LINKED = "SELECT DISTINCT organisation_id, person_id FROM people_caselink"
ASSIGNED = (
    "SELECT DISTINCT membership_id, person_id FROM people_assignment "
    "WHERE from_on <= current_date AND coalesce(until_on, 'infinity') >= current_date"
)
MEMBERS = (
    "SELECT u.username, o.code, m.id, m.organisation_id, m.roles FROM accounts_membership m "
    "JOIN accounts_user u ON u.id = m.user_id JOIN organisations_organisation o ON o.id = m.organisation_id "
    "WHERE m.starts_on <= current_date AND coalesce(m.ends_on, 'infinity') >= current_date"
)
PATIENCE = 60.0
"""Seconds for which a database that was killed is asked again."""
Pairs = frozenset[tuple[uuid.UUID, uuid.UUID]]


class House:
    """Ask the database past row security."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._connection: psycopg.Connection[Any] | None = None
        self._lock = threading.RLock()

    def rows(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        """Return what a query finds; the connection is made anew where the server was killed meanwhile."""
        until = time.monotonic() + PATIENCE
        while True:
            try:
                with self._lock:
                    return self._rows(query, values)
            except psycopg.OperationalError:
                self.close()
                if time.monotonic() > until:
                    raise
                time.sleep(0.2)

    def _rows(self, query: str, values: tuple[object, ...]) -> list[tuple[Any, ...]]:
        if self._connection is None:
            self._connection = psycopg.connect(
                self.url, autocommit=True, connect_timeout=10, options=f"-c timezone={settings.TIME_ZONE}"
            )
        found = self._connection.execute(query.encode(), values or None)
        return found.fetchall() if found.description else []

    def one(self, query: str, *values: object) -> Any:
        """Return the first value of the first row, None where there is none."""
        found = self.rows(query, *values)
        return found[0][0] if found else None

    def close(self) -> None:
        """Let go of the connection."""
        if self._connection is not None:
            self._connection.close()
        self._connection = None

    def pairs(self, query: str) -> Pairs:
        """Return pairs of ids: who (organisation or membership) and which person."""
        return frozenset((who, person) for who, person in self.rows(query))

    def members(self) -> dict[tuple[str, str], Member]:
        """Return whose membership counts today, by sign-in name and code of the organisation."""
        return {
            (name, code): Member(name, code, key, organisation, frozenset(roles))
            for name, code, key, organisation, roles in self.rows(MEMBERS)
        }

    def table(self, name: str, parent: str = "") -> list[Row]:
        """Return the rows of a table in the order in which they were made."""
        there = {
            column
            for (column,) in self.rows(
                "SELECT column_name FROM information_schema.columns WHERE table_schema = 'public' "
                "AND table_name = %s",
                name,
            )
        }
        owner = next((c for c in ("observer_id", "organisation_id") if c in there), "")
        person = "id" if name == "people_person" else "person_id" if "person_id" in there else ""
        columns = [
            sql.Identifier(column) if column else sql.SQL("NULL::uuid")
            for column in ("id", parent, person, owner)
        ]
        query = sql.SQL("SELECT {} FROM {} ORDER BY id").format(
            sql.SQL(", ").join(columns), sql.Identifier(name)
        )
        return [Row(*row) for row in self.rows(query.as_string())]
