"""Tests of reading XLSX and ODS as partners write them."""

from __future__ import annotations

import datetime as dt
import zipfile

import pytest

from throughgate.foundation.spreadsheets.headings import guess_mapping
from throughgate.foundation.spreadsheets.limits import Limits, Unreadable
from throughgate.foundation.spreadsheets.model import Mark, Skip
from throughgate.foundation.spreadsheets.reading import read_table

from .making import COMPANIES, HEADINGS, PEOPLE, make_xlsx, people

REGISTER = ["Betrieb", "Gewerk", "PLZ", "Ort", "Telefon", "E-Mail", "Plätze", "Deutsch mind.", "Lohn (€/h)"]


def companies(count: int) -> list[list[object]]:
    """Return plain rows under REGISTER."""
    return [
        [
            f"Bau {number} GmbH",
            "Hochbau",
            52000 + number,
            "Köln",
            2415550 + number,
            f"info@bau{number}.example",
            2,
            "B1",
            14.5,
        ]
        for number in range(count)
    ]


def test_register_with_everything_around_it(tmp_path):
    """Title, gap, headings, sections, sums and notes are told from the data rows."""

    def fill(book):
        sheet = book.add_worksheet("Betriebe")
        sheet.merge_range(0, 0, 0, 6, "Betriebe, nur für den internen Gebrauch")
        sheet.write(1, 0, "Stand 03.02.2027, gepflegt von der Kammer")
        sheet.write_row(3, 0, REGISTER)
        rows = companies(30)
        line = 4
        for number, row in enumerate(rows):
            if number == 10:
                sheet.write(line, 0, "--- Kreis Düren ---")
                line += 1
            if number == 20:
                sheet.write_row(line, 0, REGISTER)
                line += 1
            sheet.write_row(line, 0, row)
            line += 1
        sheet.write(line + 1, 0, "Summe: 30")
        sheet.write(line + 3, 0, "* Angabe der Kammer")
        book.add_worksheet("alt")

    path = make_xlsx(tmp_path / "register", fill)
    with read_table(path, fields=COMPANIES) as table:
        rows = list(table.rows)
        mapping = guess_mapping(table.columns, table.sample, COMPANIES)
    assert len(rows) == 30
    assert table.header_row == 4
    assert rows[0].number == 5
    assert rows[10].section == "--- Kreis Düren ---"
    assert rows[9].section == ""
    assert [one.reason for one in table.skipped] == [
        Skip.TITLE, Skip.TITLE, Skip.EMPTY, Skip.HEADER, Skip.SECTION, Skip.REPEATED_HEADER, Skip.EMPTY, Skip.SUM,
        Skip.EMPTY, Skip.FOOTER,
    ]  # fmt: skip
    assert set(mapping.by_field) == {field.key for field in COMPANIES}
    assert all(guess.sure for guess in mapping.guesses)
    assert rows[0].cells["plz"] == ("52000", 52000, frozenset())
    assert rows[0].cells["lohn-h"] == ("14.5", 14.5, frozenset())
    assert [(one.name, one.hidden) for one in table.source.other_sheets] == [("alt", False)]


def test_typed_values(tmp_path):
    """Days, moments, numbers, truth and text keep their type; whole numbers lose their ".0"."""

    def fill(book):
        sheet = book.add_worksheet()
        day = book.add_format({"num_format": "dd.mm.yyyy"})
        moment = book.add_format({"num_format": "dd.mm.yyyy hh:mm"})
        sheet.write_row(0, 0, ["Name", "Day", "Moment", "Whole", "Part", "Truth", "Serial", "Text", "Large"])
        for number in (1, 2):
            sheet.write(number, 0, "A")
            sheet.write_datetime(number, 1, dt.datetime(1990, 3, 5), day)
            sheet.write_datetime(number, 2, dt.datetime(2026, 3, 5, 14, 30), moment)
            sheet.write_number(number, 3, 1067)
            sheet.write_number(number, 4, 12.82)
            sheet.write_boolean(number, 5, True)
            sheet.write_number(number, 6, 36526)
            sheet.write_string(number, 7, "01067")
            sheet.write_number(number, 8, 1234567890123456)

    with read_table(make_xlsx(tmp_path / "typed", fill)) as table:
        cells = next(table.rows).cells
    assert cells["day"] == ("1990-03-05", dt.date(1990, 3, 5), frozenset())
    assert cells["moment"].value == dt.datetime(2026, 3, 5, 14, 30)
    assert cells["whole"] == ("1067", 1067, frozenset())
    assert cells["part"].text == "12.82"
    assert cells["truth"].value is True
    assert cells["serial"].value == 36526
    assert cells["text"] == ("01067", "01067", frozenset())
    assert Mark.IMPRECISE in cells["large"].marks


