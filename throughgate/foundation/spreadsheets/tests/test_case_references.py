"""Tests of the file numbers of courts and prosecutors in cells, whatever the column is called."""

from __future__ import annotations

import pytest

from throughgate.foundation.spreadsheets import guess_mapping
from throughgate.foundation.spreadsheets.case_references import is_case_reference
from throughgate.foundation.spreadsheets.reading import read_table

from .making import COMPANIES, PEOPLE, csv_text, make_text

REFERENCES = (
    "12 Js 34/25", "12Js34/25", "12-Js-34/25", "12 js 34/25", "Js 34/25", "Az. 12 Js 34 / 2025", "3400 Js 123456/23 jug",
    "507 Ds 1234 Js 56/24", "(12) 3 KLs 45/23 (4/23)", "22 Ls-11 Js 44/24-3/25", "5 Ks 3/2024", "5 Cs 12/25", "7 Gs 9/25",
    "8 Ns 12/24", "1 Ss 33/24", "3 Ws 22/25", "6 Qs 12/25", "2 StR 34/25", "4 ARs 12/24", "12 AR 12/25", "3 Zs 12/25",
    "StVK 123/25", "1 StVK 234/24 (Vollz)", "120 VRs 45/24", "24 VRJs 3/25", "31 BRs 5/24", "2 OWi 3/24", "12 UJs 33/25",
    "10 XVII 123/24", "3 C 12/25", "25 U 12/24", "siehe 12 Js 34/25", "StA Köln 123/25", "Staatsanwaltschaft Bonn, 4 Js 1/25",
    "21 Hv 34/25k", "21Hv34/25k", "023 Hv 34/25k - 12", "5 St 123/24x", "7 BE 12/25x", "18 Bs 3/25p", "6B_123/2024",
    "R.G.N.R. 1234/25", "1234/25 R.G.N.R.", "N. 1234/2025 RGNR", "R.G. GIP 345/24", "SIEP 12/25", "p.p. 12/25 R.G.N.R.",
    "Parquet 25123000456", "n° parquet 25/123/456", "Crown Court T20257123", "§ 242 StGB", "§§ 29, 30 BtMG", "StGB 242",
)  # fmt: skip
HARMLESS = (
    "2023/01000", "2026/1", "GB 12/25", "GB-Nr. 12/25", "A1234BC", "K-17", "12a/25", "H 12/25", "0241 / 55 00",
    "Gerichtstraße 12", "Gerichtshof GmbH", "Am Landgericht 5", "Crown Court 12", "Lange Str. 12/25", "Hauptstraße 12/3/25",
    "Stiege 2/12", "5 Stg 2/14", "Top 5 3/12", "Haus 3 Nr 12/25", "4 You 24/7", "Maler/Lackierer", "B, C1/C1E", "C/CE",
    "01/02/2025", "12/3/25", "03/2026", "2023/24", "Schuljahr 24/25", "Saison 2024/25", "ab 1. Sep 24/25", "n/a", "15,50 €/h",
    "3.000 EUR 12/25", "Vollzeit/Teilzeit", "§ 16i SGB II", "52349 Düren", "9-17 Uhr", "0178 1234567/8", "Karl-Heinz",
    "0241/5500 Fax 0241/55 01", "0241 5500 App. 12/34", "0241 5500 Mobil 0171/55 12", "Parquet 2000 GmbH", "Tätigkeit", "",
)  # fmt: skip


def test_file_numbers_are_recognised():
    """Of any register, in Germany, Austria, Switzerland, Italy, France and England, and penal provisions."""
    assert [text for text in REFERENCES if not is_case_reference(text)] == []


def test_other_texts_are_not():
    """A prison's own numbers, streets, firms, dates and wages are no file numbers."""
    assert [text for text in HARMLESS if is_case_reference(text)] == []


def guess(tmp_path, heading, cells, fields=PEOPLE):
    rows = [["Nachname", "Vorname", heading], *([f"Berg{n}", "Ina", cell] for n, cell in enumerate(cells))]
    path = make_text(tmp_path / "list", csv_text(rows))
    with read_table(path, fields=fields) as table:
        return guess_mapping(table.columns, table.sample, fields, {"gefangenenbuchnummer": "number"}).guesses[
            2
        ]


@pytest.mark.parametrize(
    "heading", ["Gefangenenbuchnummer", "Prisoner number", "", "Sonst.", "Wohnort", "Referenz"]
)
@pytest.mark.parametrize("fields", [PEOPLE, COMPANIES])
def test_a_column_of_file_numbers_is_left_out(tmp_path, heading, fields):
    """By what stands in it, whatever its heading says or somebody chose before; unknown ones do not count."""
    found = guess(tmp_path, heading, ["12 Js 34/25", "", "unbek.", "21 Hv 34/25k"], fields)
    assert (found.field, found.proposed) == (None, None)
    assert found.reasons[0].code == "case_references"


def test_one_file_number_leaves_the_column_in(tmp_path):
    """A single slip among the prison's own numbers is a matter of its row."""
    assert guess(tmp_path, "Prisoner number", ["K1", "K2", "12 Js 34/25", "K4"]).field == "number"
