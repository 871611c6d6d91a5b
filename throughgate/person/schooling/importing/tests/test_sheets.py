"""Workbooks of several sheets from the shell: one is read, or those that are named, or each; none is passed over in silence."""

from __future__ import annotations

import io

import pytest
import xlsxwriter

from throughgate.commands import importing
from throughgate.person.schooling.importing.tests.made import bring, last_year, marks, school

HEADINGS = ("Name", "Deutsch")


@pytest.fixture
def workbook(acting, tmp_path):
    """Write a workbook of two half-years and a page of notes."""
    school(acting)
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        for name, rows in (
            ("1. Hj.", (HEADINGS, ("Müller, Jan", 2), ("Meyer, Finn", 3))),
            ("2. Hj.", (HEADINGS, ("Müller, Jan", 4))),
            ("Hinweise", (("Bitte bis Freitag zurück",),)),
        ):
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    path = tmp_path / "marks.xlsx"
    path.write_bytes(file.getvalue())
    return path


def _run(path, *more):
    return importing.main(["marks", str(path), "--organisation", "north", "--as", "teacher", *more])


def test_what_is_not_read_is_told(workbook, acting, capsys):
    """One sheet is read; the other ones stand in a sentence each, and beside the columns for programs."""
    assert _run(workbook) == 0
    printed = capsys.readouterr()
    assert (
        "The sheet “2. Hj.” (2 rows) was not read. Name it with --sheet, or take --every-sheet."
        in printed.err
    )
    assert '"sheets_left": ["2. Hj.", "Hinweise"]' in printed.out
    assert marks(acting, half=2) == {}


def test_sheets_that_are_named(workbook, acting, capsys):
    """Each comes in as an import of its own; its name says the half-year; one that is not there is told, and the others come in."""
    assert _run(workbook, "--sheet", "1. Hj.", "--sheet", "3. Hj.", "--sheet", "2. Hj.") == 2
    printed = capsys.readouterr()
    assert "There is no sheet “3. Hj.” in the file." in printed.err
    assert "not read" not in printed.err
    assert "marks.xlsx, 2. Hj.: 1 created." in printed.err
    assert marks(acting, half=1) == {("Müller", "german"): "2", ("Meyer", "german"): "3"}
    assert marks(acting, half=2) == {("Müller", "german"): "4"}


def test_every_sheet(workbook, acting, capsys):
    """All that are not hidden; the notes among them hold nothing to import, which is said with the sheet's name."""
    assert _run(workbook, "--every-sheet", "--dry-run") == 2
    printed = capsys.readouterr()
    assert printed.err.count("created") == 2
    assert "Hinweise: " in printed.err
    assert marks(acting) == {}


def test_another_file_is_one_sheet(acting, capsys, tmp_path):
    """A text file has no sheets: nothing is left, and every sheet of it is itself."""
    school(acting)
    path = tmp_path / "marks.csv"
    path.write_text("Name;Deutsch\nMüller, Jan;2\n", "utf-8")
    code, _columns, lines = bring(capsys, path, "--every-sheet", "--choose", f"half_year={last_year().code}")
    assert (code, len(lines)) == (0, 1)
