"""Granian, but its processes come back however often they die."""

from __future__ import annotations

from typing import Any

from granian.server import Server

from throughgate.foundation.pauses import Pauses

LOOK_EVERY = 0.5  # seconds


class WebServer(Server):  # type: ignore[misc, valid-type]  # granian chooses its class at run time
    """Look after the processes by ourselves: granian ends everything when one dies twice within seconds."""

    def _serve_loop(self, spawn_target: Any, target_loader: Any) -> None:
        pauses = Pauses(longest=10)
        while not self.interrupt_signal:
            # Looks at what is there instead of counting messages, of which one may come while another is read.
            dead = [place for place, process in enumerate(self.wrks) if not process.is_alive()]
            if dead and not self._stops_within(pauses.after_end()):
                self._respawn_workers(dead, spawn_target, target_loader)
            self._stops_within(LOOK_EVERY)
        self.interrupt_children.clear()  # or we would end as if we had failed

    def _stops_within(self, seconds: float) -> bool:
        self.main_loop_interrupt.wait(seconds)
        self.main_loop_interrupt.clear()
        return bool(self.interrupt_signal)