def test_formulas_and_errors(tmp_path):
    """A formula counts as its stored result and is marked; an error is no value."""

    def fill(book):
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["Name", "Plätze", "PLZ", "Ort"])
        sheet.write_row(1, 0, ["A", 1, 50667, "Köln"])
        sheet.write_string(2, 0, "B")
        sheet.write_formula(2, 1, "=1+1", None, 2)
        sheet.write_formula(2, 2, "=NA()", None, "#N/A")
        sheet.write_formula(2, 3, '="Bo"&"nn"', None, "Bonn")
        sheet.write_row(3, 0, ["C", 3, 53111, "Bonn"])
        sheet.write_formula(3, 1, "=2+2", None, "")

    with read_table(make_xlsx(tmp_path / "formulas", fill)) as table:
        rows = list(table.rows)
    assert rows[1].cells["platze"] == ("2", 2, frozenset({Mark.FORMULA}))
    assert rows[1].cells["plz"].text == ""
    assert rows[1].cells["plz"].value == "#N/A"
    assert {Mark.ERROR, Mark.FORMULA} <= rows[1].cells["plz"].marks
    assert rows[1].cells["ort"].text == "Bonn"
    assert Mark.NO_RESULT in rows[2].cells["platze"].marks
    assert not rows[0].cells["platze"].marks


def test_merged_cells(tmp_path):
    """A cell merged downwards counts for each of its rows; headings merged above give both words."""

    def fill(book):
        sheet = book.add_worksheet()
        sheet.merge_range(0, 0, 0, 5, "Liste der Entlassungen")
        for place, heading in enumerate(["Buchnr.", "Name", "Geb.-Dat."]):
            sheet.merge_range(1, place, 2, place, heading)
        sheet.merge_range(1, 3, 1, 5, "Entlassung")
        sheet.write_row(2, 3, ["frühest.", "vorauss.", "spätest."])
        sheet.merge_range(1, 6, 2, 6, "Abt.")
        for number in range(10):
            sheet.write_row(
                3 + number,
                0,
                [f"2026/{number}", "Meier", "01.02.1990", "01.01.2027", "01.02.2027", "01.03.2027"],
            )
        sheet.merge_range(3, 6, 7, 6, "B")
        sheet.merge_range(8, 6, 12, 6, "C")

    with read_table(make_xlsx(tmp_path / "merged", fill), fields=PEOPLE) as table:
        rows = list(table.rows)
        mapping = guess_mapping(table.columns, table.sample, PEOPLE).by_field
    assert [column.heading for column in table.columns][3:6] == [
        "Entlassung frühest.", "Entlassung vorauss.", "Entlassung spätest.",
    ]  # fmt: skip
    assert len(rows) == 10
    assert [row.text(mapping["ward"]) for row in rows] == ["B"] * 5 + ["C"] * 5
    assert Mark.MERGED in rows[4].cells[mapping["ward"]].marks
    assert {"earliest_on", "expected_on", "latest_on"} <= set(mapping)


def test_the_sheet_with_the_table_is_chosen(tmp_path):
    """Neither the first sheet nor the longest is read, but the one with the headings; others are told."""
    notes = [["Wichtig"], ["bitte lesen"]]
    numbers = [[n, n * 2, n * 3] for n in range(300)]
    path = make_xlsx(
        tmp_path / "many", {"Deckblatt": notes, "Zahlen": numbers, "Liste": [list(HEADINGS), *people(10)]}
    )
    with read_table(path, fields=PEOPLE) as table:
        assert table.source.sheet == "Liste"
        assert len(list(table.rows)) == 10
        assert [(one.name, one.rows) for one in table.source.other_sheets] == [
            ("Deckblatt", 2),
            ("Zahlen", 300),
        ]
    with read_table(path, fields=PEOPLE, sheet="Zahlen") as table:
        assert table.source.sheet == "Zahlen"
    with pytest.raises(Unreadable) as refused:
        read_table(path, sheet="Nirgends")
    assert refused.value.code == "sheet_missing"


