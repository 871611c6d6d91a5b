"""Every page in German without a word of English, and with names as long as names can be."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from babel.messages.pofile import read_po
from playwright.sync_api import expect

from tests.database import REPOSITORY
from tests.journeys.browsing import WIDTHS, Visitors, too_wide
from tests.journeys.pages import SIGHTS, Sight, plant
from tests.journeys.server import Server

LONG = {
    # Without a space where a word may be broken, and with the longest that the database takes.
    "given": "Wolfgang-Maximilian-Emmanuel Nwabudike-Oluwaseun Krung-Thep-Maha-Nakhon Þorgerður Szczebrzeszyński",
    "family": "Wolfeschlegelsteinhausenbergerdorffwelchevoralternwarengewissenhaftschaferswessenschafewarenwohlgep",
    "house": "Justizvollzugskrankenhausverwaltungsgesellschaft und Übergangsmanagementkoordinationsstelle Musterstadt",
    "town": "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch",
}
PLACE = re.compile(r"%\(\w+\)[a-z]|%[a-z]")
TEXTS = """() => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const found = [];
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const parent = node.parentElement;
        if (parent.closest("script, style, [lang]:not(html):not([lang=de])")) continue;
        found.push(node.textContent.replace(/\\s+/g, " ").trim());
    }
    for (const element of document.body.querySelectorAll("[aria-label], [placeholder], [title], [alt]")) {
        if (element.closest("[lang]:not(html):not([lang=de])")) continue;
        for (const name of ["aria-label", "placeholder", "title", "alt"]) {
            found.push((element.getAttribute(name) ?? "").trim());
        }
    }
    return found.filter(Boolean);
}"""


@pytest.fixture(scope="module", autouse=True)
def renamed(server: Server) -> Iterator[None]:
    """Give the people, staff and organisations of the cast names that are as long as names can be."""
    plant(server)
    server.change(
        "UPDATE accounts_user SET given_names = %(given)s::text, family_name = %(family)s::text", LONG
    )
    server.change("UPDATE organisations_organisation SET name = left(%(house)s::text, 150)", LONG)
    server.change(
        "UPDATE organisations_site SET street = left(%(house)s::text, 100), town = %(town)s::text", LONG
    )
    server.change(
        "UPDATE people_person SET given_names = %(given)s::text, called_name = left(%(given)s::text, 60)",
        LONG,
    )
    server.change("UPDATE people_person SET family_name = left(family_name || %(family)s::text, 100)", LONG)
    server.change("UPDATE people_qualification SET what = %(house)s::text", LONG)
    yield
    server.renew()


@pytest.fixture(scope="module")
def english() -> dict[str, re.Pattern[str]]:
    """Give what must not be read on a German page: English messages that are translated differently."""
    with (REPOSITORY / "throughgate/locale/de/LC_MESSAGES/django.po").open("rb") as file:
        catalogue = read_po(file)
    found: dict[str, re.Pattern[str]] = {}
    for message in catalogue:
        english = message.id if isinstance(message.id, tuple) else (message.id,)
        german = message.string if isinstance(message.string, tuple) else (message.string,)
        for words in english:
            parts = [re.escape(re.sub(r"\s+", " ", part)) for part in PLACE.split(words.strip())]
            if words not in german and "<" not in words and re.search(r"[A-Za-z]{2}", PLACE.sub("", words)):
                found[words] = re.compile(".+".join(parts))
    return found


@pytest.mark.parametrize("sight", SIGHTS, ids=str)
def test_german(
    sight: Sight, visitors: Visitors, server: Server, english: dict[str, re.Pattern[str]]
) -> None:
    """No English message is left, and long names and German words stay within the screen."""
    page = visitors.page(sight.visitor, language="de")
    page.goto(sight.address(server))
    expect(page.locator("html")).to_have_attribute("lang", "de")
    texts: list[str] = page.evaluate(TEXTS)
    faults = [f"English: {text}" for text in texts if any(form.fullmatch(text) for form in english.values())]
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        faults += [f"{width} px: {element} sticks out" for element in too_wide(page)]
    assert not faults, "\n".join(faults)


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
