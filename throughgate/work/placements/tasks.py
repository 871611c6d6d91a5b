"""What the worker does about introductions and placements."""

from __future__ import annotations

from procrastinate.contrib.django import app

from throughgate.work.placements.actions import clock, mailing


@app.periodic(cron="11 5 * * *")
@app.task(name="placements.pass_a_day", queueing_lock="placements.pass_a_day")
def pass_a_day(timestamp: int) -> None:
    """End what was not agreed to, remind whoever has not answered, close what nobody answered."""
    clock.pass_a_day()


@app.periodic(cron="*/5 * * * *")
@app.task(name="placements.write_to_companies", queueing_lock="placements.write_to_companies")
def write_to_companies(timestamp: int) -> None:
    """Tell companies that there is something to read for them."""
    mailing.write_to_companies()
