"""Take jobs until somebody says stop; a lost database is waited for."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable
from typing import Any

import structlog
from django.db import close_old_connections
from procrastinate import BaseRetryStrategy, RetryDecision
from procrastinate.contrib.django import app
from procrastinate.contrib.django.utils import connector_params
from procrastinate.jobs import Job
from procrastinate.psycopg_connector import PsycopgConnector
from psycopg_pool import AsyncConnectionPool

from throughgate.foundation.database.lines import AsyncLine, is_lost
from throughgate.foundation.database.pulse import ASK_EVERY, pulse
from throughgate.foundation.pauses import Pauses

log = structlog.get_logger("throughgate.jobs")

FINISH_WITHIN = 10
"""Seconds that running jobs have to finish; less than a supervisor waits before it kills."""
CONNECT_WITHIN = 5
"""Seconds; who waits longer gives no sign of life meanwhile, and its jobs are taken for stalled."""


class Again(BaseRetryStrategy):
    """Run a job again whose database was lost on the way, as each is safe to run twice; else as the task says."""

    def __init__(self, otherwise: BaseRetryStrategy | None) -> None:
        self.otherwise = otherwise

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision | None:
        """Pause longer each time: it may be the job that takes the database down."""
        if is_lost(exception):
            return RetryDecision(retry_in={"seconds": min(600, 2 ** min(job.attempts, 10))})
        if self.otherwise is None:
            return None
        return self.otherwise.get_retry_decision(exception=exception, job=job)


async def work(*, concurrency: int) -> None:
    """Take jobs until SIGINT or SIGTERM; begin again, after a pause, whenever the database was lost."""
    for task in app.tasks.values():
        task.retry_strategy = Again(task.retry_strategy)
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    pauses = Pauses()
    while True:
        await _until(stop, _take_jobs(concurrency))
        if stop.is_set():
            return
        pause = pauses.after_end()
        log.warning("worker_begins_again", pause=pause)
        await _until(stop, _quiet(pause))


async def _until(stop: asyncio.Event, doing: Any) -> None:
    """Do it until it ends, or until somebody says stop; it may then finish."""
    done = asyncio.create_task(doing)
    told = asyncio.create_task(stop.wait())
    await asyncio.wait({done, told}, return_when=asyncio.FIRST_COMPLETED)
    told.cancel()
    if not done.done():
        done.cancel()
    try:
        await done
    except asyncio.CancelledError:
        pass
    except Exception as error:  # noqa: BLE001 - whatever it was, the next attempt follows
        log.warning("worker_interrupted", error=type(error).__name__, lost=is_lost(error))


async def _quiet(pause: float) -> None:
    """Wait the pause, and as long as the database is silent."""
    await asyncio.sleep(max(pause, 2 * ASK_EVERY))  # or the pulse has not noticed yet
    while pulse.silence > ASK_EVERY:  # noqa: ASYNC110 - another thread feels the pulse
        await asyncio.sleep(ASK_EVERY)


async def _take_jobs(concurrency: int) -> None:
    """Take jobs; returns or raises when the queue cannot be reached any more."""
    pool = AsyncConnectionPool(
        kwargs=connector_params(),
        connection_class=AsyncLine,
        check=AsyncConnectionPool.check_connection,
        min_size=1,
        max_size=4,
        timeout=CONNECT_WITHIN,
        reconnect_timeout=CONNECT_WITHIN,
        open=False,
    )
    try:
        await pool.open(wait=True, timeout=CONNECT_WITHIN)
        with app.replace_connector(PsycopgConnector()) as taking:
            async with taking.open_async(pool):
                await taking.run_worker_async(
                    concurrency=concurrency,
                    install_signal_handlers=False,
                    shutdown_graceful_timeout=FINISH_WITHIN,
                    listen_notify=True,
                    task_middleware=[with_a_connection_that_works],
                )
    finally:
        await pool.close()


def with_a_connection_that_works(call: Callable[[], Any], *_about: Any) -> Any:
    """Give this thread's connection back after each job: nobody else would ever notice that it is dead."""
    close_old_connections()
    try:
        return call()
    finally:
        close_old_connections()
