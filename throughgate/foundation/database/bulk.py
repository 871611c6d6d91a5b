"""Insert many rows in one statement that row policies check: COPY, which they refuse, is not open to the application.

Measured on 500 rows of six tables (November 2026): a third of the time of `bulk_create`, for no row becomes an object
and the statement has one parameter.
"""

from __future__ import annotations

import datetime as dt
import json
import uuid
from collections.abc import Mapping, Sequence
from contextlib import suppress
from decimal import Decimal
from typing import Any

from django.db import DatabaseError, connection, models, transaction


def insert_rows(model: type[models.Model], rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows given by column; all have the same columns, and no default but the database's is filled in."""
    if not rows:
        return
    table = connection.ops.quote_name(model._meta.db_table)
    columns = ", ".join(connection.ops.quote_name(name) for name in rows[0])
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} ({columns}) SELECT {columns} FROM json_populate_recordset(NULL::{table}, %s)",  # noqa: S608
            [json.dumps(rows, default=_plain, ensure_ascii=False)],
        )


def freshen_statistics() -> None:
    """Let the database take note of tables that have grown, in a transaction of its own; nothing depends on it."""
    with suppress(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT gate.freshen_statistics()")


def _plain(value: Any) -> Any:
    if isinstance(value, (uuid.UUID, Decimal)):
        return str(value)
    if isinstance(value, (dt.date, dt.datetime)):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} cannot be inserted")
