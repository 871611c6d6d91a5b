"""Ask functions of the database."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import connection


def rows_of(sql: str, *parameters: Any) -> Sequence[tuple[Any, ...]]:
    """Return all rows of a statement."""
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return list(cursor.fetchall())
