"""What happens to people's records by the calendar alone."""

from __future__ import annotations

from django.db import connection
from procrastinate.contrib.django import app


@app.periodic(cron="5 0 * * *")
@app.task(name="people.expire_consents", queueing_lock="people.expire_consents")
def expire_consents(timestamp: int) -> None:
    """Mark consents whose time is over. What rests on them ended on the day itself, by the visibility table."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT gate.expire_consents()")


@app.periodic(cron="20 0 * * *")
@app.task(name="people.sweep_lines", queueing_lock="people.sweep_lines")
def sweep_lines(timestamp: int) -> None:
    """Take lines of the visibility table away that ended a month ago: nobody sees by them, and lists stay short."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT gate.sweep_lines()")
