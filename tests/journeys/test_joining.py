"""A company registers on a phone without an account, and an officer takes it into the register."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.browsing import MANNERS, Hand, Manner, Visitors, looked_at

pytestmark = pytest.mark.usefixtures("renewed")


def registered(visitors: Visitors, manner: Manner, name: str = "Summer Bakery", email: str = "") -> Page:
    """Fill in the public form: once with something left out, then again; nothing that was typed is lost. Return the thanks."""
    page = visitors.page(script=manner != "no-script")
    page.set_viewport_size({"width": 390, "height": 844})
    hand = Hand(page, manner)
    page.goto("/join/")
    hand.tick("Company")
    hand.fill("Name", name)
    hand.fill("Town", "Wassenberg")
    hand.fill("Family name", "Summer")
    hand.fill("Telephone", "+49 2432 5550")
    if email:
        hand.fill("E-mail", email)
    hand.tick("Telephone")
    hand.press("Send the registration")
    expect(page.locator(".wrongs")).to_contain_text("Choose at least one")
    expect(page.get_by_label("Family name")).to_have_value("Summer")
    hand.tick("Job")
    hand.press("Send the registration")
    expect(page.locator("h1")).to_have_text("Thank you for your registration")
    expect(page.locator("main")).to_contain_text("a letter with a code")
    return page


def verified(visitors: Visitors, manner: Manner, name: str = "Summer Bakery") -> tuple[Page, Hand]:
    """Take it into the register: it waits, is confirmed on the telephone, verified, and has its entry. Return that."""
    page = visitors.page("placement", script=manner != "no-script")
    hand = Hand(page, manner)
    page.goto("/")
    hand.follow("Registrations", within=".nav")
    hand.follow(name)
    expect(page.locator("main")).to_contain_text("not confirmed yet")
    hand.press("Confirmed on the telephone")
    expect(page.locator("main")).to_contain_text("waits for an answer")
    hand.follow("Verify")
    hand.press("Take into the register")
    expect(page.locator("h1")).to_have_text(name)
    expect(page.locator("main")).to_contain_text(re.compile("verified"))
    return page, hand


@pytest.mark.parametrize("manner", MANNERS)
def test_from_the_phone_into_the_register(visitors: Visitors, manner: Manner) -> None:
    """It waits among the registrations, is confirmed on the telephone, verified, and has its entry."""
    registered(visitors, manner)
    page, hand = verified(visitors, manner)
    if manner == "mouse":
        faults = looked_at(page)
        assert not faults, "\n".join(faults)
    hand.press("All of this is still right")
    expect(page.locator("body")).to_contain_text("All stays as it is")
