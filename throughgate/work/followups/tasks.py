"""What the worker does after starts."""

from __future__ import annotations

from procrastinate.contrib.django import app

from throughgate.work.followups.actions import clock


@app.periodic(cron="23 5 * * *")
@app.task(name="followups.pass_a_day", queueing_lock="followups.pass_a_day")
def pass_a_day(timestamp: int) -> None:
    """Ask at milestones how it is going, remind whoever has not answered, close what nobody answered."""
    clock.pass_a_day()
