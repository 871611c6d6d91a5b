"""Who changed a row last, for the page of a stale form."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db import connection


def last_change(row: uuid.UUID) -> tuple[str, datetime | None]:
    """Return who last changed a row and when; nothing where the actor may not know.

    A colleague by name, somebody of another organisation by that organisation. One query.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT who, at FROM gate.last_change(%s)", [row])
        found = cursor.fetchone()
    return (found[0] or "", found[1]) if found else ("", None)
