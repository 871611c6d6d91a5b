"""An introduction from the answers to the first day: the case lead asks, the company is called, the officer moves it on."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.browsing import MANNERS, Hand, Manner, Visitors, looked_at
from tests.journeys.server import Server
from tests.samples import plant_placements

OPENING = "Training partner Markeropeningclub"
NEUTRALLY = "Yes, neutrally: the company learns nothing about where I come from"
OPENLY = "Yes, openly: the company knows that I come through the network"


@pytest.fixture(autouse=True)
def planted(server: Server, renewed: None) -> None:
    """Let the club be asked about Emre."""
    del renewed
    plant_placements(server.change)


def opened(visitors: Visitors, who: str, manner: Manner, place: str = OPENING) -> tuple[Page, Hand]:
    """Open Emre's introduction, to the club or another place, as somebody, by the list."""
    page = visitors.page(who, script=manner != "no-script")
    hand = Hand(page, manner)
    page.goto("/introductions/")
    page.get_by_role("row").filter(has_text=place).get_by_role("link").first.click()
    return page, hand


def agreed_inside(page: Page, hand: Hand, answer: str = NEUTRALLY) -> None:
    """Take the person's answer, and custody's, as the case lead."""
    hand.follow("The person's answer")
    expect(page.locator("main")).to_contain_text("Works carefully")
    hand.tick(answer)
    hand.fill("Explained in", "Turkish")
    hand.press("Keep the answer")
    expect(page.locator("body")).to_contain_text("Kept. Thank you.")
    hand.follow("Custody's answer")
    expect(page.locator("main")).to_contain_text("No work condition stands in the way")
    hand.tick("Yes")
    hand.press("Keep the answer")


@pytest.mark.parametrize("manner", MANNERS)
def test_from_the_answers_to_the_first_day(visitors: Visitors, manner: Manner) -> None:
    """Two answers inside, one from outside, and it happens by itself; then it is moved on until the seat is taken."""
    page, hand = opened(visitors, "lead", manner)
    agreed_inside(page, hand)
    expect(page.locator("main")).to_contain_text("Being asked")

    page, hand = opened(visitors, "placement", manner)
    hand.follow("What the company said")
    hand.tick("Yes")
    hand.press("Keep the answer")
    expect(page.locator("main")).to_contain_text("The company has read the profile")
    hand.fill("Message to the company", "When does a first talk suit you?")
    hand.press("Write")
    expect(page.locator("main")).to_contain_text("When does a first talk suit you?")
    hand.follow("Arrange a talk")
    expect(page.locator("main")).not_to_contain_text("At ours")
    hand.tick("At the company")
    hand.press("Save")
    hand.press("The company offers the place")
    hand.press("The person accepts")
    if manner == "mouse":
        faults = looked_at(page)
        assert not faults, "\n".join(faults)
    hand.follow("Note the first day")
    hand.press("Save")
    expect(page.locator("main")).to_contain_text("At work since")
