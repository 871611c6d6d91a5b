"""From a person's page to what was observed: by links, by keyboard, and from the path itself."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.journeys.browsing import MANNERS, Hand, Manner, Visitors, looked_at
from tests.journeys.pages import plant
from tests.journeys.server import Server


@pytest.fixture(scope="module")
def here(server: Server) -> Iterator[str]:
    """Let Emre have a signed sheet and a letter; gives the address of his page. What the tests print changes none of it."""
    plant(server)
    yield f"/people/{server.person('emre')}/"
    server.renew()


@pytest.mark.parametrize(
    ("who", "manner"), [*(("lead", manner) for manner in MANNERS), ("aftercare", "mouse")]
)
def test_ways_from_the_person(visitors: Visitors, here: str, who: str, manner: Manner) -> None:
    """A case lead and probation reach the latest sheet, the profile, the self-rating, its slip and the letters."""
    page = visitors.page(who, script=manner != "no-script")
    hand = Hand(page, manner)

    page.goto(here)
    if manner == "mouse":
        faults = looked_at(page)
        assert not faults, "\n".join(faults)
    hand.follow("Softball", within="#competencies")
    expect(page).to_have_url(re.compile(rf"{here}sheets/"))
    page.goto(here)
    hand.follow("All competencies", within="#competencies")
    expect(page).to_have_url(re.compile(f"{here}profile/"))
    expect(page.locator(".multiple-card").first).to_be_visible()
    page.goto(here)
    hand.follow("Type in a self-rating", within="#competencies")
    expect(page).to_have_url(re.compile(f"{here}self"))
    page.goto(here)
    hand.follow("Reference letter", within="#competencies")
    expect(page).to_have_url(re.compile(f"{here}letters/"))
    page.goto(here)
    hand.open(page.locator("#competencies .print-menu summary"))
    with page.expect_response(re.compile(rf"{here}slips/.+\.pdf\?language=de")) as answer:
        hand.press("Deutsch", within="#competencies")
    assert answer.value.headers["content-type"] == "application/pdf"


def test_dots_of_the_path(visitors: Visitors, here: str) -> None:
    """The dot of a sheet on the path leads its reader to the sheet, on a desk, a tablet and a phone."""
    for width, drawing in ((1440, ".path-wide"), (820, ".path-middle"), (390, ".path-tall")):
        page = visitors.page("lead", width=width)
        page.goto(here)
        page.locator(f"{drawing} a.stop circle.sheet").first.click()
        expect(page).to_have_url(re.compile(f"{here}sheets/"))
        expect(page.locator("h1")).to_be_visible()
