"""What the worker does about plans."""

from __future__ import annotations

import uuid

from procrastinate.contrib.django import app

from throughgate.foundation.database.asking import rows_of


@app.task(name="planning.work")
def work_on(plan_id: str) -> None:
    """Make a plan; run twice, also at once, it is made once."""
    from throughgate.work.planning.work import work

    work(uuid.UUID(plan_id))


@app.periodic(cron="35 0 * * *")
@app.task(name="planning.sweep", queueing_lock="planning.sweep")
def sweep(timestamp: int) -> None:
    """Let go of old plans, and of whom the others may not hold any more."""
    rows_of("SELECT gate.sweep_plans()")
