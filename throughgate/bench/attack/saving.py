"""People who save while something is killed, and what became of what they saved."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

from throughgate.bench.attack.attack import posted
from throughgate.bench.attack.flows import Flow
from throughgate.bench.attack.pages import once

SAVERS = 3
RESENT_FOR = 60.0
"""Seconds for which somebody sends a form again that was not answered."""
THERE = """
SELECT p.family_name, count(DISTINCT p.id), count(DISTINCT l.person_id), count(DISTINCT s.person_id)
FROM people_person p
LEFT JOIN people_caselink l ON l.person_id = p.id LEFT JOIN people_stay s ON s.person_id = p.id
WHERE p.family_name = ANY (%s) GROUP BY 1
"""


class Savers:
    """Several who register people, each with a name of its own, and send again what is not answered."""

    def __init__(self, flow: Flow) -> None:
        self.flow = flow
        self.who = flow.who_may("/people/add/")
        self.form = flow.form(self.who, "/people/add/")
        self.sent: list[str] = []
        self.acknowledged: list[str] = []
        self._stopped = threading.Event()

    @contextmanager
    def at_work(self) -> Iterator[None]:
        """Let them save for as long as the block lasts."""
        with ThreadPoolExecutor(SAVERS) as pool:
            works = [pool.submit(self._work) for _ in range(SAVERS)]
            try:
                yield
            finally:
                self._stopped.set()
            for one in works:
                one.result()

    def _work(self) -> None:
        while not self._stopped.is_set():
            self._save()
        self.flow.attack.target.asker.close()

    def _save(self) -> None:
        family = self.flow.name()
        fields = self.form.filled(given_names="Ada", family_name=family, once=once())
        case = posted(self.flow.kind, self.who, self.form.action, fields)
        self.sent.append(family)
        until = time.monotonic() + RESENT_FOR
        while time.monotonic() < until:
            answer = self.flow.attack.ask(case, may_fail=True)
            if answer.header("location").startswith("/people/"):
                self.acknowledged.append(family)
                return
            if answer.status not in (0, 503):
                return
            time.sleep(0.5)

    def wait_for(self, more: int, limit: float) -> None:
        """Wait until so many more are acknowledged, or the time is over."""
        enough, until = len(self.acknowledged) + more, time.monotonic() + limit
        while len(self.acknowledged) < enough and time.monotonic() < until:
            time.sleep(0.05)

    def compare(self, name: str) -> None:
        """Count what was acknowledged and is not there, who is there twice, and who in part."""
        there = {family: counts for family, *counts in self.flow.attack.house.rows(THERE, self.sent)}
        lost = [family for family in self.acknowledged if family not in there]
        doubled = [family for family, counts in there.items() if counts[0] > 1]
        halves = [family for family, counts in there.items() if 0 in counts]
        tally = self.flow.attack.tally
        line = tally.lines[self.flow.kind]
        line.saved += len(self.acknowledged)
        line.lost += len(lost)
        line.doubled += len(doubled)
        for what, found in (("lost", lost), ("there twice", doubled), ("there in part", halves)):
            said = f"{what} after a {name} was killed: {', '.join(found)}"
            tally.limit(self.flow.kind, said, holds=not found)
