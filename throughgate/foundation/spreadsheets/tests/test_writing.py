"""Tests of writing CSV and XLSX that nothing runs and nobody is told more than the columns."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
import zipfile
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughgate.foundation.spreadsheets.model import Mark
from throughgate.foundation.spreadsheets.reading import read_table
from throughgate.foundation.spreadsheets.writing import OutColumn, csv_lines, safe_text, write_csv, write_xlsx

COLUMNS = (OutColumn("name", "Name"), OutColumn("born_on", "Born on"), OutColumn("seats", "Seats"))
ATTACKS = [
    "=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "\u200b=1", "\ufeff=1", "\u00a0=1", "＝1+1",
    "﹢1", "－1", "＠x",
    "\u22121", "\u202e=1", "\u00ad\u200d =cmd|' /C calc'!A0", "\u0301=1", "\n=1", "|x",
]  # fmt: skip


@pytest.mark.parametrize("text", ATTACKS)
def test_formulas_are_quoted(text):
    """What begins a formula, also behind what cannot be seen, gets an apostrophe."""
    assert safe_text(text).startswith("'")


@pytest.mark.parametrize("text", ["Müller", "1-2", "a=b", "", "Şahin", "(at)", "5 + 5", "日本"])
def test_other_text_stays(text):
    """Ordinary text is written as it is."""
    assert safe_text(text) == text


@given(st.text(max_size=40))
def test_no_text_begins_a_formula(text):
    """No output begins with a letter that a spreadsheet runs, also after folding and stripping."""
    import unicodedata

    safe = safe_text(text)
    seen = "".join(
        c for c in safe if unicodedata.category(c) not in {"Cf", "Cc", "Zs", "Zl", "Zp", "Mn", "Cn", "Co"}
    )
    assert unicodedata.normalize("NFKC", seen)[:1] not in set("=+-@")


def test_csv_has_exactly_the_columns():
    """Keys beyond the columns are not written; line breaks and separators come back."""
    rows = [
        {"name": 'A;"B"\nC', "born_on": dt.date(1990, 3, 5), "seats": 2, "secret": "canary"},
        {"name": "=x", "seats": -3},
    ]
    text = "".join(csv_lines(COLUMNS, rows))
    assert text.startswith("\ufeffName;")
    assert "canary" not in text
    read = list(csv.reader(io.StringIO(text[1:], newline=""), delimiter=";"))
    assert read == [["Name", "Born on", "Seats"], ['A;"B"\nC', "1990-03-05", "2"], ["'=x", "", "-3"]]


def test_xlsx_is_typed_and_says_nothing_else(tmp_path):
    """Text is text, numbers are numbers, days are days; no author, company, time, formula or link."""
    rows = [
        {"name": '=HYPERLINK("http://x")', "born_on": dt.date(1990, 3, 5), "seats": Decimal("2.50"), "secret": "canary"},
        {"name": "https://example.org/a", "born_on": None, "seats": 7},
        {"name": "0123", "born_on": dt.date(1899, 1, 1), "seats": None},
    ]  # fmt: skip
    path = tmp_path / "out.xlsx"
    write_xlsx(path, COLUMNS, rows, sheet="A/B: [list]")
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
        everything = "".join(archive.read(name).decode() for name in names)
    assert "canary" not in everything
    assert "<f>" not in everything
    assert "hyperlink" not in everything.replace("HYPERLINK", "").lower().replace(
        "hyperlinksChanged".lower(), ""
    )
    assert re.findall(r"<dc:creator>([^<]*)<", everything) == [""]
    assert re.findall(r"<Company>([^<]*)<", everything) == [""]
    assert str(dt.date.today().year) not in "".join(re.findall(r"<dcterms:\w+[^>]*>([^<]*)<", everything))
    with read_table(path, header_row=1) as table:
        read = list(table.rows)
    assert [row.text("name") for row in read] == ['=HYPERLINK("http://x")', "https://example.org/a", "0123"]
    assert Mark.FORMULA_TEXT in read[0].cells["name"].marks
    assert read[0].cells["born-on"].value == dt.date(1990, 3, 5)
    assert read[0].cells["seats"].value == 2.5
    assert read[2].text("born-on") == "1899-01-01"


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_what_was_written_is_read_again(tmp_path, kind):
    """Refused rows can be downloaded, corrected and imported again: the apostrophe goes away by itself."""
    rows = [{"name": text} for text in ("+49 241 1", "-", "@home", "Krüger", "Zeile1\nZeile2", "a;b")]
    path = tmp_path / f"out.{kind}"
    columns = (OutColumn("name", "Name"), OutColumn("seats", "Seats"))
    if kind == "csv":
        with path.open("w", encoding="utf-8", newline="") as file:
            write_csv(file, columns, [{**row, "seats": 1} for row in rows])
    else:
        write_xlsx(path, columns, [{**row, "seats": 1} for row in rows])
    with read_table(path, header_row=1) as table:
        assert [row.text("name") for row in table.rows] == [row["name"] for row in rows]


def test_many_rows_take_little_memory():
    """CSV is made line by line."""
    lines = csv_lines(COLUMNS, ({"name": f"N{number}"} for number in range(10**9)))
    assert [next(lines) for _ in range(3)] == ["\ufeffName;Born on;Seats\r\n", "N0;;\r\n", "N1;;\r\n"]
