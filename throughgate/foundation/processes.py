"""Run several long-lived processes side by side, bring back those that die, and leave none of them behind."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from types import TracebackType
from typing import Final, Self

from throughgate.foundation.database.unprivileged import die_with_parent
from throughgate.foundation.pauses import Pauses

STOP_LIMIT: Final = 15.0  # seconds a process gets to finish what it is doing
LOOK_EVERY: Final = 0.1


@dataclass(frozen=True)
class Ended:
    """A process that ended although nobody had asked it to."""

    name: str
    code: int


@dataclass
class _Child:
    command: Sequence[str]
    environment: Mapping[str, str] | None
    process: subprocess.Popen[bytes]
    pauses: Pauses = field(default_factory=Pauses)
    due: float | None = None
    """When it is started again; None while it runs."""


class Supervisor:
    """Start processes, keep them, and stop them together when the ``with`` block is left, however it is left.

    Each gets a session of its own: Ctrl-C in the terminal reaches this process alone, which then stops the
    others in order. On Linux the kernel ends them even when this process is killed without warning.
    """

    def __init__(self, *, stop_limit: float = STOP_LIMIT) -> None:
        self._stop_limit = stop_limit
        self._children: dict[str, _Child] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def start(self, name: str, command: Sequence[str], environment: Mapping[str, str] | None = None) -> None:
        """Start one process; it inherits output and, unless given, the environment."""
        self._children[name] = _Child(command, environment, _spawn(command, environment))

    def ended(self) -> Ended | None:
        """Return the first process found to have ended, if any."""
        for name, child in self._children.items():
            code = child.process.poll()
            if code is not None:
                return Ended(name, code)
        return None

    def keep(self) -> Iterator[Ended]:
        """Start again whatever ends, with growing pauses, for ever; yield each end. Signals leave as exceptions."""
        while True:
            for name, child in self._children.items():
                code = child.process.poll()
                if code is not None and child.due is None:
                    _end_remains(child.process)
                    child.due = time.monotonic() + child.pauses.after_end()
                    yield Ended(name, code)
                elif child.due is not None and time.monotonic() >= child.due:
                    child.process, child.due = _spawn(child.command, child.environment), None
            time.sleep(LOOK_EVERY)

    def stop(self) -> None:
        """Ask every process to end, wait, and kill what remains, with what it had started."""
        # A second Ctrl-C must not cut this short: it is bounded by the limit anyway.
        before = {number: signal.signal(number, signal.SIG_IGN) for number in (signal.SIGINT, signal.SIGTERM)}
        processes = [child.process for child in self._children.values()]
        try:
            for process in processes:
                if process.poll() is None:
                    process.terminate()
            until = time.monotonic() + self._stop_limit
            for process in processes:
                with suppress(subprocess.TimeoutExpired):
                    process.wait(max(0.0, until - time.monotonic()))
                _end_remains(process)
                process.wait()
            self._children.clear()
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)


def _spawn(command: Sequence[str], environment: Mapping[str, str] | None) -> subprocess.Popen[bytes]:
    me = os.getpid()

    def before() -> None:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        die_with_parent(signal.SIGTERM)
        if os.getppid() != me:  # the parent ended before the line above took effect
            os._exit(1)

    return subprocess.Popen(
        list(command),
        env=None if environment is None else dict(environment),
        stdin=subprocess.DEVNULL,
        start_new_session=True,
        preexec_fn=before,  # noqa: PLW1509 - this process has no threads
    )


def _end_remains(process: subprocess.Popen[bytes]) -> None:
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
