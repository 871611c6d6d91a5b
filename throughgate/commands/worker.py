"""Do the work that pages hand over; any number of these may stand before one database."""

from __future__ import annotations

import argparse
import asyncio

from throughgate.commands.environment import (
    feel_the_pulse,
    refuse_unsafe_database,
    refuse_without_address,
    set_up_django,
)


def main(arguments: list[str]) -> int:
    """Take jobs until SIGINT or SIGTERM; a running job is finished first."""
    parser = argparse.ArgumentParser(prog="throughgate worker", description=__doc__)
    parser.add_argument("--concurrency", type=int, default=2, help="jobs at once (default: %(default)s)")
    options = parser.parse_args(arguments)
    refuse_without_address()
    refuse_unsafe_database()
    set_up_django()
    from throughgate.foundation.jobs.worker import work

    feel_the_pulse(threads=options.concurrency + 1)
    asyncio.run(work(concurrency=options.concurrency))
    return 0
