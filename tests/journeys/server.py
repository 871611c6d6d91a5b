"""The real server before a clone of its own, and the few rows that a journey plants or reads there."""

from __future__ import annotations

import fcntl
import hashlib
import os
import secrets
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
import uuid
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import psycopg
from psycopg.rows import dict_row

from tests import database
from tests.cast import PEOPLE
from throughgate.foundation.database.launcher import Cluster

NAME = f"{database.CLONE}_web"
START_LIMIT = 120.0  # seconds
HERE = [sys.executable, "-m", "throughgate"]
WITHOUT_PROXY = urllib.request.build_opener(urllib.request.ProxyHandler({}))


class Server:
    """`throughgate serve` on a free port, as an operator runs it: not for debugging, nor, unless asked, as the demo."""

    def __init__(self, cluster: Cluster, template: str, name: str = NAME, *, demo: bool = False) -> None:
        self.cluster, self.template, self.name = cluster, template, name
        self.address = f"http://127.0.0.1:{free_port()}"
        self.environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("THROUGHGATE_")},
            **database.environment(cluster, name),
            "THROUGHGATE_ADDRESS": self.address,
            "THROUGHGATE_DEMO": "yes" if demo else "no",
        }
        self.log = database.VAR / f"{name}.log"
        self.renew()
        build(self.environment)
        self.start()

    def renew(self) -> None:
        """Clone the database again; the server finds its connections dead and makes new ones."""
        database.clone(self.cluster, self.template, self.name)

    def start(self) -> None:
        """Start it and wait until it answers."""
        port = self.address.rpartition(":")[2]
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [*HERE, "serve", "--port", port, "--workers", "1"],
                cwd=database.REPOSITORY,
                env=self.environment,
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        until = time.monotonic() + START_LIMIT
        while self.process.poll() is None and time.monotonic() < until:
            with suppress(OSError), WITHOUT_PROXY.open(f"{self.address}/health", timeout=5):
                return
            time.sleep(0.05)
        self.stop()
        raise RuntimeError(f"The server did not start:\n{self.last_words()}")

    def restart(self, **environment: str) -> None:
        """Start it again with other settings, before the same database."""
        self._end()
        self.environment |= environment
        self.start()

    def _end(self) -> None:
        self.process.terminate()
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def stop(self) -> None:
        """End it and take its database away."""
        self._end()
        with psycopg.connect(self.cluster.admin_url("postgres"), autocommit=True) as admin:
            admin.execute(f"DROP DATABASE IF EXISTS {self.name} WITH (FORCE)")

    def last_words(self) -> str:
        """Return the end of what it printed, without what went well."""
        lines = self.log.read_text(errors="replace").splitlines()
        return "\n".join([line for line in lines if '"status": 200' not in line][-40:])

    # Rows are read and planted with plain SQL as the cluster's administrator: while the browser runs, this thread
    # has an event loop, and Django refuses to query.

    def row(self, query: str, values: list[Any] | None = None) -> tuple[Any, ...]:
        """Return the first row of a query, past row security."""
        with psycopg.connect(self.cluster.admin_url(self.name)) as connection:
            found = connection.execute(query, values).fetchone()  # type: ignore[arg-type]
        assert found is not None, query
        return found

    def find(self, query: str, values: Mapping[str, Any]) -> Mapping[str, Any] | None:
        """Return the first row by the names of its columns, past row security."""
        with psycopg.connect(self.cluster.admin_url(self.name), row_factory=dict_row) as connection:
            return connection.execute(query, values).fetchone()  # type: ignore[arg-type]

    def change(self, statement: str, values: list[Any] | None = None) -> None:
        """Change rows, past row security."""
        with psycopg.connect(self.cluster.admin_url(self.name)) as connection:
            connection.execute(statement, values)  # type: ignore[arg-type]

    def person(self, name: str) -> uuid.UUID:
        """Return the key of a person of the cast."""
        found: uuid.UUID = self.row(
            "SELECT id FROM people_person WHERE family_name LIKE %s", [f"{PEOPLE[name][2]}family%"]
        )[0]
        return found

    def session(self, username: str) -> str:
        """Sign a member of the cast in, with the second factor done; return the session's key."""
        from django.contrib.sessions.backends.db import SessionStore

        from throughgate.ground.accounts.models import User

        key, password = self.row("SELECT id, password FROM accounts_user WHERE username = %s", [username])
        store = SessionStore()
        data = {
            "_auth_user_id": str(key),
            "_auth_user_backend": "throughgate.ground.accounts.backend.Backend",
            "_auth_user_hash": User(password=password).get_session_auth_hash(),
            "second_factor": True,
            # Pages that change the sign-in itself ask again after five minutes.
            "account_authentication_methods": [
                {"method": "password", "at": time.time(), "reauthenticated": True}
            ],
            "account_authentication_methods_user": str(key),
        }
        session_key = uuid.uuid4().hex
        self.change(
            "INSERT INTO django_session (session_key, session_data, expire_date) VALUES (%s, %s, %s)",
            [session_key, store.encode(data), datetime.now(UTC) + timedelta(hours=1)],
        )
        return session_key


GIVEN = Path("/proc/sys/net/ipv4/ip_local_port_range")
"""Which ports the system gives to whoever asks for none, such as every client that connects."""


def free_port() -> int:
    """Return a port that nobody listens on and that nobody is given until it is used, and used again."""
    below = int(GIVEN.read_text().split()[0]) if GIVEN.exists() else 32_768
    while True:
        port = 10_000 + secrets.randbelow(
            below - 10_000
        )  # not `random`: its seed is that of the other processes
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port


def build(environment: dict[str, str]) -> None:
    """Build fonts, messages and static files for the tests' server, unless that was done with these sources."""
    stamp = database.VAR / "built"
    with (database.VAR / "build.lock").open("wb") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        state = _sources()
        if stamp.exists() and stamp.read_text() == state:
            return
        subprocess.run([*HERE, "build"], cwd=database.REPOSITORY, env=environment, check=True)
        stamp.write_text(state)


def _sources() -> str:
    found = hashlib.sha256(sys.version.encode())
    for folder in (database.REPOSITORY / "throughgate").glob("**/static"):
        _note(found, folder)
    _note(found, database.REPOSITORY / "throughgate" / "locale")
    return found.hexdigest()


def _note(found: Any, folder: Path) -> None:
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.suffix != ".mo":
            found.update(f"{path} {path.stat().st_size} {path.stat().st_mtime_ns}".encode())
