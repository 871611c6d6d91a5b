"""Every page: no violation of any accessibility rule, nothing wider than the screen, light and dark."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.journeys.browsing import Visitors, looked_at, too_wide
from tests.journeys.pages import OTHERS, SIGHTS, WALKED, Sight, plant
from tests.journeys.server import Server
from throughgate.desk.catalogue import catalogue


@pytest.fixture(scope="module", autouse=True)
def planted(server: Server) -> Iterator[None]:
    plant(server)
    yield
    server.renew()


def test_every_page_is_looked_at() -> None:
    """What is said of single pages names pages that are there."""
    pages = {page.route for page in catalogue().values() if page.gives == "page"}
    assert {sight.route for sight in SIGHTS} == pages - WALKED.keys()
    assert (WALKED.keys() | OTHERS.keys()) - pages == set()


@pytest.mark.parametrize("sight", SIGHTS, ids=str)
def test_page(sight: Sight, visitors: Visitors, server: Server) -> None:
    """The page opens, has one heading of the first rank, a title without a name, and no fault in its look."""
    page = visitors.page(sight.visitor)
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
    faults = looked_at(page)
    if page.locator("details.menu-account").count():
        page.locator("details.menu-account").evaluate("menu => { menu.open = true }")
        faults += too_wide(page)
    assert not faults, "\n".join(faults)
