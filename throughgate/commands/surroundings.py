"""What commands need around them: a database that runs, and Django set up."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

from throughgate.config.environment import Environment
from throughgate.foundation.database.launcher import ensure_cluster

SETTINGS = "throughgate.config.settings"


@contextmanager
def database_at_hand() -> Iterator[None]:
    """Point the settings at a running database: the operator's where it is named, else that below ``var/``.

    Has to be entered before Django's settings are read.
    """
    if os.environ.get("THROUGHGATE_DATABASE_URL"):
        yield
        return
    with ensure_cluster(Environment.read().var) as cluster:
        os.environ.update(cluster.environment())
        try:
            yield
        finally:
            for name in cluster.environment():
                os.environ.pop(name, None)


def refuse_unsafe_database() -> None:
    """Leave with a sentence when the application's role could pass the wall, or PostgreSQL is too old for it."""
    import psycopg

    from throughgate.foundation.database import roles

    try:
        found = roles.problems(os.environ["THROUGHGATE_DATABASE_URL"])
    except psycopg.Error as error:
        found = [f"The database cannot be used ({type(error).__name__}). To make it: throughgate prepare"]
    if found:
        raise SystemExit("\n".join(found))


def set_up_django() -> None:
    """Load settings and apps."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    import django

    django.setup()


def feel_the_pulse(*, threads: int) -> None:
    """Let this process, which does so much at once, know at any time whether the database answers."""
    from django.db import connection

    from throughgate.foundation.database.pulse import pulse

    pulse.start(connection.get_connection_params(), threads=threads)
