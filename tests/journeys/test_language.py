"""The language is chosen in the menu, and pages stand on their heads for those who read from right to left."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.journeys.browsing import WIDTHS, Visitors, too_wide


@pytest.mark.usefixtures("renewed")
def test_language_is_chosen_in_the_menu(visitors: Visitors) -> None:
    """The menu changes the language and stays on the page."""
    page = visitors.page("lead")
    page.goto("/people/?show=all")
    page.locator(".menu-account > summary").click()
    page.get_by_role("button", name="Deutsch").click()
    expect(page.locator("h1")).to_have_text("Personen")
    assert page.url.endswith("/people/?show=all")


@pytest.mark.parametrize("address", ["/", "/people/", "/organisations/"])
def test_from_right_to_left(address: str, visitors: Visitors) -> None:
    """Turned round, as for Arabic, nothing sticks out of the page."""
    page = visitors.page("lead")
    page.goto(address)
    page.evaluate("document.documentElement.dir = 'rtl'")
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert too_wide(page) == []
