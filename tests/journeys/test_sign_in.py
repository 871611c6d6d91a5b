"""Signing in through the real page: password, second factor, sessions."""

from __future__ import annotations

import base64
import hmac
import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.cast import PASSWORD
from tests.journeys.browsing import MANNERS, Hand, Manner, Visitors, looked_at
from tests.journeys.server import Server

pytestmark = pytest.mark.usefixtures("renewed")


def code(secret: str, *, ahead: int = 0) -> str:
    """Return what an authenticator app shows now, or `ahead` half minutes later (RFC 6238)."""
    counter = (int(time.time()) // 30 + ahead).to_bytes(8, "big")
    digest = hmac.digest(base64.b32decode(secret), counter, "sha1")
    start = digest[-1] & 15
    return f"{(int.from_bytes(digest[start : start + 4], 'big') & 0x7FFFFFFF) % 1_000_000:06}"


@pytest.mark.parametrize("manner", MANNERS)
def test_password_and_second_factor(visitors: Visitors, manner: Manner) -> None:
    """A role that sees people sets up a second factor before anything else, and is asked for it ever after."""
    page = visitors.page(script=manner != "no-script")
    hand = Hand(page, manner)

    def password(typed: str) -> None:
        hand.fill("Sign-in name", "lead")
        hand.fill("Password", typed)
        hand.press("Sign in", within="main")

    page.goto("/people/")
    expect(page.locator("h1")).to_have_text("Sign in")
    password("not-the-password")
    expect(page.locator(".wrongs")).to_be_visible()
    password(PASSWORD)

    # Nothing else opens before it is set up.
    expect(page.locator("h1")).to_have_text("Set up the authenticator app")
    page.goto("/people/")
    expect(page.locator("h1")).to_have_text("Set up the authenticator app")
    secret = page.locator(".key-text").inner_text().strip()
    hand.fill("code", "000000")
    hand.press("Set it up")
    expect(page.locator(".wrongs")).to_be_visible()
    assert page.locator(".key-text").inner_text().strip() == secret, "A wrong code must not change the key"
    hand.fill("code", code(secret))
    hand.press("Set it up")
    page.goto("/")
    expect(page.locator("h1")).to_have_text("Today")

    hand.open(page.locator(".menu-account > summary"))
    hand.press("Sign out")
    page.goto("/people/")
    password(PASSWORD)
    expect(page.get_by_label("code", exact=False)).to_be_visible()
    if manner == "mouse":
        faults = looked_at(page)
        assert not faults, "\n".join(faults)
    hand.fill("code", "000000")
    hand.press("Sign in", within="main")
    expect(page.locator(".wrongs")).to_be_visible()
    hand.fill("code", code(secret, ahead=1))
    hand.press("Sign in", within="main")
    expect(page.locator("h1")).to_have_text("People")


def test_sessions(visitors: Visitors, server: Server) -> None:
    """Two browsers are listed; the other one is signed out from here."""
    server.change(
        "INSERT INTO mfa_authenticator (type, data, created_at, user_id) "
        """SELECT 'totp', '{"secret": "JBSWY3DPEHPK3PXP"}', now(), id FROM accounts_user WHERE username = 'lead'"""
    )
    pages = []
    for ahead in (0, 1):
        page = visitors.page()
        hand = Hand(page, "mouse")
        page.goto("/accounts/login/")
        hand.fill("Sign-in name", "lead")
        hand.fill("Password", PASSWORD)
        hand.press("Sign in", within="main")
        hand.fill("code", code("JBSWY3DPEHPK3PXP", ahead=ahead))
        hand.press("Sign in", within="main")
        expect(page.locator("h1")).to_have_text("Today")
        pages.append(page)
    here, other = pages
    here.goto("/accounts/sessions/")
    faults = looked_at(here)
    assert not faults, "\n".join(faults)
    here.get_by_role("button", name="Sign out").last.click()
    other.goto("/people/")
    expect(other.locator("h1")).to_have_text("Sign in")
    here.goto("/")
    expect(here.locator("h1")).to_have_text("Today")


CLUB = (
    "INSERT INTO accounts_membership (id, version, user_id, organisation_id, roles, unit, starts_on) "
    "SELECT gen_random_uuid(), 1, u.id, o.id, '{volunteer}', '', current_date "
    "FROM accounts_user u, organisations_organisation o WHERE u.username = 'lead' AND o.code = 'club'"
)


@pytest.mark.parametrize("manner", MANNERS)
def test_desk_chosen_last(visitors: Visitors, server: Server, manner: Manner) -> None:
    """Whoever works for two organisations chooses one in the menu; the next day, at another machine, it is that one."""
    server.change(CLUB)
    page = visitors.page("lead", script=manner != "no-script")
    hand = Hand(page, manner)
    page.goto("/")
    desk = page.locator(".menu-account > summary")
    expect(desk).to_contain_text("BC Rhine")
    hand.open(desk)
    hand.press("Prison North", within=".menu-account")
    expect(desk).to_contain_text("Case lead, Prison North")
    other = visitors.page("lead", width=390)
    other.goto("/")
    expect(other.locator(".menu-account > summary")).to_contain_text("Prison North")


@pytest.fixture
def demo(server: Server) -> Iterator[None]:
    """Let the server be the demo for one test."""
    server.restart(THROUGHGATE_DEMO="yes")
    server.change(CLUB)
    server.change("UPDATE accounts_user SET username = 'demo.01-lead' WHERE username = 'lead'")
    yield
    server.restart(THROUGHGATE_DEMO="")


@pytest.mark.usefixtures("demo")
def test_card_opens_the_desk_it_names(visitors: Visitors) -> None:
    """In the demo each card lands at its own desk, also where one person has two; so do the addresses on the console."""
    for number, card in enumerate(("Case lead, Prison North", "Volunteer, BC Rhine")):
        page = visitors.page()
        page.goto("/accounts/login/")
        faults = looked_at(page) if not number else []
        assert not faults, "\n".join(faults)
        page.get_by_role("button", name=card).click()
        expect(page.locator(".menu-account > summary")).to_contain_text(card)
    page = visitors.page()
    page.goto("/demo/sign-in/demo.01-lead/?at=club")
    expect(page.locator("main")).to_contain_text("Volunteer, BC Rhine")
    page.get_by_role("button", name="Sit at this desk").click()
    expect(page.locator(".menu-account > summary")).to_contain_text("Volunteer, BC Rhine")


def test_too_many_attempts(visitors: Visitors) -> None:
    """After a number of wrong passwords the page says to wait, in plain words."""
    page = visitors.page()
    hand = Hand(page, "mouse")
    page.goto("/accounts/login/")
    for _attempt in range(12):
        if page.locator("h1").inner_text() != "Sign in":
            break
        hand.fill("Sign-in name", "lead")
        hand.fill("Password", "not-the-password")
        hand.press("Sign in", within="main")
        if "Too many" in page.locator("main").inner_text():
            break
    assert "Too many" in page.locator("main").inner_text()
