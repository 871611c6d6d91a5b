"""From a school's list to marks in the course: import, correct a cell, take a change, undo."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.database import REPOSITORY
from tests.journeys.browsing import MANNERS, Hand, Manner, Visitors, settled
from tests.journeys.server import Server
from tests.journeys.test_imports import bring_in, fine
from throughgate.person.schooling.importing.tests.made import workbook

pytestmark = pytest.mark.usefixtures("renewed", "worker")

MARKS = (
    (1, "Ferreira dos Santos, Jacqueline", 5, 3, 4, 3, 4, 2, 3, "12/3"),
    (2, "Yilmaz, Cagri", 5, "3+", 2, 3, "n.b.", 4, "4-", "0"),
    (3, "Müller, Jan", 7, 3, 3, 3, "teilg.", 5, 3, ""),
    (4, "Meyer, Finn", 4, 3, 2, 3, 3, 5, 3, ""),
)


@pytest.mark.long
@pytest.mark.parametrize("manner", MANNERS)
def test_a_list_of_marks_comes_in_and_its_one_bad_cell_is_corrected(
    visitors: Visitors, server: Server, tmp_path: Path, manner: Manner
) -> None:
    """The title names course and half-year; "7" waits with its cell, a changed mark is asked about; all can be undone."""
    subprocess.run(
        [sys.executable, "-m", "tests.journeys.planting_class"],
        cwd=REPOSITORY,
        env=server.environment,
        check=True,
    )
    page = visitors.page("teacher", script=manner != "no-script")
    hand = Hand(page, manner)
    main = page.locator("main")
    (course,) = server.row("SELECT id FROM schooling_course WHERE name = 'Class 10'")
    page.goto(f"/courses/{course}/")
    fine(page, manner)
    hand.follow("Bring in a list")
    expect(main).to_contain_text("Marks from a table")
    bring_in(page, hand, workbook(tmp_path, *MARKS))
    expect(main).to_contain_text("1 row waits for an answer")
    expect(main).to_contain_text("C6: “7” is no mark of the scale 1 to 6.")
    fine(page, manner)
    hand.follow("Answer them one by one")
    hand.fill("German", "2")
    fine(page, manner)
    hand.press("Save this row")
    expect(page.locator("body")).to_contain_text("Row 6 came in as new")

    changed = ((*MARKS[0][:2], 4, *MARKS[0][3:]), *MARKS[1:2], *MARKS[3:])
    bring_in(page, hand, workbook(tmp_path, *changed))
    expect(main).to_contain_text("“5” is there already, the file says “4”. Which is right?")
    expect(page.locator("nav.tabs, .tabs").first).to_contain_text(re.compile(r"2\s*Unchanged"))
    address = page.url
    hand.follow("Answer them one by one")
    hand.tick("The row is right as it stands")
    hand.press("Save this row")
    page.goto(address)
    expect(main).not_to_contain_text("waits for an answer")
    hand.press("Undo the import")
    if page.get_by_role("dialog").count():
        page.get_by_role("dialog").get_by_role("button", name="Undo the import").click()
    settled(page)
    expect(main).to_contain_text("1 row was taken back")
    mark = server.row(
        "SELECT m.value FROM schooling_mark m JOIN schooling_enrolment e ON e.id = m.enrolment_id"
        " JOIN schooling_subject s ON s.id = m.subject_id WHERE e.name LIKE 'Jacqueline %' AND s.code = 'german'"
    )
    assert mark == ("5",)
