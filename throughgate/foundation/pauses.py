"""How long to wait before something that ended is started again."""

from __future__ import annotations

import time


class Pauses:
    """Not at all the first time, then twice as long each time, until it has lasted for a while."""

    def __init__(self, *, first: float = 0.5, longest: float = 15.0) -> None:
        self._first, self._longest = first, longest
        self._next, self._began = 0.0, time.monotonic()

    def after_end(self) -> float:
        """Return the seconds to wait, now that it has ended."""
        if time.monotonic() - self._began > 2 * self._longest:
            self._next = 0.0
        pause, self._next = self._next, min(self._longest, 2 * self._next or self._first)
        self._began = time.monotonic() + pause
        return pause
