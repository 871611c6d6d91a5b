"""From partners' files to openings near home: import both lists, correct rows, import again, look, undo."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import xlsxwriter
from playwright.sync_api import Page, expect

from tests.journeys.browsing import MANNERS, Hand, Manner, Visitors, looked_at, settled
from throughgate.person.people.importing.tests.lists import ROWS, write

pytestmark = pytest.mark.usefixtures("renewed", "worker")

DIRTY = [
    *ROWS,
    "2026/4;?ahin;Emre;22.05.1992;Türkisch;B1;01.02.2026;;20.05.2027;;A1;Wassenberg;41849;nein;Maurer;siehe Akte",
    "2026/5;Roth;Anna;31.02.1990;Deutsch;B2;01.02.2026;;20.05.2027;;A1;Bonn;53111;nein;;",
    "2026/6;Weiß;Karl;01.03.1985;Deutsch;C1;01.02.2026;;20.05.2027;01.05.2027;A1;Bonn;53111;entzogen;;",
]
COMPANIES = [
    ["Betriebe, bitte nicht weitergeben"],
    [],
    ["Betrieb", "Gewerk", "PLZ", "Ort", "Telefon", "Angebot", "Plätze", "ab", "Deutsch mind.", "Führerschein", "Bemerkung"],
    ["Hochbau Kern GmbH", "Maurer", 41849, "WASSENBERG", "02432 5501", "Job", 2, "01.06.2027", "A2", "nein", "x"],
    ["Transporte Lang KG", "Fahrer", 41849, "Wassenberg", "02432 5502", "Job", 1, "01.06.2027", "A2", "B", ""],
    ["Malerbetrieb Ott", "Maler", 41849, "Wassenberg", "02432 5503", "Praktikum", "1-2", "sofort", "", "", ""],
    ["TSV Wassenberg 1920", "Sport", 41849, "Wassenberg", "", "ehrenamtl. Begleitung", "", "", "", "", ""],
    [],
    ["Summe: 4"],
]  # fmt: skip


@pytest.fixture
def register(tmp_path: Path) -> Path:
    """Write a register of companies as a chamber keeps it."""
    path = tmp_path / "betriebe.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        page = book.add_worksheet("Betriebe")
        for number, row in enumerate(COMPANIES):
            page.write_row(number, 0, row)
    return path


def bring_in(page: Page, hand: Hand, path: Path, kind: str = "") -> None:
    """Upload a file, take the columns as they were guessed, look at the preview and import."""
    page.goto("/imports/add/")
    if kind:
        hand.tick(kind)
    page.get_by_label("File", exact=True).set_input_files(path)
    hand.press("Go on to the columns")
    expect(page.locator("h1")).to_have_text("What are the columns?")
    hand.press("Show what would happen")
    settled(page)
    expect(page.locator("main")).to_contain_text("Nothing is stored yet")
    hand.press("Import now")
    settled(page)


def fine(page: Page, manner: Manner) -> None:
    """Look at the page with all eyes; one manner is enough."""
    if manner == "mouse":
        faults = looked_at(page)
        assert not faults, "\n".join(faults)


@pytest.mark.long
@pytest.mark.parametrize("manner", MANNERS)
def test_from_two_files_to_openings_near_home(
    visitors: Visitors, tmp_path: Path, register: Path, manner: Manner
) -> None:
    """Rows are asked and refused with their reasons, corrected there, and unchanged the next time; all can be undone."""
    page = visitors.page("placement", script=manner != "no-script")
    hand = Hand(page, manner)
    bring_in(page, hand, register, "Companies")
    expect(page.locator("main")).to_contain_text("1 row waits for an answer")
    expect(page.locator("main")).to_contain_text("There are 1 to 2 seats. How many count?")
    fine(page, manner)
    page.goto("/openings/?place=Wassenberg&reach=20")
    expect(page.locator("main")).to_contain_text("Hochbau Kern GmbH")
    expect(page.locator(".map .dot")).not_to_have_count(0)
    fine(page, manner)

    page = visitors.page("lead", script=manner != "no-script")
    hand = Hand(page, manner)
    path = write(tmp_path, *DIRTY)
    bring_in(page, hand, path)
    main = page.locator("main")
    expect(main).to_contain_text("3 rows wait for an answer")
    for words in (
        "A letter was lost in “?ahin”",
        "This day of birth does not exist",
        "latest release is before",
    ):
        expect(main).to_contain_text(words)
    fine(page, manner)
    address = page.url
    hand.follow("Answer them one by one")
    hand.fill("Family name", "Şahin")
    fine(page, manner)
    hand.press("Save this row")
    expect(page.locator("body")).to_contain_text("Row 7 came in as new")
    hand.fill("Date of birth", "28.02.1990")
    hand.press("Save this row")
    expect(page.locator("body")).to_contain_text("Row 8 came in as new")
    bring_in(page, hand, path)
    expect(main).to_contain_text("1 row waits for an answer")
    tabs = page.locator("nav.tabs, .tabs").first
    expect(tabs).to_contain_text(re.compile(r"5\s*Unchanged"))

    page.goto("/people/?name=Sahin&show=all")
    hand.follow("Şahin, Emre", within="main")
    person = page.url.rstrip("/")
    page.goto(f"{person}/openings/")
    expect(main).to_contain_text("Hochbau Kern GmbH")
    expect(main).to_contain_text("needs driving licence B")
    fine(page, manner)

    page.goto(address)
    hand.press("Undo the import")
    if page.get_by_role("dialog").count():
        page.get_by_role("dialog").get_by_role("button", name="Undo the import").click()
    settled(page)
    expect(main).to_contain_text("5 rows were taken back")
    page.goto("/people/?name=Sahin&show=all")
    expect(main).not_to_contain_text("Şahin, Emre")
