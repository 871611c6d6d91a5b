"""Who changed a row last, for the page of a stale form, and whether one is gone that was there."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db import connection

from throughgate.foundation.audit.models import Entry


def last_change(row: uuid.UUID) -> tuple[str, datetime | None]:
    """Return who last changed a row and when; nothing where the actor may not know.

    A colleague by name, somebody of another organisation by that organisation. One query.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT who, at FROM gate.last_change(%s)", [row])
        found = cursor.fetchone()
    return (found[0] or "", found[1]) if found else ("", None)


def was_done(action: str, subject: uuid.UUID) -> bool:
    """Say whether one's organisation did this to a row, as far as the audit is open to the actor."""
    done: bool = Entry.objects.filter(action=action, subject_id=subject).exists()
    return done
