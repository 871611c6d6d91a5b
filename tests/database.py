"""One migrated template with the cast in it; each test process works on a clone (0.1 s) as the application's role."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import psycopg
from psycopg import sql

from throughgate.foundation.database import roles
from throughgate.foundation.database.launcher import Cluster, ensure_cluster

REPOSITORY = Path(__file__).resolve().parents[1]
VAR = REPOSITORY / "var" / "test"
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "alone")
CLONE = f"throughgate_{WORKER}_{os.getpid()}"


SHAPES = (
    *(
        "**/models.py",
        "**/models/*.py",
        "**/migrations/0*.py",
        "**/policies.py",
        "**/pieces.py",
        "**/relations.py",
        "**/guard.py",
        "**/*.sql",
        "**/rights.py",
        "**/roles.py",
    ),
    *(
        "**/data/*.csv",
        "**/data/*.gz",
        "**/data/*.toml",
        "**/frameworks/*.toml",
        "**/loading.py",
        "**/folding.py",
        "**/duplicates.py",
    ),
)
MEMORY = Path("/dev/shm")
ROOM = 4 * 1024**3
"""Bytes that are free where files are kept in memory: a run needs a tenth of it."""
KEPT = 4  # templates, so that two checkouts of the code do not take each other's away


def fingerprint() -> str:
    """Return what the template depends on: models, migrations, walls, the cast, vocabulary."""
    # The cast's dates are relative to the day on which it was loaded.
    digest = hashlib.sha256(datetime.now(ZoneInfo("Europe/Berlin")).date().isoformat().encode())
    found = {path for shape in SHAPES for path in (REPOSITORY / "throughgate").glob(shape)}
    for path in sorted([*found, REPOSITORY / "tests" / "cast.py"]):
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()[:12]


@contextmanager
def template_database() -> Iterator[tuple[Cluster, str]]:
    """Start the test cluster and yield it with the name of the template, built on first need."""
    (VAR / "static").mkdir(parents=True, exist_ok=True)  # whitenoise warns where it is missing
    _keep_in_memory(VAR / "postgres")
    with ensure_cluster(VAR, fsync=False) as cluster:
        name = f"throughgate_template_{fingerprint()}"
        with psycopg.connect(cluster.admin_url("postgres"), autocommit=True) as admin:
            # Only one process builds; the others wait for it here.
            admin.execute("SELECT pg_advisory_lock(8215)")
            ready = admin.execute(
                "SELECT datistemplate FROM pg_database WHERE datname = %s", [name]
            ).fetchone()
            if not (ready and ready[0]):
                _build(cluster, admin, name)
            admin.execute("SELECT pg_advisory_unlock(8215)")
        yield cluster, name


def _keep_in_memory(folder: Path) -> None:
    """Let a cluster that is not there yet have its files in memory, where there is room: a clone costs half the time."""
    is_lost = folder.is_symlink() and not folder.exists()  # the machine was started again
    if (folder.exists() and not is_lost) or not MEMORY.is_dir() or shutil.disk_usage(MEMORY).free < ROOM:
        return
    for place in MEMORY.glob("throughgate-test-*"):
        with suppress(OSError):  # somebody else's
            if not Path((place / "checkout").read_text()).exists():
                shutil.rmtree(place)
    name = hashlib.sha256(f"{os.geteuid()} {folder}".encode()).hexdigest()[:12]
    place = MEMORY / f"throughgate-test-{name}"
    place.mkdir(mode=0o711, exist_ok=True)
    (place / "checkout").write_text(str(folder.parent))
    with suppress(FileExistsError):  # another process was first
        folder.symlink_to(place)


def _build(cluster: Cluster, admin: psycopg.Connection, name: str) -> None:
    there = admin.execute(
        "SELECT datname FROM pg_database WHERE datname LIKE 'throughgate_template_%' ORDER BY oid"
    )
    for (old,) in there.fetchall()[: -KEPT + 1]:
        admin.execute(sql.SQL("ALTER DATABASE {} IS_TEMPLATE false").format(sql.Identifier(old)))
        admin.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(old)))
    admin.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
    roles.make_database(cluster.admin_url("postgres"), name=name, passwords=dict(app_passwords(cluster)))
    code = (
        "import django; django.setup(); "
        "from throughgate.foundation.database.prepare import prepare; prepare(); "
        "from throughgate.ground.vocabulary.loading import load_vocabulary; load_vocabulary(using='owner'); "
        "from throughgate.person.observations.loading import load_frameworks; load_frameworks(using='owner'); "
        "from tests.cast import load_cast; load_cast()"
    )
    subprocess.run(
        [sys.executable, "-c", code],
        cwd=REPOSITORY,
        check=True,
        env={**os.environ, **environment(cluster, name)},
    )
    admin.execute(
        sql.SQL("ALTER DATABASE {} IS_TEMPLATE true ALLOW_CONNECTIONS true").format(sql.Identifier(name))
    )


def app_passwords(cluster: Cluster) -> Iterator[tuple[str, str]]:
    for role in ("throughgate_app", "throughgate_site", "throughgate_reports"):
        yield role, cluster.passwords[role]


def environment(cluster: Cluster, name: str) -> dict[str, str]:
    """Return the variables that point the settings at database `name`."""
    return {
        "DJANGO_SETTINGS_MODULE": "throughgate.config.settings",
        "THROUGHGATE_DATABASE_URL": cluster.url("throughgate_app", name),
        "THROUGHGATE_ADMIN_URL": cluster.url("throughgate_admin", name),
        "THROUGHGATE_SECRET_KEY": "only-for-tests-and-the-same-in-every-process",
        "THROUGHGATE_VAR": str(VAR),
        "THROUGHGATE_HOSTS": "localhost,127.0.0.1,testserver",
        "THROUGHGATE_ADDRESS": "http://testserver",
        "THROUGHGATE_DATABASE_POOL": "4",
    }


def drop(cluster: Cluster, name: str = CLONE) -> None:
    """Take database `name` away, ending whoever is connected to it."""
    with psycopg.connect(cluster.admin_url("postgres"), autocommit=True) as admin:
        admin.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def clone(cluster: Cluster, template: str, name: str = CLONE) -> None:
    """Make database `name` anew from the template, ending whoever is connected to it."""
    with psycopg.connect(cluster.admin_url("postgres"), autocommit=True) as admin:
        admin.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
        admin.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY").format(
                sql.Identifier(name), sql.Identifier(template)
            ),
        )
        admin.execute(sql.SQL("GRANT CONNECT ON DATABASE {} TO PUBLIC").format(sql.Identifier(name)))