def test_sheets_with_the_same_headings_are_told(tmp_path):
    """A list that goes on in a second sheet is read from one, and the other is named as alike."""
    first, second = [list(HEADINGS), *people(9)], [["Liste"], list(HEADINGS), *people(5)]
    path = make_xlsx(tmp_path / "two", {"Haus 1": first, "Haus 2": second, "Notiz": [["x", "y"], ["a", "b"]]})
    with read_table(path, fields=PEOPLE) as table:
        assert table.source.sheet == "Haus 1"
        assert [(one.name, one.alike) for one in table.source.other_sheets] == [
            ("Haus 2", True),
            ("Notiz", False),
        ]


def test_hidden_sheets_are_named_and_never_read(tmp_path):
    """A hidden sheet is mentioned, without its content; if only hidden ones are filled, nothing is read."""

    def fill(book, *, only_hidden=False):
        first = book.add_worksheet("Liste")
        hidden = book.add_worksheet("Geheim")
        very = book.add_worksheet("Tief")
        for sheet in (hidden, very) if only_hidden else (first, hidden, very):
            for number, row in enumerate([list(HEADINGS), *people(5)]):
                sheet.write_row(number, 0, row)
        hidden.hide()
        very.very_hidden()

    with read_table(make_xlsx(tmp_path / "one", fill), fields=PEOPLE) as table:
        assert len(list(table.rows)) == 5
        assert [(one.name, one.rows, one.hidden) for one in table.source.other_sheets] == [
            ("Geheim", None, True), ("Tief", None, True),
        ]  # fmt: skip
        hidden = table.source.other_sheets[0].name
    with pytest.raises(Unreadable) as refused:
        read_table(make_xlsx(tmp_path / "two", lambda book: fill(book, only_hidden=True)))
    assert refused.value.code == "only_hidden"
    with pytest.raises(Unreadable) as refused:
        read_table(tmp_path / "one", sheet=hidden)
    assert refused.value.code == "sheet_missing"


def test_hidden_rows_and_columns_are_marked(tmp_path):
    """What a sender hid by a filter is read, and says so."""

    def fill(book):
        sheet = book.add_worksheet()
        for number, row in enumerate([list(HEADINGS), *people(6)]):
            sheet.write_row(number, 0, row)
        sheet.set_row(3, None, None, {"hidden": True})
        sheet.set_column(5, 6, None, None, {"hidden": True})

    with read_table(make_xlsx(tmp_path / "hidden", fill), fields=PEOPLE) as table:
        rows = list(table.rows)
        hidden = [column.heading for column in table.columns if column.hidden]
    assert [Mark.HIDDEN in row.marks for row in rows] == [False, False, True, False, False, False]
    assert hidden == ["Deutsch", "Zugang"]


def test_a_table_in_the_middle_of_the_sheet(tmp_path):
    """Row numbers and letters are those of the sheet, wherever the table begins."""

    def fill(book):
        sheet = book.add_worksheet()
        sheet.write_row(6, 3, ["Name", "PLZ", "Ort"])
        for number in range(5):
            sheet.write_row(7 + number, 3, [f"Meier {number}", 50667, "Köln"])

    with read_table(make_xlsx(tmp_path / "middle", fill)) as table:
        rows = list(table.rows)
    assert [(column.key, column.letter) for column in table.columns][3:] == [
        ("name", "D"),
        ("plz", "E"),
        ("ort", "F"),
    ]
    assert [row.number for row in rows] == [8, 9, 10, 11, 12]
    assert rows[0].text("name") == "Meier 0"


def make_ods(path):
    """Write an ODS file: a formula, an error, merged cells, a hidden row, repeated cells."""
    from odf.opendocument import OpenDocumentSpreadsheet
    from odf.table import CoveredTableCell, Table, TableCell, TableRow
    from odf.text import P

    book = OpenDocumentSpreadsheet()
    table = Table(name="Liste")

    def row(values, **about):
        line = TableRow(**about)
        for value in values:
            if not isinstance(value, (str, int, float, dt.date)):
                line.addElement(value)
                continue
            if isinstance(value, dt.date):
                cell = TableCell(valuetype="date", datevalue=value.isoformat())
            elif isinstance(value, str):
                cell = TableCell(valuetype="string")
            else:
                cell = TableCell(valuetype="float", value=value)
            if value != "":
                cell.addElement(P(text=str(value)))
            line.addElement(cell)
        table.addElement(line)

    row(["Liste", ""])
    row(["Name", "PLZ", "Plätze", "geb. am", "Abt."])
    summed = TableCell(valuetype="float", value=3, formula="of:=1+2")
    summed.addElement(P(text="3"))
    spanned = TableCell(valuetype="string", numberrowsspanned=2, numbercolumnsspanned=1)
    spanned.addElement(P(text="B"))
    row(["Öztürk", 1067, summed, dt.date(1990, 3, 5), spanned])
    row(["Wójcik", 52062, 2, dt.date(1991, 3, 5), CoveredTableCell()], visibility="filter")
    row(["Şahin", "52064", 2, dt.date(1992, 3, 5), "C"])
    book.spreadsheet.addElement(table)
    book.write(str(path))
    return path


