"""Somebody is introduced: the company answers by a mail's link and at its own desk, the person by the code of a sheet."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.browsing import MANNERS, Hand, Manner, Visitors, looked_at
from tests.journeys.server import Server
from tests.samples import INTRODUCTION, plant_placements
from throughgate.foundation.codes.secret import hash_of, hash_of_code

pytestmark = pytest.mark.usefixtures("renewed")
CODE = "ABCD-EFGH-JKMN"


def asked(server: Server) -> None:
    """Let everybody be asked about Emre and the roofer's place; a mail and a sheet are out."""
    plant_placements(server.change, (("asked", "roofing"),))
    for purpose, hashed in (("company", hash_of(INTRODUCTION)), ("person", hash_of_code(CODE))):
        server.change(
            "INSERT INTO placements_placementkey (id, placement, purpose, hashed, about, made_by, made_on, ends_on) "
            "SELECT gen_random_uuid(), id, %s, %s, '', CASE %s WHEN 'person' THEN (SELECT m.id FROM accounts_membership m "
            "JOIN accounts_user u ON u.id = m.user_id WHERE u.username = 'lead') ELSE proposed_by_id END, "
            "current_date, current_date + 14 FROM placements_placement",
            [purpose, hashed, purpose],
        )


def answered(server: Server, *whose: str) -> None:
    """Let others say yes."""
    for one in whose:
        server.change(
            "INSERT INTO placements_answer (id, version, placement_id, person_id, whose, agrees, answered_on, taken_by_id, "
            "route, explained_in) SELECT gen_random_uuid(), 1, id, person_id, %s, true, current_date, "
            "CASE %s WHEN 'custody' THEN (SELECT m.id FROM accounts_membership m JOIN accounts_user u ON u.id = m.user_id "
            "WHERE u.username = 'lead') ELSE proposed_by_id END, "
            "CASE %s WHEN 'person' THEN 'neutral' ELSE '' END, 'de' FROM placements_placement",
            [one, one, one],
        )


def opened(visitors: Visitors, manner: Manner, username: str | None = None) -> tuple[Page, Hand]:
    """Return a page on a phone."""
    page = visitors.page(username, script=manner != "no-script")
    page.set_viewport_size({"width": 390, "height": 844})
    return page, Hand(page, manner)


def looks_right(page: Page, manner: Manner) -> None:
    """Look at the page once, at all widths, in both themes."""
    if manner == "mouse":
        faults = looked_at(page)
        assert not faults, "\n".join(faults)


@pytest.mark.parametrize("manner", MANNERS)
def test_by_the_link_of_a_mail(visitors: Visitors, server: Server, manner: Manner) -> None:
    """Without an account: yes, then who it is, then an invitation; what cannot be read is asked for once more."""
    asked(server)
    page, hand = opened(visitors, manner)
    page.goto(f"/introduced/{INTRODUCTION}/")
    expect(page.locator("main")).to_contain_text("Would you like to get to know them?")
    expect(page.locator("main")).not_to_contain_text("Emre M.")
    looks_right(page, manner)
    hand.press("Yes, we would like to")
    expect(page.locator("main")).to_contain_text("You said yes.")
    answered(server, "custody", "person")
    page.goto(f"/introduced/{INTRODUCTION}/")
    expect(page.locator("main")).to_contain_text("Emre M.")
    hand.open(page.locator("summary", has_text="Invite"))
    hand.fill("Day", (date.today() + timedelta(days=3)).isoformat())
    hand.fill("Time", "half past two")
    hand.press("Invite")
    expect(page.locator("main")).to_contain_text("Write the time like this: 14:30")
    looks_right(page, manner)
    hand.fill("Time", "14:30")
    hand.press("Invite")
    expect(page.locator("main")).to_contain_text("The invitation is passed on")
    expect(page.locator("main")).to_contain_text("at 14:30, at yours")
    hand.fill("Your message", "We look forward to it.")
    hand.press("Send the message")
    expect(page.locator("main")).to_contain_text("We look forward to it.")
    looks_right(page, manner)


@pytest.mark.parametrize("manner", MANNERS)
def test_at_the_companys_own_desk(visitors: Visitors, server: Server, manner: Manner) -> None:
    """Today says that a question waits; it is answered, and stands in the list."""
    asked(server)
    page, hand = opened(visitors, manner, "company")
    page.goto("/")
    expect(page.locator("main")).to_contain_text("Introductions that wait for your answer")
    hand.follow("Roofer Markeropeningroofing")
    hand.press("No, not this time")
    expect(page.locator("main")).to_contain_text("You said no.")
    looks_right(page, manner)
    page.goto("/own-introductions/")
    expect(page.locator("main")).to_contain_text("answered")
    looks_right(page, manner)


@pytest.mark.parametrize("manner", MANNERS)
def test_by_the_code_of_a_sheet(visitors: Visitors, server: Server, manner: Manner) -> None:
    """The person reads what the company would read, says by which way, and the screen shows nothing of it afterwards."""
    asked(server)
    page, hand = opened(visitors, manner)
    page.goto("/asked/")
    looks_right(page, manner)
    hand.fill("Code", CODE.lower())
    hand.press("Go on")
    expect(page.locator("h1")).to_have_text("May we introduce you?")
    expect(page.locator("main")).to_contain_text("Emre M.")
    looks_right(page, manner)
    hand.tick("Yes, neutrally")
    hand.press("Give this answer")
    expect(page.locator("main")).to_contain_text("Your answer is kept")
    hand.fill("Code", CODE)
    hand.press("Go on")
    expect(page.locator("h1")).to_have_text("Nothing more is to be done")
    expect(page.locator("main")).not_to_contain_text("Emre M.")
