"""A colleague is invited on paper, takes it up in another browser, and works for two organisations."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.journeys.browsing import MANNERS, Hand, Manner, Visitors, looked_at

pytestmark = pytest.mark.usefixtures("renewed")


def invited(visitors: Visitors, manner: Manner, role: str) -> str:
    """Invite somebody on paper and return the code on it."""
    page = visitors.page("admin", script=manner != "no-script")
    hand = Hand(page, manner)
    page.goto("/")
    hand.follow("Members", within=".nav")
    hand.follow("Invite somebody")
    hand.fill("Given names", "Nora")
    hand.fill("Family name", "Newcomer")
    hand.tick(role)
    hand.press("Make the invitation")
    expect(page.locator("main")).to_contain_text("Nora")
    if manner == "mouse":
        faults = looked_at(page)
        assert not faults, "\n".join(faults)
    return page.locator(".paper-code, .key-text, main code").first.inner_text().strip()


@pytest.mark.parametrize("manner", MANNERS)
def test_newcomer(visitors: Visitors, manner: Manner) -> None:
    """A newcomer without e-mail makes an account with the code alone, and sets up the second factor."""
    code = invited(visitors, manner, "Observer")
    page = visitors.page(script=manner != "no-script")
    hand = Hand(page, manner)
    page.goto("/invitation/")
    hand.fill("Code", "2222-2222-2222")
    hand.press("Go on")
    expect(page.locator(".wrongs")).to_be_visible()
    hand.fill("Code", code.lower().replace("-", " "))
    hand.press("Go on")
    expect(page.locator("h1")).to_have_text("Make your account")
    expect(page.get_by_label("Family name")).to_have_value("Newcomer")
    hand.fill("Sign-in name", "nora.newcomer")
    hand.fill("Password", "a-long-and-calm-sentence")
    hand.fill("The password once more", "a-long-and-calm-sentence")
    hand.press("Make the account")
    page.goto("/")
    expect(page.locator("h1")).to_have_text("Set up the authenticator app")
    # The code was good for once.
    again = visitors.page()
    again.goto("/invitation/")
    again_hand = Hand(again, "mouse")
    again_hand.fill("Code", code)
    again_hand.press("Go on")
    expect(again.locator(".wrongs")).to_be_visible()


@pytest.mark.parametrize("manner", MANNERS)
def test_second_membership(visitors: Visitors, manner: Manner) -> None:
    """Somebody with an account gets a second membership, and changes between both in the menu."""
    code = invited(visitors, manner, "Teacher")
    page = visitors.page("schoolteacher", script=manner != "no-script")
    hand = Hand(page, manner)
    page.goto("/invitation/")
    hand.fill("Code", code)
    hand.press("Go on")
    if manner == "mouse":
        faults = looked_at(page)
        assert not faults, "\n".join(faults)
    hand.press("Work for them, too")
    expect(page.locator(".menu-account")).to_contain_text("Prison North")
    hand.open(page.locator(".menu-account > summary"))
    hand.press("School Rhine", within=".menu-account")
    expect(page.locator(".menu-account > summary")).to_contain_text("School Rhine")
