"""From a school's list of marks to a certificate that opens a door: a class of 24, its marks, a decision, an exam."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
import python_calamine
from playwright.sync_api import Page, expect

from tests.database import REPOSITORY
from tests.journeys.browsing import Hand, Visitors, looked_at, settled
from tests.journeys.planting_exam import CLASS, COURSE, EMRE, OPENING
from tests.journeys.server import Server
from throughgate.person.schooling.importing.tests.made import workbook
from throughgate.person.schooling.sample import KINDS_OF_SHEET, MIXED

pytestmark = pytest.mark.usefixtures("renewed", "worker")

HEADINGS = {
    "Deutsch 2. Hj.": "german",
    "Mathematik": "maths",
    "Mathe": "maths",
    "Englisch": "english",
    "Chemie": "chemistry",
    "Wahlpflicht": "elective",
    "Naturwissenschaften": "natural_sciences_area",
    "Wirtschaft und Arbeitswelt": "work_economy_area",
    "Biologie": "biology",
    "Physik": "physics",
    "Gesellschaftslehre": "social_studies",
    "Religion": "religion_philosophy",
    "Sport": "sport",
}
POINTS = {"3": 8, "5": 2}
"""Sport stands there in points."""
ODD = {
    (0, "Englisch"): "3+",
    (0, "Deutsch 2. Hj."): "2-",
    (2, "Deutsch 2. Hj."): 7,
    (4, "Biologie"): "befr.",
    (7, "Physik"): "3,5",
    (10, "Mathe"): 2,
    (13, "Religion"): "teilg.",
    (16, "Religion"): "nb",
    (18, "Religion"): "ne",
}
"""What a school writes: tendencies, words, impossible marks, and two columns of one subject that differ."""
CERTIFICATE = "Extended first school certificate"


def _rows() -> list[list[object]]:
    """Return the list as it comes: number, name, a mark of the first half-year, those of the second, hours of absence."""
    rows: list[list[object]] = []
    for number, ((family, given), letter) in enumerate(zip(CLASS, MIXED, strict=True)):
        sheet = KINDS_OF_SHEET[letter]
        said = {
            heading: POINTS[sheet[code]] if code == "sport" else _as_number(sheet[code])
            for heading, code in HEADINGS.items()
        }
        said |= {heading: text for (row, heading), text in ODD.items() if row == number}
        rows.append([number + 1, f"{family}, {given}", 3, *said.values(), "12/3"])
    return rows


def _as_number(text: str) -> object:
    return int(text) if text.isdecimal() else text


@pytest.fixture
def marks(server: Server, tmp_path: Path) -> Path:
    """Plant the class and write its list."""
    subprocess.run(
        [sys.executable, "-m", "tests.journeys.planting_exam"],
        cwd=REPOSITORY, env=server.environment, check=True,
    )  # fmt: skip
    headings = ("Nr", "Name, Vorname", "Deutsch 1. Hj.", *HEADINGS, "Fehlzeiten")
    path: Path = workbook(
        tmp_path, *_rows(), title=f"Kurs: {COURSE}, Prison North, 2. Hj.", headings=headings
    )
    return path


def brought_in(page: Page, hand: Hand, marks: Path) -> None:
    """Import the list: its points are said to be points, what is impossible is named by its cell and corrected."""
    main = page.locator("main")
    page.goto("/imports/add/")
    page.get_by_label("File", exact=True).set_input_files(marks)
    hand.press("Go on to the columns")
    hand.press("Show what would happen")
    settled(page)
    expect(main).to_contain_text("If the whole column is on another one, choose that with the columns.")
    hand.follow("Back to the columns")
    hand.choose("Field for the column Sport", "Sport – Germany, 0 to 15 points, 15 is best")
    hand.press("Show what would happen")
    settled(page)
    for said in (
        "D6: “7” is no mark of the scale 1 to 6.",
        "L8: “befr.” may be a mark",
        "M11: “3,5” lies between two marks.",
        "F14: Two columns are about this subject",
    ):
        expect(main).to_contain_text(said)
    hand.press("Import now")
    settled(page)
    expect(main).to_contain_text("4 rows wait for an answer")
    hand.follow("Answer them one by one")
    for field, text in (
        ("German, 2nd half-year", "3"),
        ("Biology", "befriedigend"),
        ("Physics", "4"),
        ("Mathematics, another column", "3"),
    ):
        hand.fill(field, text)
        hand.press("Save this row")
    expect(main).to_contain_text("Every row is settled")


def decided(page: Page, hand: Hand, server: Server) -> None:
    """See who can be registered by 1 February, who with which resit, who nearly; sign for Emre, and hand the list over."""
    (course,) = server.row("SELECT id FROM schooling_course WHERE name = %s", [COURSE])
    main = page.locator("main")
    page.goto(f"/courses/{course}/certificates/")
    counts = page.locator(".counts > div").filter(has_text=CERTIFICATE)
    for said in ("can be registered 9", "with a resit 5", "nearly 5", "not 2", "cannot say 3"):
        expect(counts).to_contain_text(said)
    for number, said in (
        (1, "resit possible in ONE of: Natural sciences (learning area)"),
        (6, "resit possible in ONE of: Social studies, Sport"),
        (3, "one step better in ONE of: German, Mathematics"),
        (5, "mark missing: Natural sciences (learning area)"),
    ):
        expect(page.get_by_role("row").filter(has_text=", ".join(CLASS[number]))).to_contain_text(said)
    faults = looked_at(page)
    assert not faults, "\n".join(faults)
    hand.follow(f"Decide on {CERTIFICATE} for {', '.join(EMRE)}")
    expect(main).to_contain_text("register by 1 Feb")
    hand.tick("Yes, I agree")
    hand.press("Sign")
    expect(page.get_by_role("row").filter(has_text=EMRE[0])).to_contain_text("to register")

    page.goto("/certificates/")
    hand.choose("Outcome", "nearly")
    hand.press("Show")
    expect(page.locator("tbody tr").filter(has_text="one step better in ONE of")).to_have_count(5)
    hand.choose("Outcome", "can be registered, or with a resit")
    hand.press("Show")
    with page.expect_download() as download:
        page.get_by_role("button", name="Excel").click()
    head, *rows = python_calamine.load_workbook(str(download.value.path())).get_sheet_by_index(0).to_python()
    place = {
        name: head.index(name) for name in ("Person", "Certificate", "Outcome", "Register by", "Registration")
    }
    found = {row[place["Person"]]: row for row in rows}
    assert len(found) == len(rows) == 9 + 5
    assert {str(row[place["Register by"]])[4:10] for row in rows} == {"-02-01"}
    emre = found[", ".join(EMRE)]
    assert [emre[place[name]] for name in ("Certificate", "Outcome", "Registration")] == [
        *(CERTIFICATE, "can be registered", "to register")
    ]


def passed(page: Page, hand: Hand, server: Server) -> None:
    """Complete the file, hand it in, let the authority admit and the exam be held: each on the registration's page."""
    page.goto("/certificates/registrations/")
    hand.follow(EMRE[0])
    main = page.locator("main")
    hand.follow("Change file and exam day")
    there = page.get_by_role("group", name="This is there")
    for box in there.get_by_role("checkbox").all():
        box.check()
    hand.fill("First day of the exam", date.today().strftime("%d.%m.%Y"))
    hand.press("Save")
    for step, said in (
        ("The authority has the file", "registered"),
        ("Admitted to the exam", "admitted"),
        ("Passed", "passed"),
    ):
        hand.press(step)
        expect(main).to_contain_text(said)


@pytest.mark.long
def test_from_a_list_of_marks_to_an_open_door(visitors: Visitors, server: Server, marks: Path) -> None:
    """The teacher imports and signs, the case lead follows the registration; path, profile and openings show the certificate."""
    case = visitors.page("lead")
    emre = server.person("emre")
    main = case.locator("main")
    case.goto(f"/people/{emre}/openings/")
    expect(case.locator("#fits_with_support")).to_contain_text("not shown: extended first school certificate")

    page = visitors.page("teacher")
    hand = Hand(page, "mouse")
    brought_in(page, hand, marks)
    decided(page, hand, server)
    passed(case, Hand(case, "mouse"), server)

    case.goto(f"/people/{emre}/")
    expect(main).to_contain_text(CERTIFICATE)
    case.goto(f"/people/{emre}/work/")
    expect(main).to_contain_text(CERTIFICATE)
    case.goto(f"/people/{emre}/openings/")
    expect(case.locator("#fits")).to_contain_text(OPENING)