def test_ods(tmp_path):
    """ODS is read like XLSX: types, formulas, spans, hidden rows."""
    make_ods(tmp_path / "list.ods")
    with read_table(tmp_path / "list.ods") as table:
        rows = list(table.rows)
    assert table.source.kind == "ods"
    assert [row.text("name") for row in rows] == ["Öztürk", "Wójcik", "Şahin"]
    assert rows[0].cells["plz"].value == 1067
    assert rows[0].cells["platze"] == ("3", 3, frozenset({Mark.FORMULA}))
    assert rows[0].cells["geb-am"].value == dt.date(1990, 3, 5)
    assert [row.text("abt") for row in rows] == ["B", "B", "C"]
    assert [Mark.HIDDEN in row.marks for row in rows] == [False, True, False]


def test_kind_by_content(tmp_path):
    """A workbook called .csv is a workbook; a text called .xlsx is text; a Word file is refused."""
    path = make_xlsx(tmp_path / "list.csv", {"A": [list(HEADINGS), *people(3)]})
    with read_table(path) as table:
        assert table.source.kind == "xlsx"
    text = tmp_path / "list.xlsx"
    text.write_text("Name;Ort\nA;Bonn\nB;Ulm\n")
    with read_table(text) as table:
        assert table.source.kind == "csv"
    with zipfile.ZipFile(tmp_path / "letter.xlsx", "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    with pytest.raises(Unreadable) as refused:
        read_table(tmp_path / "letter.xlsx")
    assert refused.value.detail == {"kind": "word"}


def test_broken_and_protected_workbooks(tmp_path):
    """Half a file is damaged; a protected one says that it has a password; an old empty one is damaged."""
    whole = make_xlsx(tmp_path / "whole", {"A": [list(HEADINGS), *people(30)]}).read_bytes()
    for size in (30, len(whole) // 2, len(whole) - 30):
        path = tmp_path / "half"
        path.write_bytes(whole[:size])
        with pytest.raises(Unreadable) as refused:
            read_table(path)
        assert refused.value.code == "damaged"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 4000)
    with pytest.raises(Unreadable) as refused:
        read_table(path)
    assert refused.value.code == "damaged"


def test_closing_early_ends_the_child(tmp_path):
    """Leaving before the end (a cancelled import) leaves no process behind."""
    path = make_xlsx(tmp_path / "long", {"A": [list(HEADINGS), *people(3000)]})
    with read_table(path) as table:
        next(table.rows)
        child = table.close.__self__
        assert child._process.poll() is None
    assert child._process.poll() is not None


def test_row_and_column_bounds(tmp_path):
    """More rows or columns than allowed are refused."""
    path = make_xlsx(tmp_path / "long", {"A": [list(HEADINGS), *people(300)]})
    with pytest.raises(Unreadable) as refused, read_table(path, limits=Limits(rows=100)) as table:
        list(table.rows)
    assert refused.value.code == "too_many_rows"
    with pytest.raises(Unreadable) as refused:
        read_table(path, limits=Limits(columns=5))
    assert refused.value.code == "too_wide"


def test_hours_are_one_value_in_every_kind_of_workbook():
    """Thirty hours are written so by both, and no day; a time of day stays one."""
    from throughgate.foundation.spreadsheets.child import _plain

    assert _plain(dt.timedelta(hours=30)) == _plain("PT30H00M00S") == ["t", "30:00:00"]
    assert _plain(dt.timedelta(minutes=90, seconds=5)) == _plain("PT01H30M05S") == ["t", "01:30:05"]
    assert _plain("PTA GmbH") == "PTA GmbH"
