"""What every kind of attack shares: asking, judging, and working off requests by several at once."""

from __future__ import annotations

import random
import sys
import threading
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from django.urls import Resolver404, resolve

from throughgate.bench.attack.addresses import Addresses
from throughgate.bench.attack.asking import Answer, Case
from throughgate.bench.attack.house import House
from throughgate.bench.attack.marks import Marks
from throughgate.bench.attack.pages import Fields, urlencoded
from throughgate.bench.attack.report import Tally
from throughgate.bench.attack.target import FORM, Target

AT_ONCE = 3
EXAMPLES = "/style/"
"""The page that shows the look, with names that the sample region has too."""
Unit = Callable[[], None]


@dataclass
class Attack:
    """One run: whom it is against, what is known there, what was counted, and by what it is chosen."""

    target: Target
    house: House
    marks: Marks
    addresses: Addresses
    tally: Tally
    seed: int
    requests: int
    var: Path
    """The folder of the demo, by which its processes are found."""
    quiet: bool = False

    def choice(self, *words: object) -> random.Random:
        """Return the chance of one step: the same for the same seed, whatever runs beside it."""
        return random.Random(":".join(map(str, (self.seed, *words))))  # noqa: S311 - no secret

    def ask(self, case: Case, *, may_fail: bool = False) -> Answer:
        """Send a request and judge its answer; `may_fail` where a process was just killed, or the request is no HTTP."""
        answer = self.target.ask(case)
        self.tally.count(case, answer, may_fail=may_fail)
        self.judge(case, answer, may_fail=may_fail)
        self._tell(case.kind)
        return answer

    def judge(self, case: Case, answer: Answer, *, may_fail: bool) -> None:
        """Keep what is wrong with an answer."""
        if answer.status >= 500 and not (may_fail and answer.status == 503):
            self.tally.find(case.kind, f"{answer.status}, {place_of(case)}", case)
        elif not answer.status and not may_fail:
            self.tally.find(case.kind, f"no answer ({answer.why}), {place_of(case)}", case)
        if answer.header("x-forged") or "forged" in answer.header("set-cookie"):
            self.tally.find(case.kind, f"a header of the visitor's making, {place_of(case)}", case)
        if case.path == EXAMPLES:
            return
        for mark in self.marks.leaks(self.target.member(case.who), case, answer)[:1]:
            self.tally.lines[case.kind].leaks += 1
            self.tally.find(case.kind, f"told {mark.kind or 'the id'} of somebody, {place_of(case)}", case)

    def _tell(self, kind: str) -> None:
        said = self.tally.progress(kind, self.requests)
        if self.quiet:
            return
        if sys.stderr.isatty():
            print(f"\r{said}\x1b[K", end="", file=sys.stderr, flush=True)
        elif self.tally.requests % 500 == 0:
            print(said, file=sys.stderr, flush=True)

    def post(self, kind: str, who: str, address: str, fields: Fields) -> Answer:
        """Send a form as it should be."""
        return self.ask(posted(kind, who, address, fields))

    def work_off(self, units: Iterable[Unit], *, until: Callable[[], bool]) -> None:
        """Run units in their order, several at once, until there are none or enough was asked."""
        waiting, lock = iter(units), threading.Lock()

        def work(_number: int) -> None:
            while not until():
                with lock:
                    unit = next(waiting, None)
                if unit is None:
                    break
                unit()
            self.target.asker.close()

        with ThreadPoolExecutor(AT_ONCE) as pool:
            list(pool.map(work, range(AT_ONCE)))

    def at_once(self, cases: list[Case]) -> list[Answer]:
        """Send requests at the same moment, each on a connection of its own."""
        ready = threading.Barrier(len(cases))

        def send(case: Case) -> Answer:
            self.target.asker.ask(Case(case.kind, "", "GET", "/health"), "")  # opens the connection
            ready.wait(60)
            answer = self.target.asker.ask(case, cookies[case.who], again=False)
            self.target.asker.close()
            return answer

        cookies = {case.who: self.target.cookie(case.who) for case in cases}
        with ThreadPoolExecutor(len(cases)) as pool:
            answers = list(pool.map(send, cases))
        for case, answer in zip(cases, answers, strict=True):
            self.tally.count(case, answer)
            self.judge(case, answer, may_fail=False)
        return answers

    def end(self) -> None:
        """Let go of the server and the database."""
        self.target.asker.close_all()
        self.house.close()

    def forget_limits(self) -> None:
        """Take back what was counted of attempts, so that one part does not shut out the next."""
        self.house.rows("DELETE FROM web_cache")


def place_of(case: Case) -> str:
    """Return method and route, by which findings are alike; the path where it leads nowhere."""
    try:
        return f"{case.method} {resolve(case.path).view_name}"
    except Resolver404:
        return f"{case.method} {case.path[:60]}"


def posted(kind: str, who: str, address: str, fields: Fields) -> Case:
    """Return the request of a form."""
    return Case(kind, who, "POST", address, urlencoded(fields), FORM)
