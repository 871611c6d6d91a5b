"""Run the real server for the benchmark, and ask it for pages."""

from __future__ import annotations

import http.client
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Self

READY_LIMIT = 60.0  # seconds


@dataclass(frozen=True)
class Answer:
    """One answer: how long it took in milliseconds, its status, size and request id."""

    ms: float
    status: int
    size: int
    request: str


@dataclass(frozen=True)
class Asked:
    """One address of one server for somebody signed in there."""

    port: int
    cookie: str
    address: str


@dataclass(frozen=True)
class Server:
    """A running server and its log."""

    port: int
    log: Path

    def queries(self) -> dict[str, int]:
        """Return the number of queries by request id, from the log."""
        found: dict[str, int] = {}
        for line in self.log.read_text(errors="replace").splitlines():
            if '"answered"' in line:
                entry = json.loads(line)
                found[entry["request"]] = entry["queries"]
        return found


@contextmanager
def running(
    folder: Path,
    *,
    workers: int = 2,
    folder_of_code: Path | None = None,
    environment: Mapping[str, str] = os.environ,
) -> Iterator[Server]:
    """Start `throughgate serve` with the floor in it, not in demo mode, and stop it afterwards.

    The log goes into `folder`; code and environment are this process's unless others are given.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    surroundings = {
        **environment,
        "DJANGO_SETTINGS_MODULE": "throughgate.bench.settings",
        "THROUGHGATE_LOG_JSON": "yes",
        "THROUGHGATE_DEMO": "no",
        "THROUGHGATE_DEBUG": "no",
    }
    command = [sys.executable, "-m", "throughgate", "serve", "--port", str(port), "--workers", str(workers)]
    log = folder / f"server-{port}.log"  # two benchmarks at the same time write into one folder
    with (
        log.open("wb") as lines,
        subprocess.Popen(
            command, cwd=folder_of_code, env=surroundings, stdout=lines, stderr=lines
        ) as process,
    ):
        try:
            server = Server(port, log)
            _wait(server, process)
            yield server
        finally:
            process.terminate()
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
    log.unlink()


def _wait(server: Server, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + READY_LIMIT
    while time.monotonic() < until and process.poll() is None:
        try:
            with Reader(server.port, "") as reader:
                if reader.get("/ready").status == 200:
                    return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError(f"The server did not start; see {server.log}.")


TOKEN = "a" * 32
"""Against forged forms: what the cookie says and the form repeats."""


class Reader:
    """One visitor's connection, kept open as a browser would."""

    def __init__(self, port: int, cookie: str) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        self.headers = {"Host": f"localhost:{port}", "Accept": "text/html", "Cookie": cookie}
        self.form_headers = {
            **self.headers,
            "Content-Type": "application/x-www-form-urlencoded",
            "Cookie": f"{cookie}; csrftoken={TOKEN}",
        }

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.connection.close()

    def get(self, address: str) -> Answer:
        """Ask for one page and read it to the end."""
        address, _, typed = address.partition(" ")
        start = time.perf_counter()
        if typed:
            self.connection.request(
                "POST", address, f"{typed}&csrfmiddlewaretoken={TOKEN}", self.form_headers
            )
        else:
            self.connection.request("GET", address, headers=self.headers)
        response = self.connection.getresponse()
        body = response.read()
        took = (time.perf_counter() - start) * 1000
        return Answer(took, response.status, len(body), response.getheader("X-Request-Id") or "")


def in_turns(asked: Sequence[Asked], times: int) -> list[list[Answer]]:
    """Ask for the addresses in turns, so that what else the machine does falls on all of them alike."""
    answers: list[list[Answer]] = [[] for _ in asked]
    with ExitStack() as stack:
        readers = [stack.enter_context(Reader(each.port, each.cookie)) for each in asked]
        for _ in range(times):
            for each, reader, found in zip(asked, readers, answers, strict=True):
                found.append(reader.get(each.address))
    return answers


def per_second(port: int, cookie: str, address: str, times: int, *, at_once: int) -> float:
    """Return how many answers a second come when so many readers ask at once."""
    each = max(times // at_once, 1)

    def ask(_number: int) -> None:
        with Reader(port, cookie) as reader:
            for _ in range(each):
                reader.get(address)

    start = time.perf_counter()
    with ThreadPoolExecutor(at_once) as pool:
        list(pool.map(ask, range(at_once)))
    return each * at_once / (time.perf_counter() - start)
