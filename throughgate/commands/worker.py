"""Do the work that pages hand over; any number of these may stand before one database."""

from __future__ import annotations

import argparse

from throughgate.commands.surroundings import refuse_unsafe_database, set_up_django


def main(arguments: list[str]) -> int:
    """Take jobs until SIGINT or SIGTERM; a running job is finished first."""
    parser = argparse.ArgumentParser(prog="throughgate worker", description=__doc__)
    parser.add_argument("--concurrency", type=int, default=2, help="jobs at once (default: %(default)s)")
    options = parser.parse_args(arguments)
    refuse_unsafe_database()
    set_up_django()
    from procrastinate.contrib.django import app
    from procrastinate.contrib.django.django_connector import DjangoConnector

    connector = app.connector
    assert isinstance(connector, DjangoConnector)
    with app.replace_connector(connector.get_worker_connector()) as worker:
        worker.run_worker(
            concurrency=options.concurrency,
            install_signal_handlers=True,
            shutdown_graceful_timeout=20,
            listen_notify=True,
        )
    return 0
