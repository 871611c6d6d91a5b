"""What a German page must not say, and names that are as long as names can be."""

from __future__ import annotations

import re
from collections.abc import Callable

from babel.messages.pofile import read_po
from playwright.sync_api import Page

from tests.database import REPOSITORY
from tests.journeys.server import Server

LONG = {
    # Without a space where a word may be broken, and with the longest that the database takes.
    "given": "Wolfgang-Maximilian-Emmanuel Nwabudike-Oluwaseun Krung-Thep-Maha-Nakhon Þorgerður Szczebrzeszyński",
    "family": "Wolfeschlegelsteinhausenbergerdorffwelchevoralternwarengewissenhaftschaferswessenschafewarenwohlgep",
    "house": "Justizvollzugskrankenhausverwaltungsgesellschaft und Übergangsmanagementkoordinationsstelle Musterstadt",
    "town": "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch",
}
PLACE = re.compile(r"%\(\w+\)[a-z]|%[a-z]")
GERMAN_TOO = {"in"}
"""Words that both languages have: a message of nothing else tells no language."""
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


def lengthen(server: Server) -> None:
    """Give the people, staff and organisations of the cast names that are as long as names can be."""
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


def english_words() -> Callable[[str], bool]:
    """Return who tells of a text whether it is an English message that is translated differently."""
    with (REPOSITORY / "throughgate/locale/de/LC_MESSAGES/django.po").open("rb") as file:
        catalogue = read_po(file)
    plain: set[str] = set()
    with_places: list[re.Pattern[str]] = []
    for message in catalogue:
        english = message.id if isinstance(message.id, tuple) else (message.id,)
        german = message.string if isinstance(message.string, tuple) else (message.string,)
        for words in english:
            parts = [re.sub(r"\s+", " ", part) for part in PLACE.split(words.strip())]
            said = set(re.findall(r"[A-Za-z]{2,}", PLACE.sub("", words))) - GERMAN_TOO
            if words in german or "<" in words or not said:
                continue
            if len(parts) == 1:
                plain.add(parts[0])
            else:
                with_places.append(re.compile(".+".join(map(re.escape, parts))))
    return lambda text: text in plain or any(form.fullmatch(text) for form in with_places)


def left_in_english(page: Page, is_english: Callable[[str], bool]) -> list[str]:
    """Return the texts of a German page that are English messages, attributes that are read aloud among them."""
    texts: list[str] = page.evaluate(TEXTS)
    return [text for text in texts if is_english(text)]
