"""Make the database of the benchmark, beside the one of the demo."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import psycopg
from psycopg import sql

if TYPE_CHECKING:
    from throughgate.bench.region import Region

ADDRESSES = (
    "THROUGHGATE_DATABASE_URL",
    "THROUGHGATE_ADMIN_URL",
    "THROUGHGATE_SITE_URL",
    "THROUGHGATE_REPORTS_URL",
)
SUFFIX = "_bench"
MARK = "benchmark region"
SHEETS_MARK = "benchmark sheets"
PLACED_MARK = "benchmark introductions"
VERSIONS = {MARK: "3", SHEETS_MARK: "1", PLACED_MARK: "1"}
"""Raise these when the rows are made in another way."""


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
    return _loaded(MARK)


def _loaded(mark: str) -> int:
    try:
        with psycopg.connect(os.environ["THROUGHGATE_ADMIN_URL"]) as connection:
            row = connection.execute(
                "SELECT rows FROM vocabulary_loaded WHERE name = %s AND digest = %s",
                [mark, VERSIONS[mark]],
            ).fetchone()
    except (psycopg.OperationalError, psycopg.errors.UndefinedTable):
        return 0
    return int(row[0]) if row else 0


def sheets_there() -> bool:
    """Say whether a finished load has left observations."""
    return _loaded(SHEETS_MARK) > 0


def placements_there() -> bool:
    """Say whether a finished load has left introductions."""
    return _loaded(PLACED_MARK) > 0


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
    say(f"  tables, policies, vocabulary: {time.monotonic() - start:.1f} s")
    load(Region(people, timezone.localdate()), os.environ["THROUGHGATE_ADMIN_URL"], say)
    size = _finish(MARK, people)
    say(
        f"{people:,} people in {time.monotonic() - start:.0f} s, {size} on disk, in database {database_name()}"
    )


def make_sheets(people: int, say: Callable[[str], None]) -> None:
    """Add observations to the people who are there. Django must be set up."""
    start = time.monotonic()
    from throughgate.bench.copying import load_sheets
    from throughgate.bench.users import membership_of
    from throughgate.person.observations.loading import load_frameworks

    load_frameworks(using="owner")
    url = os.environ["THROUGHGATE_ADMIN_URL"]
    member = membership_of("most")
    load_sheets(_region_there(people), url, say, str(member.id), str(member.organisation_id))
    size = _finish(SHEETS_MARK, people)
    say(f"observations in {time.monotonic() - start:.0f} s, {size} on disk")


def make_placements(people: int, say: Callable[[str], None]) -> None:
    """Bring the tables up to date, and add introductions to the people who are there. Django must be set up."""
    start = time.monotonic()
    from throughgate.bench.copying import load_placements
    from throughgate.foundation.database.prepare import prepare

    prepare()
    load_placements(_region_there(people), os.environ["THROUGHGATE_ADMIN_URL"], say)
    size = _finish(PLACED_MARK, people)
    say(f"introductions in {time.monotonic() - start:.0f} s, {size} on disk")


def _region_there(people: int) -> Region:
    """Return the region as it was made: every key hangs on the day, which the newest person's key tells."""
    from django.utils import timezone

    from throughgate.bench.region import Region

    with psycopg.connect(os.environ["THROUGHGATE_ADMIN_URL"]) as connection:
        row = connection.execute("SELECT loaded_at FROM vocabulary_loaded WHERE name = %s", [MARK]).fetchone()
        assert row is not None
        # A load that ends after midnight began the day before.
        for days in (0, 1):
            region = Region(people, timezone.localdate(row[0]) - timedelta(days=days))
            key = region.person_key(region.case(people - 1))
            if connection.execute("SELECT FROM people_person WHERE id = %s", [key]).rowcount:
                return region
    raise RuntimeError("The people were made in another way; make them anew.")


def _finish(mark: str, rows: int) -> str:
    """Remember that a load is complete, and return the size of the database."""
    with psycopg.connect(os.environ["THROUGHGATE_ADMIN_URL"], autocommit=True) as connection:
        connection.execute(
            "INSERT INTO vocabulary_loaded (name, digest, rows, loaded_at) VALUES (%s, %s, %s, now())",
            [mark, VERSIONS[mark], rows],
        )
        row = connection.execute("SELECT pg_size_pretty(pg_database_size(current_database()))").fetchone()
    assert row is not None
    return str(row[0])


def drop_database() -> None:
    """Remove the benchmark's database; only one whose name says that it is one."""
    name = database_name()
    if not name.endswith(SUFFIX):
        raise RuntimeError(f"{name} is not a benchmark's database.")
    postgres = urlsplit(os.environ["THROUGHGATE_ADMIN_URL"])._replace(path="/postgres").geturl()
    with psycopg.connect(postgres, autocommit=True) as connection:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
