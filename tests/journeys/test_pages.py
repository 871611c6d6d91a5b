"""Every page, visited once with the longest names and German words: no violation of any accessibility rule, nothing wider
than the screen, light and dark, and not a word of English left.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.browsing import WIDTHS, Visitors, Watch, looked_at, too_wide
from tests.journeys.pages import OTHERS, SIGHTS, WALKED, Sight, plant
from tests.journeys.server import Server
from tests.journeys.wording import english_words, left_in_english, lengthen
from throughgate.desk.catalogue import catalogue


@pytest.fixture(scope="module", autouse=True)
def planted(server: Server) -> Iterator[None]:
    plant(server)
    lengthen(server)
    yield
    server.renew()


def test_every_page_is_looked_at() -> None:
    """What is said of single pages names pages that are there."""
    pages = {page.route for page in catalogue().values() if page.gives == "page"}
    assert {sight.route for sight in SIGHTS} == pages - WALKED.keys()
    assert (WALKED.keys() | OTHERS.keys()) - pages == set()


@pytest.fixture(scope="module")
def english() -> Callable[[str], bool]:
    return english_words()


@pytest.fixture(scope="module")
def one_window(browser: Browser, server: Server) -> Iterator[tuple[Visitors, Page]]:
    """Give one window for all: it keeps styles, fonts and what it has read of scripts, as a visitor's does."""
    opened = Visitors(browser, server, Watch())
    yield opened, opened.page(language="de")
    opened.close()


@pytest.fixture
def window(one_window: tuple[Visitors, Page]) -> Iterator[Callable[[str | None], Page]]:
    """Give `window("lead")`: the window, as nobody but this visitor had used it."""
    visitors, page = one_window

    def open_for(username: str | None) -> Page:
        if page.url != "about:blank":
            page.evaluate("() => { localStorage.clear(); sessionStorage.clear(); }")
            page.goto("about:blank")
        page.emulate_media(color_scheme="light")
        page.set_viewport_size({"width": WIDTHS[-1], "height": 900})
        visitors.let_in(page.context, username, "de")
        return page

    visitors.watch.faults.clear()
    yield open_for
    visitors.fail_on_faults()


@pytest.mark.parametrize("sight", SIGHTS, ids=str)
def test_page(
    sight: Sight, window: Callable[[str | None], Page], server: Server, english: Callable[[str], bool]
) -> None:
    """The page opens in German, has one heading of the first rank, a title without a name, and no fault in its look."""
    page = window(sight.visitor)
    address = sight.address(server)
    answer = page.goto(address)
    assert answer is not None
    assert answer.status == sight.status
    assert page.url.removeprefix(server.address) == address, "It led elsewhere"
    if sight.typed:
        name, words = sight.typed
        page.locator(f"main [name='{name}']").fill(words)
        page.locator(f"main [name='{name}']").press("Enter")
        page.locator(f"main [name='{name}'][value='{words}']:visible").wait_for()
        assert words not in page.url
    assert page.locator("h1").count() == 1
    assert "Marker" not in page.title()
    assert page.locator("button.main, a.button.main").count() <= 1, "More than one main action"
    expect(page.locator("html")).to_have_attribute("lang", "de")
    faults = [f"English: {text}" for text in left_in_english(page, english)] + looked_at(page)
    if page.locator("details.menu-account").count():
        page.locator("details.menu-account").evaluate("menu => { menu.open = true }")
        faults += too_wide(page)
    assert not faults, "\n".join(faults)
