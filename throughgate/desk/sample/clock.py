"""Let actions happen on an earlier day, so that the sample's dates and entries have a past."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, time, timedelta

from django.utils import timezone


def moment(days_ago: int, minute: int) -> datetime:
    """Return a moment of a working day: so many days ago, so many minutes after 8 o'clock."""
    day = timezone.localdate() - timedelta(days=days_ago)
    at = timezone.make_aware(datetime.combine(day, time(8)) + timedelta(minutes=minute))
    return min(at, timezone.now())


@contextmanager
def clock_at(then: datetime) -> Iterator[None]:
    """Make `then` the present for everything that asks Django; the database is told through its context."""
    now = timezone.now
    timezone.now = lambda: then
    try:
        yield
    finally:
        timezone.now = now
