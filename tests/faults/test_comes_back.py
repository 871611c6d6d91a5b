"""A database that is frozen: pages say so, nobody waits in a row, and all comes back alone."""

from __future__ import annotations

import signal
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.faults.browsing import Answer, Browser, form_with
from tests.faults.house import House, eventually

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks for processes in /proc")

THREADS = 8
"""Of the web server: as many requests fill it."""
PAGES = ("/people/", "/accounts/login/", "/", "/no/such/page")


def at_once(browser: Browser, *paths: str) -> list[Answer]:
    """Ask for all of them in the same moment."""
    with ThreadPoolExecutor(len(paths)) as many:
        return list(many.map(browser.ask, paths))


def is_well(house: House, browser: Browser) -> bool:
    """Say whether every process shows pages, and the worker works."""
    answers = at_once(browser, *["/ready", "/people/"] * THREADS)
    return all(answer.status == 200 for answer in answers) and house.worker_works()


def test_a_frozen_database_holds_nobody(house: House) -> None:
    """With all threads asked at once pages say 503 within seconds, later at once; health and readiness hardly wait."""
    browser = Browser(house.address, house.session("lead"))
    admin = Browser(house.address, house.session("admin"))
    path = "/organisations/north/sites/add/"
    form = {
        **form_with(admin.insist(path).text, "street"),
        "name": "Typed while frozen",
        "town": "Wassenberg",
    }
    assert eventually(lambda: is_well(house, browser), 60)
    house.tell_postgres(signal.SIGSTOP)
    try:
        *first, ready, health = at_once(browser, *PAGES * (2 * THREADS // len(PAGES)), "/ready", "/health")
        then = at_once(browser, *["/people/", "/health", "/ready", "/accounts/login/"] * THREADS)
        sent = admin.ask(path, form)
    finally:
        house.tell_postgres(signal.SIGCONT)
    assert health.status == 200
    assert max(ready.seconds, health.seconds) < 2
    assert {answer.status for answer in first} == {503}
    assert max(answer.seconds for answer in first) < 8
    assert all(answer.headers["retry-after"] == "5" for answer in first)
    assert "The database cannot be reached" in first[0].text
    assert "Nothing was saved." in first[0].text
    assert [answer.status for answer in then] == [503, 200, 503, 503] * THREADS
    assert max(answer.seconds for answer in then) < 1.5
    assert sent.status == 503
    assert "<li>Typed while frozen</li>" in sent.text
    assert eventually(lambda: is_well(house, browser), 60), house.last_words()
    again = form_with(sent.text, "once")
    assert [admin.ask(path, again).status for _twice in range(2)] == [302, 302]
    assert house.row("SELECT count(*) FROM organisations_site WHERE name = 'Typed while frozen'") == (1,)
