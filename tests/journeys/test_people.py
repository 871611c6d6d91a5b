"""Registering somebody who may be here already, and opening somebody for a reason."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.journeys.browsing import MANNERS, Hand, Manner, Visitors, looked_at
from tests.journeys.server import Server

pytestmark = pytest.mark.usefixtures("renewed")


@pytest.mark.parametrize("manner", MANNERS)
def test_possible_duplicate(visitors: Visitors, manner: Manner) -> None:
    """Somebody alike is shown with the reasons before anything is saved; a person decides."""
    page = visitors.page("lead", script=manner != "no-script")
    hand = Hand(page, manner)
    page.goto("/people/")
    hand.follow("Add a person", within="main")
    hand.fill("Family name", "Markeremrefamily")
    hand.fill("Date of birth", "31.2.1998")
    hand.press("Register")
    expect(page.locator(".wrongs")).to_be_visible()
    if manner == "mouse":
        faults = looked_at(page)
        assert not faults, "\n".join(faults)
    hand.fill("Given names", "Emré")
    hand.fill("Family name", "Markeremrefamily")
    hand.fill("Date of birth", "22.5.1998")
    hand.fill("Expected release", "1.9.2031")
    hand.press("Register")
    expect(page.locator("main")).to_contain_text("This may be the same person")
    expect(page.get_by_label("Expected release")).to_have_value("1.9.2031")
    if manner == "mouse":
        faults = looked_at(page)
        assert not faults, "\n".join(faults)
    hand.press("It is another person: register")
    expect(page.locator("h1")).to_contain_text("Markeremrefamily")
    expect(page.locator("figure").first).to_contain_text("1 September 2031")
    page.goto("/people/")
    expect(page.locator("main .name", has_text="Markeremrefamily")).to_have_count(2)


@pytest.mark.parametrize("manner", MANNERS)
def test_purpose(visitors: Visitors, server: Server, manner: Manner) -> None:
    """Outside of one's caseload a person opens for a reason, which the data-protection officer sees."""
    page = visitors.page("colleague", script=manner != "no-script")
    hand = Hand(page, manner)
    page.goto("/people/?show=all")
    hand.follow("Markeremrefamily", within="main")
    expect(page.locator("h1")).to_have_text("Why do you open this person?")
    hand.tick("Another reason")
    hand.press("Open the person")
    expect(page.locator(".wrongs")).to_contain_text("Write the reason")
    if manner == "mouse":
        faults = looked_at(page)
        assert not faults, "\n".join(faults)
    hand.fill("In your words", "Reason of the journey")
    hand.press("Open the person")
    expect(page.locator("h1")).to_contain_text("Markeremrefamily")
    officer = visitors.page("dpo")
    officer.goto("/oversight/purposes/")
    expect(officer.locator("main")).to_contain_text("Reason of the journey")
    expect(officer.locator("main")).to_contain_text("Colleague Cast")
    faults = looked_at(officer)
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("manner", ["mouse", "no-script"])
def test_list_is_downloaded_twice(visitors: Visitors, manner: Manner) -> None:
    """A list comes as a file, and again after it, without the page going away; with and without script."""
    page = visitors.page("lead", script=manner != "no-script")
    page.goto("/people/?show=all&sort=-name")
    for name, ending in (("Excel", ".xlsx"), ("CSV", ".csv"), ("CSV", ".csv")):
        with page.expect_download() as download:
            page.get_by_role("button", name=name).click()
        assert download.value.suggested_filename.startswith("people-20")
        assert download.value.suggested_filename.endswith(ending)
    expect(page.locator("h1")).to_have_text("People")


@pytest.mark.parametrize("manner", ["mouse", "no-script"])
def test_look_is_closed_early(visitors: Visitors, server: Server, manner: Manner) -> None:
    """Who has seen enough closes the look; then the person asks for a purpose again."""
    page = visitors.page("colleague", script=manner != "no-script")
    page.goto(f"/people/{server.person('emre')}/purpose")
    page.locator("main input[type=radio]").first.check()
    page.get_by_role("button", name="Open the person").click()
    page.get_by_role("button", name="Close now").click()
    expect(page.locator("main")).to_contain_text("name a purpose again")
    page.goto(f"/people/{server.person('emre')}/")
    expect(page.locator("h1")).to_contain_text("Why do you open this person?")


@pytest.mark.parametrize("manner", ["mouse", "no-script"])
def test_long_list_is_downloaded_for_a_reason(visitors: Visitors, server: Server, manner: Manner) -> None:
    """A list of more than a hundred people asks what it is for, keeps its filter, and then comes."""
    server.change(
        "WITH made AS (INSERT INTO people_person "
        "SELECT (jsonb_populate_record(p, jsonb_build_object('id', gen_random_uuid()))).* "
        "FROM people_person p, generate_series(1, 120) WHERE p.id = %s RETURNING id) "
        "INSERT INTO people_caselink "
        "SELECT (jsonb_populate_record(l, jsonb_build_object('id', gen_random_uuid(), 'person_id', made.id))).* "
        "FROM people_caselink l, made WHERE l.person_id = %s",
        [server.person("milan"), server.person("milan")],
    )
    page = visitors.page("lead", script=manner != "no-script")
    page.goto("/people/?show=all&lead=none")
    page.get_by_role("button", name="CSV").click()
    expect(page.locator("h1")).to_have_text("Download a long list")
    expect(page.locator("main")).to_contain_text("This file names 120 people")
    if manner == "mouse":
        faults = looked_at(page)
        assert not faults, "\n".join(faults)
    page.get_by_label("What is the list for?").fill("Meeting of the house")
    with page.expect_download() as download:
        page.get_by_role("button", name="Download").click()
    assert len(download.value.path().read_text("utf-8-sig").splitlines()) == 121
