"""Pages for paper: without navigation and buttons, dark on white, whatever the theme."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.browsing import Visitors, too_wide
from tests.journeys.server import Server

PAPER = {"width": 794, "height": 1123}
SEEN = "all => all.filter((one) => one.checkVisibility()).length"


def on_paper(page: Page) -> None:
    """Show the page as it is printed, and check what holds for every page."""
    page.set_viewport_size(PAPER)  # type: ignore[arg-type]
    page.emulate_media(media="print", color_scheme="dark")
    for gone in (".top", ".nav", ".menu", ".find", ".skip", "main button", "main .button", "main .no-print"):
        assert page.locator(gone).evaluate_all(SEEN) == 0, f"{gone} is printed"
    colours: list[Any] = page.evaluate(
        """() => [...document.querySelectorAll("main h1, main h2, main p, main dd, main td, main li, main .name")]
            .filter((one) => one.checkVisibility() && one.textContent.trim())
            .map((one) => {
                const canvas = document.createElement("canvas").getContext("2d");
                canvas.fillStyle = getComputedStyle(one).color;
                canvas.fillRect(0, 0, 1, 1);
                return [...canvas.getImageData(0, 0, 1, 1).data];
            })"""
    )
    assert colours
    assert all(sum(colour[:3]) < 3 * 140 for colour in colours), "Something is printed too pale to read"
    assert too_wide(page) == []
    expect(page.locator("body")).to_contain_text(re.compile(r"Printed from Throughgate on \d+"))


@pytest.mark.parametrize("route", ["person", "list", "today"])
def test_page_on_paper(route: str, visitors: Visitors, server: Server) -> None:
    """A person, the list and Today can be printed and read."""
    page = visitors.page("lead")
    page.goto(
        {"person": f"/people/{server.person('emre')}/", "list": "/people/?show=all", "today": "/"}[route]
    )
    on_paper(page)
    expect(page.locator("main")).to_contain_text("Markeremrefamily")
    paper = page.pdf(format="A4")
    assert paper.startswith(b"%PDF")


@pytest.mark.usefixtures("renewed")
@pytest.mark.parametrize("what", ["invitation", "password"])
def test_codes_on_paper(what: str, visitors: Visitors, server: Server) -> None:
    """The sheet that is handed over carries the code."""
    page = visitors.page("admin")
    if what == "invitation":
        page.goto("/members/invite/")
        page.get_by_label("Given names").fill("Nora")
        page.get_by_label("Family name").fill("Newcomer")
        page.get_by_label("Observer", exact=True).check()
        page.get_by_role("button", name="Make the invitation").click()
    else:
        page.goto("/members/")
        page.locator("li", has_text="Officer Cast").get_by_role("button", name="password").click()
    sign = page.locator(".key-text").first
    expect(sign).to_be_visible()
    code = sign.inner_text()
    page.set_viewport_size(PAPER)  # type: ignore[arg-type]
    page.emulate_media(media="print")
    expect(sign).to_be_visible()
    expect(sign).to_have_text(code)
    assert page.locator(".top").evaluate_all(SEEN) == 0
