"""What the worker does about openings."""

from __future__ import annotations

from procrastinate.contrib.django import app

from throughgate.work.openings.renewal.actions import ask_companies


@app.periodic(cron="35 6 * * *")
@app.task(name="openings.ask_companies", queueing_lock="openings.ask_companies")
def ask(timestamp: int) -> None:
    """Ask companies whose openings end within 14 days whether they still stand."""
    ask_companies()
