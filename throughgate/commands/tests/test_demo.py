"""Expected behaviour of the demo: up with one command, gone without a trace, and back after a crash."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Self

import pytest

from tests.journeys.server import free_port

ROOT = Path(__file__).resolve().parents[3]
FIRST, AGAIN = 600, 180  # seconds; generous, for a machine that runs other tests at the same time


class Demo:
    """A demo in a process of its own, with the lines it prints."""

    def __init__(self, var: Path, port: int) -> None:
        self.lines: list[str] = []
        self.process = subprocess.Popen(
            [sys.executable, "-m", "throughgate", "demo"],
            cwd=ROOT,
            env=_plain_environment() | {"THROUGHGATE_VAR": str(var), "PORT": str(port)},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            # As a shell starts what runs in the background: Ctrl-C has to work all the same.
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_IGN),
        )
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        with self.process.stdout as printed:
            self.lines.extend(printed)

    def says(self, words: str, seconds: float) -> bool:
        """Wait until a line contains the words."""
        until = time.monotonic() + seconds
        while time.monotonic() < until and self.process.poll() is None:
            if any(words in line for line in self.lines):
                return True
            time.sleep(0.05)
        return any(words in line for line in self.lines)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        """Leave no demo behind, whatever the test found."""
        if self.process.poll() is None:
            self.end(signal.SIGTERM)

    def end(self, number: signal.Signals) -> int:
        """Send the signal and wait for the end."""
        self.process.send_signal(number)
        code = self.process.wait(120)
        self._reader.join(10)
        return code


def _plain_environment() -> dict[str, str]:
    return {
        name: value for name, value in os.environ.items() if not name.startswith(("THROUGHGATE_", "DJANGO_"))
    }


def numbers_of(var: Path) -> dict[int, str]:
    """Return the command lines of processes that were started with this ``var``, by their numbers."""
    found = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and int(entry.name) != os.getpid():
            try:
                if str(var).encode() in (entry / "environ").read_bytes() + (entry / "cmdline").read_bytes():
                    found[int(entry.name)] = (entry / "cmdline").read_text().replace("\0", " ")
            except OSError:
                continue
    return found


def processes_of(var: Path) -> list[str]:
    """Return the command lines of processes that were started with this ``var``."""
    return list(numbers_of(var).values())


def kill_everything_below(var: Path) -> None:
    """Kill web, worker and PostgreSQL, and not who keeps them."""
    for number, line in numbers_of(var).items():
        if any(words in line for words in ("throughgate serve", "throughgate worker", "bin/postgres")):
            with suppress(ProcessLookupError):
                os.kill(number, signal.SIGKILL)


def eventually(question: Callable[[], bool], seconds: float = 60) -> bool:
    """Ask until the answer is yes, or time is up."""
    until = time.monotonic() + seconds
    while time.monotonic() < until and not question():
        time.sleep(0.05)
    return question()


def _fetch(address: str) -> int:
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(address, timeout=20) as answer:
            return int(answer.status)
    except OSError:
        return 0


@pytest.mark.long
@pytest.mark.skipif(sys.platform != "linux", reason="looks for remains in /proc")
def test_the_demo_starts_stops_and_comes_back(tmp_path: Path) -> None:
    """What dies below it comes back; Ctrl-C, SIGTERM and kill -9 leave no process, and the next start works."""
    port = free_port()
    for number, expected, patience in (
        (signal.SIGINT, 130, FIRST),
        (signal.SIGTERM, 143, AGAIN),
        (signal.SIGKILL, -9, AGAIN),
        (signal.SIGTERM, 143, AGAIN),
    ):
        with Demo(tmp_path, port) as demo:
            assert demo.says("Ctrl-C stops everything", patience), "".join(demo.lines)
            assert eventually(lambda: _fetch(f"http://localhost:{port}/health") == 200)
            if number == signal.SIGINT:
                for _twice in range(2):
                    kill_everything_below(tmp_path)
                    time.sleep(0.5)
                assert eventually(lambda: _fetch(f"http://localhost:{port}/ready") == 200), "".join(
                    demo.lines
                )
                assert demo.says("The worker process ended with code -9; it is started again.", 60)
            assert demo.end(number) == expected, "".join(demo.lines)
        # What is being killed while we look may still be there.
        assert eventually(lambda: processes_of(tmp_path) == [])
        assert not any("Traceback" in line for line in demo.lines), "".join(demo.lines)


@pytest.mark.skipif(sys.platform != "linux", reason="looks for remains in /proc")
def test_a_demo_that_is_stopped_while_starting_leaves_nothing(tmp_path: Path) -> None:
    """SIGTERM during the very first seconds ends everything that had been started by then."""
    with Demo(tmp_path, free_port()) as demo:
        assert demo.says("Building", AGAIN), "".join(demo.lines)
        time.sleep(0.5)
        assert demo.end(signal.SIGTERM) == 143
    assert eventually(lambda: processes_of(tmp_path) == [])


def test_an_occupied_port_is_told_before_anything_starts(tmp_path: Path) -> None:
    """Another program on the port: one sentence with the way out, and no database is started."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        demo = Demo(tmp_path, port)
        assert demo.process.wait(120) == 1
        demo._reader.join(10)
    assert demo.lines == [f"Port {port} is in use. Choose another one: make demo PORT={port + 1}\n"]
    assert list(tmp_path.iterdir()) == []
