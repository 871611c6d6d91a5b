"""Answer requests with granian; any number of these may stand before one database."""

from __future__ import annotations

import argparse
import gc
import os
import signal
from functools import partial
from typing import Any

from throughgate.commands.environment import (
    feel_the_pulse,
    refuse_unsafe_database,
    refuse_without_address,
)
from throughgate.config.environment import SETTINGS
from throughgate.foundation.database.unprivileged import die_with_parent


def main(arguments: list[str]) -> int:
    """Serve until SIGINT or SIGTERM."""
    parser = argparse.ArgumentParser(prog="throughgate serve", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: %(default)s)")
    parser.add_argument("--port", type=int, default=int(os.environ.get("PORT") or 8000))
    parser.add_argument("--workers", type=int, default=2, help="processes (default: %(default)s)")
    parser.add_argument("--threads", type=int, default=4, help="requests at once in each process")
    options = parser.parse_args(arguments)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    os.environ["PORT"] = str(options.port)  # links lead here where no address is set
    refuse_without_address()
    refuse_unsafe_database()
    from granian.constants import Interfaces
    from granian.log import LogLevels

    from throughgate.commands.web_server import WebServer

    WebServer(
        "throughgate.config.wsgi:application",
        address=options.host,
        port=options.port,
        interface=Interfaces.WSGI,
        workers=options.workers,
        blocking_threads=options.threads,
        workers_kill_timeout=10,
        log_access=False,  # the application writes one line per request, without personal data
        log_level=LogLevels.warning,
    ).serve(target_loader=partial(_load, options.threads))
    return 0


def _load(threads: int, _target: str) -> Any:
    """Load the application inside a worker.

    Until here a worker has inherited the main process's handlers, which would swallow a SIGTERM that arrives
    while it loads; and it must not outlive a main process that is killed.
    """
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_DFL)
    die_with_parent(signal.SIGTERM)
    from django.urls import get_resolver

    from throughgate.config.wsgi import application

    feel_the_pulse(threads=threads)
    assert (
        get_resolver().url_patterns
    )  # loads every page now, or the first one to be asked waits for all of them
    # What was loaded so far stays: looking through it for garbage held up one answer in fifty for a quarter of a second.
    gc.collect()
    gc.freeze()
    return application
