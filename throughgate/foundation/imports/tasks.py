"""What the worker does about imports."""

from __future__ import annotations

import uuid

import structlog
from django.db import connection
from django.utils import timezone
from procrastinate.contrib.django import app

from throughgate.foundation.imports import storage
from throughgate.foundation.imports.rules import FILE_KEPT, RESULTS_KEPT, UNNAMED_KEPT

log = structlog.get_logger("throughgate.imports")


@app.task(name="imports.work")
def work_on(import_id: str) -> None:
    """Go on with an import; safe to run twice, also at once."""
    from throughgate.foundation.imports.work import work

    work(uuid.UUID(import_id))


@app.periodic(cron="41 * * * *")
@app.task(name="imports.forget", queueing_lock="imports.forget")
def forget(timestamp: int) -> None:
    """Delete files that nobody came back to or that no import names, and results that are past their days."""
    now = timezone.now()
    with connection.cursor() as cursor:
        cursor.execute("SELECT gate.forget_imports(%s, %s)", [now - FILE_KEPT, now - RESULTS_KEPT])
        files = [key for (key,) in cursor.fetchall()]
        # What was left behind by a process that was killed between the file and its row.
        cursor.execute("SELECT gate.imports_unnamed(%s)", [storage.keys_before(now - UNNAMED_KEPT)])
        files += [key for (key,) in cursor.fetchall()]
    for key in files:
        storage.remove(key)
    if files:
        log.info("import_files_deleted", files=len(files))
