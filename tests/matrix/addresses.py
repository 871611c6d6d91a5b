"""The arguments that the cast gives every address of the house."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import psycopg
from django.urls import reverse
from psycopg.rows import dict_row

from tests.samples import address, arguments
from throughgate.foundation.web.routes import Route

ABSENT = "01999999-9999-7999-8999-999999999999"


class Addresses:
    """Give addresses filled with ids of the cast."""

    def __init__(self, owner: psycopg.Connection) -> None:
        self.owner = owner
        self.known: dict[tuple[str, str], str] = {}

    def one(self, sql: str, *parameters: Any) -> str:
        """Return the first value as text, or an id that nothing has."""
        row = self.owner.execute(sql, parameters).fetchone()
        return str(row[0]) if row else ABSENT

    def row(self, sql: str, values: Mapping[str, Any]) -> Mapping[str, Any] | None:
        """Return the first row by the names of its columns."""
        with self.owner.cursor(row_factory=dict_row) as cursor:
            return cursor.execute(sql, values).fetchone()

    def of(self, route: Route, person: str) -> str:
        """Return the address of a route, asked once for all; raise LookupError where its row was not planted."""
        if (route.name, person) not in self.known:
            self.known[route.name, person] = address(self.row, route.name, person)
        return self.known[route.name, person]

    def of_another(self, route: Route, person: str) -> str:
        """Return the address of a page about a person who need not have such a row."""
        try:
            return self.of(route, person)
        except LookupError:
            return reverse(route.name, kwargs={**dict.fromkeys(route.takes, ABSENT), "key": person})

    def of_nothing(self, route: Route, person: str) -> str:
        """Return the address of a row that is not there; what stands before it in the address is."""
        takes = arguments(self.row, route.name, person)
        return reverse(route.name, kwargs={**takes, route.takes[-1]: ABSENT})
