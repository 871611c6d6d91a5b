"""Use the private PostgreSQL below ``var/``: attach to it, or start it; the last one out stops it.

Who uses the server holds a shared lock on one file. A keeper process (see ``cluster_daemon.py``) owns the server and
waits for that lock to become free, so a user that is killed leaves nothing behind, and several commands at
once share one server, whoever started it. There is nothing to configure.
"""

from __future__ import annotations

import fcntl
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

ADMIN, APP, SITE, REPORTS = "throughgate_admin", "throughgate_app", "throughgate_site", "throughgate_reports"
DATABASE = "throughgate"
REPOSITORY = Path(__file__).resolve().parents[3]


class LauncherError(Exception):
    """PostgreSQL could not be started; the message is a sentence for the person at the keyboard."""


@dataclass(frozen=True)
class Cluster:
    """A running local server: where it listens, and a password for each role (``prepare`` makes them)."""

    port: int
    passwords: dict[str, str] = field(repr=False)

    def url(self, role: str, database: str = DATABASE) -> str:
        """Return the address with which ``role`` reaches ``database``."""
        return f"postgresql://{role}:{self.passwords[role]}@127.0.0.1:{self.port}/{database}?sslmode=disable"

    def admin_url(self, database: str = DATABASE) -> str:
        """Return the superuser's address; ``postgres`` is the database that exists from the start."""
        return self.url(ADMIN, database)

    @property
    def app_url(self) -> str:
        """The address for everything behind the sign-in."""
        return self.url(APP)

    @property
    def site_url(self) -> str:
        """The address for public pages."""
        return self.url(SITE)

    @property
    def reports_url(self) -> str:
        """The address for reports."""
        return self.url(REPORTS)

    def environment(self) -> dict[str, str]:
        """Return the variables that point the settings at this server."""
        return {
            "THROUGHGATE_DATABASE_URL": self.app_url,
            "THROUGHGATE_ADMIN_URL": self.admin_url(),
            "THROUGHGATE_SITE_URL": self.site_url,
            "THROUGHGATE_REPORTS_URL": self.reports_url,
        }


class Locks:
    """The files in ``var/postgres``, and the three locks: who uses, who starts, who keeps."""

    def __init__(self, var: Path) -> None:
        self.folder = var.resolve() / "postgres"
        self.data = self.folder / "data"
        self.description = self.folder / "cluster.json"
        self.log = self.folder / "log"
        try:
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o711)
            probe = self.open("users")
        except PermissionError as error:
            raise LauncherError(
                f"{self.folder} belongs to another user. "
                "Run as that user, or set THROUGHGATE_VAR to a folder of your own."
            ) from error
        probe.close()

    def open(self, name: str) -> IO[bytes]:
        """Open a lock file; each opening can hold its own lock."""
        return os.fdopen(
            os.open(self.folder / f"{name}.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600), "r+b"
        )


def take(lock: IO[bytes], kind: int) -> bool:
    """Take a lock of ``kind``; False when it was asked not to wait and somebody else has it."""
    try:
        fcntl.flock(lock, kind)
    except BlockingIOError:
        return False
    return True


@contextmanager
def ensure_cluster(var: Path, *, fsync: bool = True) -> Iterator[Cluster]:
    """Give a running server whose files are in ``var/postgres`` for as long as the block lasts.

    ``fsync=False`` is for tests: faster, and a power cut destroys the data.
    """
    locks = Locks(var)
    with locks.open("users") as users:
        take(users, fcntl.LOCK_SH)
        keeper = None
        try:
            with locks.open("start") as start:
                take(start, fcntl.LOCK_EX)
                if not _is_kept(locks):
                    keeper = _start_keeper(locks, fsync=fsync)
                description = json.loads(locks.description.read_bytes())
            yield Cluster(description["port"], description["passwords"])
        finally:
            last = _leave(locks, users)
            if keeper is not None and last:
                keeper.wait()
            elif keeper is not None:
                keeper.returncode = 0  # It lives on for the others; nothing of ours waits for it.


def is_running(var: Path) -> bool:
    """Say whether a server is up for ``var``, without starting one."""
    return (var / "postgres").is_dir() and _is_kept(Locks(var))


def _is_kept(locks: Locks) -> bool:
    with locks.open("keeper") as lock:
        return not take(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _start_keeper(locks: Locks, *, fsync: bool) -> subprocess.Popen[str]:
    command = [
        sys.executable,
        "-m",
        "throughgate.foundation.database.cluster_daemon",
        str(locks.folder.parent),
    ]
    keeper = subprocess.Popen(
        [*command, *([] if fsync else ["--no-fsync"])],
        cwd=REPOSITORY,
        env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,  # Ctrl-C goes to everybody in the terminal; the server stops after its users.
    )
    assert keeper.stdout is not None
    with keeper.stdout:
        answer = keeper.stdout.readline().strip()
    if answer != "ready":
        keeper.wait()
        raise LauncherError(answer or f"PostgreSQL did not start. The reason is at the end of {locks.log}.")
    return keeper


def _leave(locks: Locks, users: IO[bytes]) -> bool:
    """Give the lock back; True when this was the last user, and then the server has stopped."""
    last = take(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
    if last:
        # Nobody else is here, and newcomers wait for this lock: the keeper can be sent away, and waited for.
        if _is_kept(locks):
            with suppress(ProcessLookupError, FileNotFoundError):
                os.kill(json.loads(locks.description.read_bytes())["keeper"], signal.SIGTERM)
            with locks.open("keeper") as lock:
                take(lock, fcntl.LOCK_SH)
    else:
        # Either others still use the server (no wait) or the keeper is just stopping it (wait until it has).
        take(users, fcntl.LOCK_SH)
    return last
