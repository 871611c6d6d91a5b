"""Run several long-lived processes side by side, and leave none of them behind."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from types import TracebackType
from typing import Self

from throughgate.foundation.database.unprivileged import die_with_parent

STOP_LIMIT = 15.0  # seconds a process gets to finish what it is doing
LOOK_EVERY = 0.1


@dataclass(frozen=True)
class Ended:
    """A process that ended although nobody had asked it to."""

    name: str
    code: int


class Supervisor:
    """Start processes, wait, and stop them together when the ``with`` block is left, however it is left.

    Each gets a session of its own: Ctrl-C in the terminal reaches this process alone, which then stops the
    others in order. On Linux the kernel ends them even when this process is killed without warning.
    """

    def __init__(self, *, stop_limit: float = STOP_LIMIT) -> None:
        self._stop_limit = stop_limit
        self._processes: dict[str, subprocess.Popen[bytes]] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def start(self, name: str, command: Sequence[str], environment: Mapping[str, str] | None = None) -> None:
        """Start one process; it inherits output and, unless given, the environment."""
        me = os.getpid()

        def before() -> None:
            signal.signal(signal.SIGINT, signal.SIG_DFL)
            signal.signal(signal.SIGTERM, signal.SIG_DFL)
            die_with_parent(signal.SIGTERM)
            if os.getppid() != me:  # the parent ended before the line above took effect
                os._exit(1)

        self._processes[name] = subprocess.Popen(
            list(command),
            env=None if environment is None else dict(environment),
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=before,  # noqa: PLW1509 - this process has no threads
        )

    def ended(self) -> Ended | None:
        """Return the first process found to have ended, if any."""
        for name, process in self._processes.items():
            code = process.poll()
            if code is not None:
                return Ended(name, code)
        return None

    def wait(self) -> Ended:
        """Wait until one of the processes ends by itself; signals leave from here as exceptions."""
        while True:
            ended = self.ended()
            if ended is not None:
                return ended
            time.sleep(LOOK_EVERY)

    def stop(self) -> None:
        """Ask every process to end, wait, and kill what remains, with what it had started."""
        # A second Ctrl-C must not cut this short: it is bounded by the limit anyway.
        before = {number: signal.signal(number, signal.SIG_IGN) for number in (signal.SIGINT, signal.SIGTERM)}
        try:
            for process in self._processes.values():
                if process.poll() is None:
                    process.terminate()
            until = time.monotonic() + self._stop_limit
            for process in self._processes.values():
                with suppress(subprocess.TimeoutExpired):
                    process.wait(max(0.0, until - time.monotonic()))
                with suppress(ProcessLookupError, PermissionError):
                    os.killpg(process.pid, signal.SIGKILL)
                process.wait()
            self._processes.clear()
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)
