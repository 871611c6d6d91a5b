"""Tests of telling data rows from sums, sections, footers and headings."""

from __future__ import annotations

import pytest

from throughgate.foundation.spreadsheets.model import Mark, Skip
from throughgate.foundation.spreadsheets.reading import read_table

from .making import COMPANIES, HEADINGS, PEOPLE, csv_text, make_text, people


def read(tmp_path, rows, fields=PEOPLE):
    with read_table(make_text(tmp_path / "list", csv_text(rows)), fields=fields) as table:
        return list(table.rows), table.skipped


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (["", "", "Summe", "424"], Skip.SUM),
        (["Summe: 12"], Skip.SUM),
        (["Gesamt", "", "", "12", "", "7"], Skip.SUM),
        (["Anzahl Personen: 12"], Skip.SUM),
        (["Total", "12"], Skip.SUM),
        (["Zwischensumme", "", "5"], Skip.SUM),
        (["Abteilung B"], Skip.SECTION),
        (["", "Haus 3", ""], Skip.SECTION),
        (["--- Kreis Düren ---"], Skip.SECTION),
        (["Untersuchungshaft:"], Skip.SECTION),
        (["Stand: 03.02.2027"], Skip.FOOTER),
        (["Seite 1 von 3"], Skip.FOOTER),
        (["J = ja"], Skip.FOOTER),
        (["-----", "-----", "----"], Skip.RULE),
        (["==="], Skip.RULE),
        (["", "", "", ""], Skip.EMPTY),
        (list(HEADINGS), Skip.REPEATED_HEADER),
        ([heading.upper() for heading in HEADINGS], Skip.REPEATED_HEADER),
        (["Entlassungen 2027", "JVA Beispielstadt"], Skip.TITLE),
    ],
)
@pytest.mark.parametrize("full", [True, False])
def test_what_is_no_data(tmp_path, line, reason, full):
    """Such a line in the middle of the list is left out with its reason; no row is lost."""
    line = line + [""] * (16 - len(line)) if full else line
    data = people(20)
    rows, skipped = read(
        tmp_path, [["Entlassungen 2027", "JVA Beispielstadt"], list(HEADINGS), *data[:9], line, *data[9:]]
    )
    assert [row.text("buchnr") for row in rows] == [row[0] for row in data]
    assert [(one.first, one.reason) for one in skipped if one.first > 2] == [(12, reason)]


@pytest.mark.parametrize(
    "line",
    [
        ["2026/00999", "Summe", "Anna", "01.02.1990", "Deutsch"],
        ["2026/00999", "Stand", "Karl", "01.02.1990"],
        ["2026/00999"],
        ["2026/00999", "", "Haus"],
        ["", "Total", "Anna", "01.02.1990"],
        ["-", "-", "-", "01.02.1990"],
        ["?", "Meier"],
    ],
)
def test_what_is_data_nevertheless(tmp_path, line):
    """People may be called Summe, Stand or Haus; a thin row is still a row."""
    data = people(20)
    rows, _ = read(tmp_path, [list(HEADINGS), *data[:9], line + [""] * (16 - len(line)), *data[9:]])
    assert len(rows) == 21


def test_companies_with_names_like_sums(tmp_path):
    """Total GmbH and Gesamt Bau are companies."""
    head = ["Betrieb", "Gewerk", "PLZ", "Ort", "Plätze"]
    data = [
        [name, "Hochbau", "52062", "Aachen", "2"]
        for name in ("Total GmbH", "Gesamt Bau", "Stand und Form", "Haus AG", "Seite 1 KG")
    ]
    rows, _ = read(tmp_path, [head, *data, ["Total GmbH", "", "", "", "2"]], COMPANIES)
    assert len(rows) == 6


def test_a_lone_cell_is_marked(tmp_path):
    """A row with one filled cell is data, and says so."""
    rows, _ = read(tmp_path, [list(HEADINGS), *people(9), ["2026/00777"] + [""] * 15, *people(3)])
    assert [Mark.SPARSE in row.marks for row in rows].index(True) == 9


def test_notes_after_a_gap(tmp_path):
    """Lone lines after an empty row at the end are notes; before more data they are rows."""
    head = ["Betrieb", "Gewerk", "PLZ", "Ort", "Plätze"]
    data = [[f"Bau {name}", "Hochbau", "52062", "Aachen", "2"] for name in "ABCDEFGHI"]
    rows, skipped = read(tmp_path, [head, *data, [], ["bitte zurück an die Kammer"], ["Danke"]], COMPANIES)
    assert len(rows) == 9
    assert [one.reason for one in skipped][-2:] == [Skip.FOOTER, Skip.FOOTER]
    rows, skipped = read(tmp_path, [head, *data, [], ["Neu & Co"], *data], COMPANIES)
    assert len(rows) == 19


def test_sections_are_told_with_the_rows(tmp_path):
    """Each row knows the section it stands in."""
    data = people(6)
    rows, _ = read(tmp_path, [list(HEADINGS), ["Abteilung A"], *data[:3], ["Abteilung B"], *data[3:]])
    assert [row.section for row in rows] == ["Abteilung A"] * 3 + ["Abteilung B"] * 3


def test_group_headings_in_text(tmp_path):
    """A line of group headings above the headings gives both words."""
    groups = ["", "", "", "Entlassung", "", "", "Wohnung"]
    heads = ["Buchnr.", "Name", "Geb.-Dat.", "frühest.", "vorauss.", "spätest.", "PLZ"]
    data = [
        [f"2026/{n}", "Meier", "01.02.1990", "01.01.2027", "02.01.2027", "03.01.2027", "52062"]
        for n in range(9)
    ]
    path = make_text(tmp_path / "list", csv_text([["Liste"], groups, heads, *data]))
    with read_table(path, fields=PEOPLE) as table:
        assert [column.heading for column in table.columns][3:6] == [
            "Entlassung frühest.", "Entlassung vorauss.", "Entlassung spätest.",
        ]  # fmt: skip
        assert len(list(table.rows)) == 9


def test_a_table_without_headings(tmp_path):
    """A list that begins with data has columns by letter, and its first row is data."""
    path = make_text(tmp_path / "list", csv_text(people(12)))
    with read_table(path, fields=PEOPLE) as table:
        assert table.header_row is None
        assert len(list(table.rows)) == 12
        assert table.columns[0].key == "column-a"
