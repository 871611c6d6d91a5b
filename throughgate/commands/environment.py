"""What commands need around them: a database that runs, and Django set up."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

from throughgate.config.environment import NO_ADDRESS, SETTINGS, Environment
from throughgate.foundation.database.launcher import ensure_cluster


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
    """Leave with a sentence when the application's role could pass row security, or PostgreSQL is too old for it."""
    import psycopg

    from throughgate.foundation.database import roles

    try:
        found = roles.problems(os.environ["THROUGHGATE_DATABASE_URL"])
    except psycopg.Error as error:
        found = [_unusable(error)]
    if found:
        raise SystemExit("\n".join(found))


def refuse_without_address() -> None:
    """Leave with a sentence where links would lead nowhere: people reach us by a name, and nobody said by which."""
    if not Environment.read().address:
        raise SystemExit(NO_ADDRESS)


def what_to_prepare() -> str:
    """Return what to do first where the database is not there or has no tables yet; nothing where it has."""
    import psycopg

    try:
        with psycopg.connect(os.environ["THROUGHGATE_DATABASE_URL"]) as connection:
            row = connection.execute("SELECT to_regclass('public.django_migrations')").fetchone()
    except psycopg.Error as error:
        return _unusable(error)
    return "" if row and row[0] else "The database has no tables yet. To make them: throughgate prepare"


def _unusable(error: Exception) -> str:
    return f"The database cannot be used ({type(error).__name__}). To make it: throughgate prepare"


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
