"""Web and worker as they run in production, before a PostgreSQL of their own that may be killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from tests import database
from tests.journeys.server import HERE, START_LIMIT, WITHOUT_PROXY, Server
from throughgate.bench.attack.processes import children, command
from throughgate.commands.backup import run_program
from throughgate.foundation.database import roles
from throughgate.foundation.database.launcher import Cluster

KEEPER = f"""
import sys
from throughgate.cli import handle_signals
from throughgate.foundation.processes import Supervisor
handle_signals()
with Supervisor() as running:
    running.start("web", {[*HERE, "serve", "--workers", "2", "--threads", "4"]!r} + ["--port", sys.argv[1]])
    running.start("worker", {[*HERE, "worker", "--concurrency", "1"]!r})
    for ended in running.keep():
        print(f"ended: {{ended.name}} {{ended.code}}", flush=True)
"""


class House(Server):
    """A server with a worker, kept as the demo keeps them."""

    def __init__(self, cluster: Cluster, dump: Path, postgres: Path) -> None:
        self.dump, self.postgres = dump, postgres
        super().__init__(cluster, "", f"{database.CLONE}_faults")

    def renew(self) -> None:
        """Bring the template into the own PostgreSQL."""
        with psycopg.connect(self.cluster.admin_url("postgres"), autocommit=True) as admin:
            roles.make_roles(admin, dict(database.app_passwords(self.cluster)))
            admin.execute(
                sql.SQL("CREATE DATABASE {} ENCODING 'UTF8' TEMPLATE template0").format(
                    sql.Identifier(self.name)
                )
            )
        assert (
            run_program("pg_restore", self.cluster.admin_url(self.name), "--exit-on-error", str(self.dump))
            == 0
        )
        roles.make_database(self.cluster.admin_url("postgres"), name=self.name)

    def start(self) -> None:
        """Start both and wait until they are ready."""
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-c", KEEPER, self.address.rpartition(":")[2]],
                cwd=database.REPOSITORY,
                env=self.environment,
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        assert eventually(self.is_ready, START_LIMIT), self.last_words()

    def is_ready(self) -> bool:
        """Say whether the web server reaches its database."""
        with suppress(OSError), WITHOUT_PROXY.open(f"{self.address}/ready", timeout=5):
            return True
        return False

    @property
    def web(self) -> int:
        """Return the number of the web server's first process."""
        return self._child("serve")

    @property
    def worker(self) -> int:
        """Return the number of the worker."""
        return self._child("worker")

    def _child(self, command: str) -> int:
        (found,) = self.processes(command)
        return found

    def processes(self, command: str) -> list[int]:
        """Return what runs of one command."""
        return [pid for pid in children(self.process.pid) if f" {command} " in command_line(pid)]

    @property
    def postmaster(self) -> int:
        """Return the number of PostgreSQL's first process, 0 while there is none."""
        with suppress(OSError, IndexError):
            return int((self.postgres / "data" / "postmaster.pid").read_text().split()[0])
        return 0

    def kill_backend(self) -> bool:
        """Kill a process of PostgreSQL that serves the application, if there is one: all others end with it."""
        for pid in children(self.postmaster):
            if f"throughgate_app {self.name}" in command_line(pid):
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
                    return True
        return False

    def tell_postgres(self, number: signal.Signals) -> None:
        """Send a signal to all of PostgreSQL."""
        everybody = [self.postmaster]
        everybody += children(everybody[0])
        for pid in everybody:
            with suppress(ProcessLookupError):
                os.kill(pid, number)

    def ask(self, query: str, values: list[Any] | None = None) -> tuple[Any, ...] | None:
        """Return the first row, past row security; None while PostgreSQL is away."""
        with suppress(psycopg.OperationalError):
            return self.row(query, values)
        return None

    def rows(self, query: str, values: list[Any] | None = None) -> list[tuple[Any, ...]]:
        """Return all rows, past row security."""
        with psycopg.connect(self.cluster.admin_url(self.name)) as connection:
            return connection.execute(query, values).fetchall()  # type: ignore[arg-type]

    def let_a_minute_pass(self) -> None:
        """Let signs of life grow old, of which those who live give new ones, and look for jobs of the dead."""
        self.change("UPDATE procrastinate_workers SET last_heartbeat = last_heartbeat - interval '1 minute'")
        self._defer("jobs.rescue_stalled", '{"timestamp": 0}')

    def worker_works(self) -> bool:
        """Give the worker something to do, and say whether it is done soon."""
        job = self._defer("outbox.forget", '{"timestamp": 0}')
        done = "SELECT 1 FROM procrastinate_jobs WHERE id = %s AND status = 'succeeded'"
        return eventually(lambda: self.rows(done, [job]), 20)

    def _defer(self, task: str, arguments: str) -> int:
        defer = "SELECT procrastinate_defer_jobs_v1(ARRAY[ROW('default', %s, 0, NULL, NULL, %s, NULL)::procrastinate_job_to_defer_v1])"
        with psycopg.connect(self.cluster.admin_url(self.name)) as connection:
            ((jobs,),) = connection.execute(defer, [task, arguments])
        return int(jobs[0])


def command_line(pid: int) -> str:
    """Return how a process was started, or nothing where it has gone."""
    return " ".join(command(pid))


def eventually(question: Callable[[], object], seconds: float) -> bool:
    """Ask until the answer is yes, or time is up."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if question():
            return True
        time.sleep(0.05)
    return bool(question())
