"""Expected behaviour of processes side by side: none is left behind, whatever ends their starter."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from throughgate.bench.attack.processes import children
from throughgate.foundation.pauses import Pauses
from throughgate.foundation.processes import Ended, Supervisor

ROOT = Path(__file__).resolve().parents[3]
SLEEPER = "import time; time.sleep(60)"
STUBBORN = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(60)"
WITH_CHILD = f"""
import subprocess, sys
subprocess.run([sys.executable, '-c', {SLEEPER!r}, sys.argv[1]])
"""
PARENT = f"""
import sys
from throughgate.cli import handle_signals
from throughgate.foundation.processes import Supervisor
handle_signals()
with Supervisor(stop_limit=1) as running:
    running.start("sleeper", [sys.executable, "-c", {SLEEPER!r}, sys.argv[1]])
    running.start("family", [sys.executable, "-c", {WITH_CHILD!r}, sys.argv[1]])
    print("started", flush=True)
    list(running.keep())
"""


def marked(mark: str) -> list[int]:
    """Return the processes with the mark on their command line."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and int(entry.name) != os.getpid():
            try:
                if mark.encode() in (entry / "cmdline").read_bytes():
                    found.append(int(entry.name))
            except OSError:
                continue
    return found


def eventually(question: Callable[[], bool], seconds: float = 50) -> bool:
    """Ask until the answer is yes, or time is up."""
    until = time.monotonic() + seconds
    while time.monotonic() < until and not question():
        time.sleep(0.05)
    return question()


def test_what_ends_is_told_and_started_again(tmp_path: Path) -> None:
    """Each end is told with name and code; the process comes back, also when it dies twice at once."""
    with Supervisor() as running:
        running.start("long", [sys.executable, "-c", SLEEPER, str(tmp_path)])
        running.start("short", [sys.executable, "-c", "raise SystemExit(3)"])
        ends = running.keep()
        assert [next(ends) for _ in range(3)] == [Ended("short", 3)] * 3
        assert running.ended() == Ended("short", 3)
        (pid,) = marked(str(tmp_path))
        os.kill(pid, signal.SIGKILL)
        assert any(next(ends) == Ended("long", -signal.SIGKILL) for _until_told in range(5))
        next(ends)
        assert eventually(lambda: len(marked(str(tmp_path))) == 1)


def test_what_a_dead_process_had_started_is_ended_before_it_comes_back(tmp_path: Path) -> None:
    """A killed process leaves no child behind that would stand in the way of its successor."""
    with Supervisor() as running:
        running.start("family", [sys.executable, "-c", WITH_CHILD, str(tmp_path)])
        assert eventually(lambda: len(marked(str(tmp_path))) == 2)
        before = set(marked(str(tmp_path)))
        (first,) = before & set(children(os.getpid()))
        os.kill(first, signal.SIGKILL)
        next(running.keep())
        assert eventually(lambda: not before & set(marked(str(tmp_path))))


def test_pauses_grow_until_something_lasts(monkeypatch: pytest.MonkeyPatch) -> None:
    """At once the first time, then after growing pauses up to the longest; at once again after a long life."""
    now = [1000.0]
    monkeypatch.setattr("throughgate.foundation.pauses.time.monotonic", lambda: now[0])
    pauses = Pauses(first=0.5, longest=3)
    assert [pauses.after_end() for _ in range(5)] == [0.0, 0.5, 1.0, 2.0, 3.0]
    now[0] += 20
    assert pauses.after_end() == 0.0


def test_a_stubborn_process_is_killed(tmp_path: Path) -> None:
    """A process that ignores the request to end is killed when its time is up."""
    with Supervisor(stop_limit=0.2) as running:
        running.start("stubborn", [sys.executable, "-c", STUBBORN, str(tmp_path)])
        assert marked(str(tmp_path))
    assert marked(str(tmp_path)) == []


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_signals_leave_no_process(tmp_path: Path, number: signal.Signals) -> None:
    """SIGTERM and Ctrl-C end children and grandchildren, even where the shell ignores SIGINT."""
    parent = subprocess.Popen(
        [sys.executable, "-c", PARENT, str(tmp_path)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_IGN),
    )
    assert parent.stdout is not None
    assert parent.stdout.readline() == b"started\n"
    assert eventually(lambda: len(marked(str(tmp_path))) == 4)
    parent.send_signal(number)
    parent.communicate(timeout=60)
    assert eventually(lambda: marked(str(tmp_path)) == [])  # what is killed last may still be ending


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel tells a parent's death on Linux only")
def test_a_killed_parent_takes_its_children_along(tmp_path: Path) -> None:
    """After kill -9 the direct children end, too."""
    parent = subprocess.Popen(
        [sys.executable, "-c", PARENT, str(tmp_path)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    assert parent.stdout is not None
    assert parent.stdout.readline() == b"started\n"
    parent.kill()
    parent.communicate()
    assert eventually(lambda: all("subprocess" not in command_line(pid) for pid in marked(str(tmp_path))))
    for pid in marked(str(tmp_path)):
        os.kill(pid, signal.SIGKILL)


def command_line(pid: int) -> str:
    """Return a process's command line, or nothing when it has gone."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_text()
    except OSError:
        return ""
