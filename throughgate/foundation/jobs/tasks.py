"""What the worker does by itself: keep months ready, forget what has run out, rescue jobs whose worker died."""

from __future__ import annotations

from datetime import timedelta

import structlog
from django.db import connection
from django.utils import timezone
from procrastinate import JobContext
from procrastinate.contrib.django import app

from throughgate.foundation.web.models import Once

log = structlog.get_logger("throughgate.jobs")
FORM_KEYS_KEPT = timedelta(days=3)
"""How long the key of a form is remembered: longer than anybody keeps a page open and sends it again."""


@app.periodic(cron="* * * * *")
@app.task(name="jobs.rescue_stalled", queueing_lock="jobs.rescue_stalled", pass_context=True)
async def rescue_stalled(context: JobContext, timestamp: int) -> None:
    """Put jobs back into the queue whose worker stopped giving signs of life; every job is safe to run twice."""
    for job in await context.app.job_manager.get_stalled_jobs():
        await context.app.job_manager.retry_job(job)
        log.warning("job_rescued", job=job.id, task=job.task_name)


@app.periodic(cron="17 3 * * *")
@app.task(name="jobs.keep_house", queueing_lock="jobs.keep_house")
def keep_house(timestamp: int) -> None:
    """Make the next months' partitions of the access log, and forget old form keys, sessions and counters of tries."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT gate.extend_access_log(6)")
        cursor.execute("DELETE FROM django_session WHERE expire_date < now()")
        cursor.execute("DELETE FROM web_cache WHERE expires < now()")
    gone, _ = Once.objects.filter(at__lt=timezone.now() - FORM_KEYS_KEPT).delete()
    log.info("house_kept", form_keys_forgotten=gone)
