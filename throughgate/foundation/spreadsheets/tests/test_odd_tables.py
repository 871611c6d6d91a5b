"""Tables quoted in odd ways, and headings that stand in several rows, under a title, or twice."""

from __future__ import annotations

import pytest

from throughgate.foundation.spreadsheets import guess_mapping, read_table
from throughgate.foundation.spreadsheets.tests.making import PEOPLE, make_text, make_xlsx


def table(folder, text, *, fields=()):
    """Return headings, rows as texts, and the title."""
    with read_table(make_text(folder / "list.csv", text), fields=fields) as found:
        rows = [[cell.text for cell in row.cells.values()] for row in found.rows]
        return [column.heading for column in found.columns], rows, found.title


@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_lines_wholly_in_quotation_marks(tmp_path, separator):
    """Each line is one quoted cell that holds the record: it is taken apart once more."""
    lines = [["Nr", "Name", "Note"], ["S1", "Abel", '""gut""'], ["S2", "Bohm", ""]]
    text = "\r\n".join(f'"{separator.join(line)}"' for line in lines)
    headings, rows, _ = table(tmp_path, text)
    assert (headings, rows) == (["Nr", "Name", "Note"], [["S1", "Abel", "gut"], ["S2", "Bohm", ""]])


def test_one_column_of_names_in_quotation_marks_stays_one(tmp_path):
    """Names with a comma in them are quoted for it, and are one cell each."""
    headings, rows, _ = table(tmp_path, '"Name, Vorname"\n"Abel, Tim"\n"Bohm, Tom"\n', fields=PEOPLE)
    assert (headings, rows) == (["Name, Vorname"], [["Abel, Tim"], ["Bohm, Tom"]])


def test_marks_after_a_backslash_are_letters(tmp_path):
    """Programs that escape quotation marks by a backslash are read as written; a path stays a path."""
    text = 'name,note,born\nMueller,"said \\"yes\\", then no",01.02.1990\nKoch,"plain",03.04.1991\n'
    _, rows, _ = table(tmp_path, text)
    assert rows == [["Mueller", 'said "yes", then no', "01.02.1990"], ["Koch", "plain", "03.04.1991"]]
    _, rows, _ = table(tmp_path, 'name,path,born\nMueller,"C:\\",01.02.1990\nKoch,"D:\\",03.04.1991\n')
    assert rows == [["Mueller", "C:\\", "01.02.1990"], ["Koch", "D:\\", "03.04.1991"]]


def test_single_quotation_marks(tmp_path):
    """Cells in single marks may hold the separator; an apostrophe in a name is a letter."""
    text = "name;given;born\n'Mueller';'Jan; Peter';01.02.1990\n'Koch';'Ali';03.04.1991\n'Berg';'Tom';05.04.1991\n"
    _, rows, _ = table(tmp_path, text)
    assert rows[0] == ["Mueller", "Jan; Peter", "01.02.1990"]
    _, rows, _ = table(tmp_path, "name;given\nO'Brien;Liam\n't Hooft;Jan\nD'Angelo;Luca\n")
    assert rows == [["O'Brien", "Liam"], ["'t Hooft", "Jan"], ["D'Angelo", "Luca"]]


def test_one_word_above_sparse_rows_is_a_title(tmp_path):
    """Also where most rows below fill one cell alone."""
    text = "Meetings,,,\nMinister,Date,Organisation,Purpose\nSwayne,Oct-14,Tearfund,Talk\n,,World Vision,\n,,Crisis,\n,,Save,\n"
    headings, rows, title = table(tmp_path, text)
    assert (headings, len(rows), title) == (["Minister", "Date", "Organisation", "Purpose"], 4, ("Meetings",))


def test_one_column_has_its_heading(tmp_path):
    """Where there is one column, its one word is the heading."""
    headings, rows, _ = table(tmp_path, "Name\nAbel\nBohm\nCohn\n")
    assert (headings, rows) == (["Name"], [["Abel"], ["Bohm"], ["Cohn"]])


def test_headings_of_groups_with_a_gap_below(tmp_path):
    """Group headings, an empty row, and what the groups hold are one row of headings."""
    text = (
        "DATE,TOWN,TRAVEL,,,Total\n,,,,,\n,,Air,Rail,Taxi,\n13.04.12,Leeds,,20,,20\n14.04.12,York,,30,,30\n"
    )
    headings, rows, _ = table(tmp_path, text)
    assert headings == ["DATE", "TOWN", "TRAVEL Air", "TRAVEL Rail", "TRAVEL Taxi", "Total"]
    assert rows[0] == ["13.04.12", "Leeds", "", "20", "", "20"]


@pytest.mark.parametrize("merged", [True, False])
def test_a_heading_one_row_above_the_others(tmp_path, merged):
    """ "Nr." over two rows belongs to its column, merged or not."""

    def fill(book):
        sheet = book.add_worksheet()
        sheet.write_row(1, 1, ["Name", "Vorname", "Geburtsdatum"])
        sheet.merge_range(0, 0, 1, 0, "Buchnummer") if merged else sheet.write(0, 0, "Buchnummer")
        for number in (2, 3, 4):
            sheet.write_row(number, 0, [f"B{number}", "Abel", "Tim", "04.03.1990"])

    with read_table(make_xlsx(tmp_path / "list.xlsx", fill), fields=PEOPLE) as found:
        assert [column.heading for column in found.columns] == [
            "Buchnummer",
            "Name",
            "Vorname",
            "Geburtsdatum",
        ]
        assert next(found.rows).text("buchnummer") == "B2"


def test_two_columns_of_one_heading_are_asked(tmp_path):
    """Neither is taken unasked where they hold different things; where they hold the same, the first is."""
    text = "Buchnummer;Name;Name;Geburtsdatum\nS1;Abel;Tim;04.03.1990\nS2;Bohm;Tom;05.03.1990\n"
    with read_table(make_text(tmp_path / "list.csv", text), fields=PEOPLE) as found:
        guessed = guess_mapping(found.columns, found.sample, PEOPLE)
    assert guessed.by_field == {"number": "buchnummer", "born_on": "geburtsdatum"}
    twins = [one for one in guessed.guesses if one.column.startswith("name")]
    assert [(one.proposed, one.reasons[0].code) for one in twins] == [("family_name", "twice")] * 2
    same = text.replace("Tim", "Abel").replace("Tom", "Bohm")
    with read_table(make_text(tmp_path / "list.csv", same), fields=PEOPLE) as found:
        assert guess_mapping(found.columns, found.sample, PEOPLE).by_field["family_name"] == "name"
