"""The visit of a case lead: Today, a person, the path, a release date that moves, a colleague, the other prison."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from playwright.sync_api import expect

from tests.journeys.browsing import MANNERS, Hand, Manner, Visitors, looked_at
from tests.journeys.server import Server

pytestmark = pytest.mark.usefixtures("renewed")
NAME = "Markeremrefamily"


def written(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def short(day: date) -> str:
    return f"{day.day} {day:%b %Y}"


@pytest.mark.parametrize("manner", MANNERS)
def test_release_date_moves(visitors: Visitors, server: Server, manner: Manner) -> None:
    """What moved and who changed it is seen; a stale form loses nothing; the other prison sees nothing."""
    script = manner != "no-script"
    lead, colleague = visitors.page("lead", script=script), visitors.page("colleague", script=script)
    hand, other_hand = Hand(lead, manner), Hand(colleague, manner)
    person = f"/people/{server.person('emre')}/"
    today = date.today()
    before, after, theirs = (today + timedelta(days=days) for days in (80, 66, 101))

    lead.goto("/")
    expect(lead.locator("h1")).to_have_text("Today")
    hand.follow("in 90 days")
    hand.follow(NAME, within="main")
    expect(lead.locator("h1")).to_contain_text(NAME)
    expect(lead.locator("figure").first).to_contain_text(written(before))

    # The colleague has the same form open, for a reason that is named.
    colleague.goto(person)
    other_hand.tick("I stand in for a colleague")
    other_hand.press("Open the person")
    other_hand.follow("Change the release dates")
    expect(colleague.get_by_label("Expected release")).to_be_visible()

    hand.follow("Change the release dates")
    hand.fill("Expected release", "32.13.2027")
    hand.press("Save", within="main")
    expect(lead.locator(".wrongs")).to_be_visible()
    expect(lead.get_by_label("Expected release")).to_have_value("32.13.2027")
    hand.fill("Expected release", after.strftime("%d.%m.%Y"))
    hand.fill("Why the dates change", "New calculation")
    hand.press("Save", within="main")
    assert lead.url.partition("#")[0].endswith(person)
    expect(lead.locator("figure").first).to_contain_text(written(after))
    moved = lead.locator("#dates, .history").first
    for words in (short(before), short(after), "14 days earlier", "Lead Cast", "New calculation"):
        expect(lead.locator("main")).to_contain_text(words)
    expect(moved).to_be_visible()

    other_hand.fill("Expected release", theirs.strftime("%d.%m.%Y"))
    other_hand.fill("Why the dates change", "Typed by the colleague")
    other_hand.press("Save", within="main")
    expect(colleague.locator("h1")).to_contain_text("Somebody else changed this")
    both = colleague.locator("main").inner_text()
    assert "Lead Cast" in both
    assert all(day.strftime("%Y") in both for day in (after, theirs))
    expect(colleague.locator("[name=release_expected_on]")).to_have_value(_typed(theirs))
    expect(colleague.locator("[name=why]")).to_have_value("Typed by the colleague")
    if manner == "mouse":
        faults = looked_at(colleague)
        assert not faults, "\n".join(faults)
    other_hand.press("Save mine over it")
    expect(colleague.locator("figure").first).to_contain_text(written(theirs))
    for words in ("Typed by the colleague", "Colleague Cast", "New calculation"):
        expect(colleague.locator("main")).to_contain_text(words)

    lead.goto("/")
    expect(lead.locator("main")).to_contain_text("21 days later")


def _typed(day: date) -> str:
    return day.strftime("%d.%m.%Y")


@pytest.mark.parametrize("manner", MANNERS)
def test_print(visitors: Visitors, server: Server, manner: Manner) -> None:
    """The path is printed as PDF in the language that is chosen, under a name that names nobody."""
    page = visitors.page("lead", script=manner != "no-script")
    hand = Hand(page, manner)
    page.goto(f"/people/{server.person('emre')}/")
    hand.open(page.locator(".print-menu > summary", has_text="path"))
    for language in ("English", "Deutsch"):
        link = page.locator(".print-menu").get_by_role("link", name=language)
        expect(link).to_be_visible()
        if manner == "keyboard":
            hand.reach(link)
        paper = page.request.get(link.get_attribute("href") or "")
        assert paper.ok
        assert paper.body().startswith(b"%PDF")
        assert paper.headers["content-disposition"] == 'inline; filename="path.pdf"'


def test_other_prison(visitors: Visitors, server: Server) -> None:
    """For the other prison's officer the person is not there: by list, search or address."""
    page = visitors.page("stranger")
    person = f"/people/{server.person('emre')}/"
    for address in (
        "/people/",
        "/people/?show=all",
        "/",
        "/today/moved/",
        "/search/",
    ):
        page.goto(address)
        expect(page.locator("h1")).to_be_visible()
        expect(page.locator("main .name", has_text="Markeremre")).to_have_count(0)
        expect(page.locator("main")).not_to_contain_text("Emre Marker")
    for words in (NAME, "Emre"):
        page.get_by_role("searchbox").first.fill(words)
        page.get_by_role("searchbox").first.press("Enter")
        expect(page.locator("main [name='q']")).to_have_value(words)
        expect(page.locator("main .name", has_text="Markeremre")).to_have_count(0)
        assert words not in page.url
    for address in (person, f"{person}path.pdf", f"{person}identity", f"{person}purpose"):
        answer = page.goto(address)
        assert answer is not None
        assert answer.status == 404
        assert "Marker" not in page.content()
