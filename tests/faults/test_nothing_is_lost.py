"""Whoever was told that something is saved finds it again, once, whatever dies meanwhile."""

from __future__ import annotations

import os
import random
import signal
import sys
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from string import ascii_lowercase

import pytest

from tests.faults.browsing import Browser, form_with
from tests.faults.house import House, command_line, eventually
from throughgate.bench.attack.processes import children
from throughgate.person.people.importing.tests.lists import text

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks for processes in /proc")

PATIENCE = 300
"""Seconds, for a machine that runs other tests at the same time; what comes is waited for no longer than it takes."""
ROWS = 1_000  # two batches
CHANCE = random.Random(7)
NAMES = ["".join(CHANCE.choices(ascii_lowercase, k=9)).title() for _row in range(ROWS)]  # alike in no way
SITES = "/organisations/north/sites/add/"


@dataclass
class Saver:
    """Somebody who adds sites one after the other, and sends each again until it is taken."""

    browser: Browser
    name: str
    taken: list[str] = field(default_factory=list)
    refused: list[int] = field(default_factory=list)
    resent: int = 0
    enough: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        self.thread = threading.Thread(target=self.run, daemon=True)
        self.thread.start()

    def stop(self) -> None:
        """Let the save under way be taken, and no other begin."""
        self.enough.set()
        self.thread.join(PATIENCE)

    def run(self) -> None:
        """Save until it is enough."""
        form = form_with(self.browser.insist(SITES).text, "street")
        while not self.enough.is_set():
            site = f"{self.name} {len(self.taken)}"
            said = {**form, "once": str(uuid.uuid4()), "name": site, "town": "Wassenberg"}
            while (answer := self.browser.ask(SITES, said)).status in (0, 503):
                self.resent += 1
                time.sleep(0.2)
            if answer.status == 302:
                self.taken.append(site)
            else:
                self.refused.append(answer.status)
            time.sleep(0.1)


@pytest.fixture
def savers(house: House) -> Iterator[list[Saver]]:
    """Let two people save all the time."""
    both = [Saver(Browser(house.address, house.session("admin")), f"Saver {number}") for number in (1, 2)]
    yield both
    for one in both:
        one.stop()


def start_import(house: House) -> str:
    """Upload a list, look at the preview, begin to import; return its key."""
    lead = Browser(house.address, house.session("lead"))
    rows = [
        f"K/{number};{name};Anna;{number % 28 + 1:02}.{number % 12 + 1:02}.{1960 + number % 40};"
        "Deutsch;;01.02.2026;;20.05.2027;;A1;Wassenberg;41849;;;"
        for number, name in enumerate(NAMES)
    ]
    file = text(*rows).encode()
    columns = lead.insist(
        "/imports/add/", form_with(lead.insist("/imports/add/").text, "kind"), file=file
    ).address
    page = lead.insist(columns, form_with(lead.insist(columns).text, "column-")).address
    key = page.split("/")[2]
    assert eventually(lambda: state(house, key)[0] == "previewed", PATIENCE), house.last_words()
    form = form_with(lead.insist(page).text, "version")
    assert lead.insist(f"{page}move/", {**form, "do": "run"}).status == 302
    return key


def state(house: House, key: str) -> tuple[str, int]:
    """Return how far an import is; nothing while PostgreSQL is away."""
    return house.ask("SELECT state, last_index FROM imports_import WHERE id = %s", [key]) or ("", 0)


def kill_twice(which: Callable[[], list[int]], number: int) -> None:
    """Kill all of these processes, and their successors as soon as there are so many."""
    killed: set[int] = set()
    for _twice in range(2):
        assert eventually(lambda: len(set(which()) - killed) == number, PATIENCE)
        for process in set(which()) - killed:
            os.kill(process, signal.SIGKILL)
            killed.add(process)


def all_are_taken(savers: list[Saver]) -> bool:
    """Wait until each saves again."""
    before = [len(one.taken) for one in savers]
    return eventually(
        lambda: all(len(one.taken) > n for one, n in zip(savers, before, strict=True)), PATIENCE
    )


@pytest.mark.long
def test_nothing_that_was_told_is_lost_or_doubled(house: House, savers: list[Saver]) -> None:
    """Kill the worker in an import, both web processes twice, a process of PostgreSQL and all of it twice: all is there, once."""
    began = time.monotonic()
    key = start_import(house)
    assert eventually(lambda: 0 < state(house, key)[1] < ROWS, PATIENCE)
    os.kill(house.worker, signal.SIGKILL)
    killed_at = state(house, key)[1]
    kill_twice(lambda: children(house.web), 2)
    assert eventually(house.worker_works, PATIENCE), house.last_words()
    lasting = house.web, house.worker
    assert eventually(house.kill_backend, PATIENCE)
    assert eventually(lambda: house.ask("SELECT 1"), PATIENCE)
    house.let_a_minute_pass()
    assert eventually(lambda: state(house, key)[0] == "done", PATIENCE), house.last_words()
    assert all_are_taken(savers), house.last_words()
    kill_twice(lambda: [pid for pid in [house.postmaster] if command_line(pid)], 1)
    assert all_are_taken(savers), house.last_words()
    assert eventually(house.worker_works, PATIENCE), house.last_words()
    assert (house.web, house.worker) == lasting, "a lost database ends no process"
    for one in savers:
        one.stop()

    taken = [site for one in savers for site in one.taken]
    there = [name for (name,) in house.rows("SELECT name FROM organisations_site WHERE name LIKE 'Saver %'")]
    people = [
        name for (name,) in house.rows("SELECT family_name FROM people_person WHERE given_names = 'Anna'")
    ]
    print(
        f"\nsaves: {len(taken)} acknowledged, {sum(one.resent for one in savers)} sent again, "
        f"{len(set(taken) - set(there))} lost, {len(there) - len(set(there))} doubled; "
        f"import: killed at row {killed_at} of {ROWS}, {ROWS - len(set(people))} lost, "
        f"{len(people) - len(set(people))} doubled; {time.monotonic() - began:.0f} s"
    )
    assert [one.refused for one in savers] == [[], []]
    assert '"status": 500' not in house.log.read_text()
    assert sorted(there) == sorted(taken)
    assert sorted(people) == sorted(NAMES)
