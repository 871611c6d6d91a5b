"""Kill a process while people save: what was acknowledged is there once, and the demo comes back by itself."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from functools import partial

from throughgate.bench.attack.asking import Asker, Case
from throughgate.bench.attack.attack import Attack
from throughgate.bench.attack.flows import Flow, Missing, key_of, people_list
from throughgate.bench.attack.processes import Demo, find_demo
from throughgate.bench.attack.races import offers_people, page_forms
from throughgate.bench.attack.saving import Savers

BACK_WITHIN, STEADY_FOR, DONE_WITHIN = 30.0, 3.0, 240.0
"""Seconds until pages answer and all processes are there, for which they stay, and until a list is imported."""
SAVES, ROWS = 6, 1_000
Kill = Callable[[Attack, Demo], None]


def kills(attack: Attack, share: int) -> None:
    """Kill what answers, what works and what stores, each once; further rounds while enough is left to ask."""
    line = attack.tally.lines["kills"]
    while True:
        for name, part in PARTS.items():
            demo = find_demo(attack.var)
            if demo is None:
                attack.tally.note(f"kills: no {name}, as no demo is found that uses {attack.var}")
                return
            flow = Flow(attack, "kills")
            try:
                part(flow, demo, name)
            except Missing as missing:
                attack.tally.note(f"kills: no {name}, for want of {missing}")
            whole = is_whole(flow)
            said = f"the demo is not whole {BACK_WITHIN:.0f} s after a {name} was killed"
            attack.tally.limit("kills", said, holds=whole)
            if not whole:
                attack.tally.note("kills: what was to follow, as the demo did not come back")
                return
        if line.requests >= share:
            return


def web_process(attack: Attack, demo: Demo) -> None:
    """Kill one of the processes that answer."""
    _kill(demo.web()[0])


def web_process_twice(attack: Attack, demo: Demo) -> None:
    """Kill one, and at once the one that takes its place."""
    before = demo.web()
    _kill(before[0])
    until = time.monotonic() + BACK_WITHIN
    while time.monotonic() < until:
        if fresh := set(demo.web()) - set(before):
            _kill(fresh.pop())
            return
        time.sleep(0.02)


def database_process(attack: Attack, demo: Demo) -> None:
    """Kill one process of the database, which then ends all others and recovers."""
    query = "SELECT pid FROM pg_stat_activity WHERE usename = 'throughgate_app' ORDER BY pid LIMIT 1"
    _kill(int(attack.house.one(query)))


def _kill(pid: int) -> None:
    os.kill(pid, signal.SIGKILL)


def while_saving(kill: Kill, flow: Flow, demo: Demo, name: str) -> None:
    """Kill something while people save, and compare what they saved with what is there."""
    savers = Savers(flow)
    with savers.at_work():
        savers.wait_for(SAVES, BACK_WITHIN)
        kill(flow.attack, demo)
        back = _back_in(flow, savers.who)
        if back is not None:
            flow.attack.tally.lines["kills"].recovered.append(back)
            savers.wait_for(SAVES, BACK_WITHIN)
    savers.compare(name)


def _back_in(flow: Flow, who: str) -> float | None:
    """Return after how many seconds pages answered three times in a row, each on a new connection."""
    start = time.monotonic()
    first, good = 0.0, 0
    while time.monotonic() - start < BACK_WITHIN:
        asker = Asker(flow.attack.target.asker.host, flow.attack.target.port)
        answer = asker.ask(Case("kills", who, "GET", "/people/"), flow.attack.target.cookie(who))
        asker.close()
        if answer.status != 200:
            good = 0
            time.sleep(0.1)
            continue
        first = first if good else time.monotonic() - start
        good += 1
        if good == 3:
            return first
    return None


def is_whole(flow: Flow) -> bool:
    """Say whether web, worker and database are there within the time, and stay."""
    start = since = time.monotonic()
    while time.monotonic() - start < BACK_WITHIN:
        demo = find_demo(flow.attack.var)
        ready = flow.attack.target.asker.ask(Case("kills", "", "GET", "/ready"), "").status == 200
        if not (ready and demo is not None and demo.web() and demo.worker()):
            since = time.monotonic()
        elif time.monotonic() - since > STEADY_FOR:
            return True
        time.sleep(0.3)
    return False


def while_importing(flow: Flow, demo: Demo, name: str) -> None:
    """Kill the worker in the middle of a list: every row is there once in the end."""
    who, family = flow.who_may("/imports/add/", offers_people), flow.name()
    page = flow.upload(who, "kill.csv", people_list(family, ROWS))
    if flow.wait_for(page, "previewed") != "previewed":
        raise Missing("a worker")
    run = next(form for form in page_forms(flow, who, page) if ("do", "run", "") in form.buttons)
    flow.send(who, run, do="run")
    _wait_for_middle(flow, page)
    for pid in demo.worker():
        _kill(pid)
    start = time.monotonic()
    state = flow.wait_for(page, "done", limit=DONE_WITHIN)
    took = time.monotonic() - start
    query = "SELECT count(*), count(DISTINCT given_names) FROM people_person WHERE family_name = %s"
    [(made, different)] = flow.attack.house.rows(query, family)
    tally = flow.attack.tally
    line = tally.lines["kills"]
    line.saved += ROWS
    line.doubled += made - different
    line.lost += ROWS - different
    if state == "done":
        line.finished.append(took)
    said = f"a list of {ROWS} whose {name} was killed is {state} after {took:.0f} s, {different} rows there, {made} people"
    tally.limit("kills", said, holds=(state, made, different) == ("done", ROWS, ROWS))


def _wait_for_middle(flow: Flow, page: str) -> None:
    until = time.monotonic() + DONE_WITHIN
    query = "SELECT state, last_index FROM imports_import WHERE id = %s"
    while time.monotonic() < until:
        [(state, index)] = flow.attack.house.rows(query, key_of(page))
        if state == "done":
            raise Missing("time: the list was imported before anything could be killed")
        if index:
            return
        time.sleep(0.02)


PARTS: dict[str, Callable[[Flow, Demo, str], None]] = {
    "web process": partial(while_saving, web_process),
    "database process": partial(while_saving, database_process),
    "worker": while_importing,
    "web process and its successor": partial(while_saving, web_process_twice),
}
