"""A database that is frozen: pages say so, nobody waits in a row, and all comes back alone."""

from __future__ import annotations

import signal
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import pytest

from tests.faults.browsing import Answer, Browser, form_with
from tests.faults.house import House, eventually

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks for processes in /proc")

THREADS = 8
"""Of the web server: as many requests fill it."""
ADD_SITE = "/organisations/north/sites/add/"
PAGES = ("/people/", "/accounts/login/", "/", "/no/such/page")


def at_once(browser: Browser, *paths: str) -> list[Answer]:
    """Ask for all of them in the same moment."""
    with ThreadPoolExecutor(len(paths)) as many:
        return list(many.map(browser.ask, paths))


def is_well(house: House, browser: Browser) -> bool:
    """Say whether every process shows pages, and the worker works."""
    answers = at_once(browser, *["/ready", "/people/"] * THREADS)
    return all(answer.status == 200 for answer in answers) and house.worker_works()


@dataclass(frozen=True)
class Frozen:
    """What came back while PostgreSQL stood still."""

    first: list[Answer]
    ready: Answer
    health: Answer
    then: list[Answer]
    sent: Answer

    @property
    def is_quick(self) -> bool:
        """Say whether pages were told within seconds, later ones and whoever asks for readiness hardly waited."""
        return (
            max(self.ready.seconds, self.health.seconds) < 2
            and max(answer.seconds for answer in self.first) < 8
            and max(answer.seconds for answer in self.then) < 1.5
        )


def ask_frozen(house: House, browser: Browser, admin: Browser, form: dict[str, str]) -> Frozen:
    """Let PostgreSQL stand still, ask for more pages than there are threads, ask again, and send a form."""
    house.tell_postgres(signal.SIGSTOP)
    try:
        *first, ready, health = at_once(browser, *PAGES * (2 * THREADS // len(PAGES)), "/ready", "/health")
        then = at_once(browser, *["/people/", "/health", "/ready", "/accounts/login/"] * THREADS)
        return Frozen(first, ready, health, then, admin.ask(ADD_SITE, form))
    finally:
        house.tell_postgres(signal.SIGCONT)


@pytest.mark.long
def test_a_frozen_database_holds_nobody(house: House) -> None:
    """With all threads asked at once pages say 503 within seconds, later at once; health and readiness hardly wait."""
    browser = Browser(house.address, house.session("lead"))
    admin = Browser(house.address, house.session("admin"))
    form = {
        **form_with(admin.insist(ADD_SITE).text, "street"),
        "name": "Typed while frozen",
        "town": "Wassenberg",
    }
    times = []
    for _until_quick in range(5):  # on a machine that is busy with other things
        assert eventually(lambda: is_well(house, browser), 120), house.last_words()
        frozen = ask_frozen(house, browser, admin, form)
        assert frozen.health.status == 200
        assert {answer.status for answer in frozen.first} == {503}
        assert all(answer.headers["retry-after"] == "5" for answer in frozen.first)
        assert "The database cannot be reached" in frozen.first[0].text
        assert "Nothing was saved." in frozen.first[0].text
        assert [answer.status for answer in frozen.then] == [503, 200, 503, 503] * THREADS
        assert frozen.sent.status == 503
        assert "<li>Typed while frozen</li>" in frozen.sent.text
        times.append([answer.seconds for answer in (*frozen.first, frozen.ready, *frozen.then)])
        if frozen.is_quick:
            break
    else:
        raise AssertionError(f"Whoever asks waits too long: {times}")
    assert eventually(lambda: is_well(house, browser), 120), house.last_words()
    again = form_with(frozen.sent.text, "once")
    assert [admin.ask(ADD_SITE, again).status for _twice in range(2)] == [302, 302]
    assert house.row("SELECT count(*) FROM organisations_site WHERE name = 'Typed while frozen'") == (1,)
