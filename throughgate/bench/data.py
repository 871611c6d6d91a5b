"""Make the database of the benchmark, beside the one of the demo."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from urllib.parse import urlsplit

import psycopg
from psycopg import sql

ADDRESSES = (
    "THROUGHGATE_DATABASE_URL",
    "THROUGHGATE_ADMIN_URL",
    "THROUGHGATE_SITE_URL",
    "THROUGHGATE_REPORTS_URL",
)
SUFFIX = "_bench"
MARK = "benchmark region"
VERSION = "2"
"""Raise this when the rows are made in another way."""


def point_at_bench_database() -> None:
    """Let the settings, when they are read, mean the benchmark's database on the same server."""
    for name in ADDRESSES:
        if address := os.environ.get(name):
            url = urlsplit(address)
            if not url.path.endswith(SUFFIX):
                os.environ[name] = url._replace(path=url.path + SUFFIX).geturl()


def database_name() -> str:
    """Return the name of the benchmark's database."""
    return urlsplit(os.environ["THROUGHGATE_ADMIN_URL"]).path.lstrip("/")


def people_there() -> int:
    """Return how many people a finished load has left, 0 without one."""
    try:
        with psycopg.connect(os.environ["THROUGHGATE_ADMIN_URL"]) as connection:
            row = connection.execute(
                "SELECT rows FROM vocabulary_loaded WHERE name = %s AND digest = %s", [MARK, VERSION]
            ).fetchone()
    except (psycopg.OperationalError, psycopg.errors.UndefinedTable):
        return 0
    return int(row[0]) if row else 0


def make_data(people: int, say: Callable[[str], None]) -> None:
    """Fill the new, empty database with so many people. Django must be set up."""
    start = time.monotonic()
    from django.utils import timezone

    from throughgate.bench.copying import load
    from throughgate.bench.region import Region
    from throughgate.foundation.database.prepare import prepare
    from throughgate.ground.vocabulary.loading import load_vocabulary

    prepare()
    load_vocabulary(using="owner")
    say(f"  tables, wall, vocabulary: {time.monotonic() - start:.1f} s")
    url = os.environ["THROUGHGATE_ADMIN_URL"]
    load(Region(people, timezone.localdate()), url, say)
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(
            "INSERT INTO vocabulary_loaded (name, digest, rows, loaded_at) VALUES (%s, %s, %s, now())",
            [MARK, VERSION, people],
        )
        row = connection.execute("SELECT pg_size_pretty(pg_database_size(current_database()))").fetchone()
    assert row is not None
    say(
        f"{people:,} people in {time.monotonic() - start:.0f} s, {row[0]} on disk, in database {database_name()}"
    )


def drop_database() -> None:
    """Remove the benchmark's database; only one whose name says that it is one."""
    name = database_name()
    if not name.endswith(SUFFIX):
        raise RuntimeError(f"{name} is not a benchmark's database.")
    postgres = urlsplit(os.environ["THROUGHGATE_ADMIN_URL"])._replace(path="/postgres").geturl()
    with psycopg.connect(postgres, autocommit=True) as connection:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
