"""Where tries are counted, so that limits hold across processes and machines: rows that go when their time is over."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.cache.backends.db import DatabaseCache


class Counters(DatabaseCache):
    """Django's cache in the database, out of which nothing is pushed: whoever fills it lifts nobody's limit."""

    def _cull(self, db: str, cursor: Any, now: datetime, num: int) -> None:
        """Delete what has run out, and leave what counts, however many there are."""
        del num
        super()._cull(db, cursor, now, 0)  # type: ignore[misc]
