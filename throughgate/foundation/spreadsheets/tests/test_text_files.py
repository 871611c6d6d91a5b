"""Tests of reading CSV and TSV as partners write them."""

from __future__ import annotations

import contextlib
import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from throughgate.foundation.spreadsheets.headings import guess_mapping
from throughgate.foundation.spreadsheets.limits import Limits, Unreadable
from throughgate.foundation.spreadsheets.model import Mark, Skip
from throughgate.foundation.spreadsheets.reading import read_table

from .making import HEADINGS, NAMES, PEOPLE, csv_text, make_text, people

TITLES = (
    [],
    [["Liste JVA Beispielstadt", "", "Stand: 03.02.2027", "", "", "", ""], []],
    [["Liste"], ["erstellt von: Geschäftsstelle"], [], []],
    [[], ["Release list", "", ""], ["as of 2026-11-21"]],
)
POLISH_NAMES = [*NAMES, "Wójcik", "Łukasz", "Dąbrowski", "Dvořák", "Kovačević", "Živko"]
TURKISH_NAMES = [*NAMES, "Çağrı", "Şahin", "Yılmaz", "Öztürk", "Işık"]


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
@pytest.mark.parametrize("line_end", ["\r\n", "\n", "\r"])
@pytest.mark.parametrize(
    ("encoding", "names"),
    [
        ("utf-8", TURKISH_NAMES),
        ("utf-8-sig", POLISH_NAMES),
        ("utf-16", TURKISH_NAMES),
        ("utf-16-le", POLISH_NAMES),
        ("utf-16-be", NAMES),
        ("cp1252", NAMES),
        ("iso8859-2", POLISH_NAMES),
        ("iso8859-9", TURKISH_NAMES),
    ],
)
def test_every_dress_of_the_same_list(tmp_path, encoding, names, separator, line_end):
    """Encoding, separator, line ends and title lines change nothing of what is read."""
    for place, title in enumerate(TITLES):
        rows = people(40, names)
        rows[3][15] = "Zeile1\nZeile2"
        rows[5][15] = f'sagt "ja"{separator} später'
        footer = [[], ["", "", "Summe", "40"]]
        text = csv_text([*title, list(HEADINGS), *rows, *footer], separator, line_end, all_quoted=place == 3)
        path = make_text(tmp_path / f"list{place}", text, encoding)
        with read_table(path, fields=PEOPLE) as table:
            read = list(table.rows)
            mapping = guess_mapping(table.columns, table.sample, PEOPLE).by_field
        assert len(read) == 40
        assert table.source.separator == separator
        assert [row.text(mapping["family_name"]) for row in read] == [
            row[1].encode(encoding, "replace").decode(encoding) for row in rows
        ]
        assert read[3].cells["bem"].text == "Zeile1\nZeile2"
        assert read[5].cells["bem"].text == f'sagt "ja"{separator} später'.replace("\t", " ")
        assert all(row.marks <= {Mark.JOINED} for row in read)
        assert [one.reason for one in table.skipped if one.reason is not Skip.EMPTY][-1] is Skip.SUM
        assert mapping["earliest_on"] == "entl-fruhest"
        assert "bem" not in mapping.values()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.lists(
            st.text(
                st.characters(exclude_categories=("Cs", "Cc", "Cf", "Cn", "Co", "Mn", "Zs", "Zl", "Zp")),
                min_size=1,
                max_size=12,
            )
            | st.sampled_from(["a;b", 'c"d', "e\nf", '"', '""', "x,y", "-", ""]),
            min_size=4,
            max_size=4,
        ),
        min_size=4,
        max_size=20,
    ),
    st.sampled_from([";", ",", "\t", "|"]),
    st.sampled_from(["\r\n", "\n"]),
)
def test_what_was_written_is_read(tmp_path, rows, separator, line_end):
    """Cells with separators, marks and line breaks come back as they were (NFC, trimmed)."""
    from throughgate.foundation.spreadsheets.cleaning import text_cell

    rows = [[f"x{number}", *row] for number, row in enumerate(rows)]
    path = make_text(
        tmp_path / "list", csv_text([["Key", "One", "Two", "Three", "Four"], *rows], separator, line_end)
    )
    with read_table(path, separator=separator, header_row=1) as table:
        read = [[cell.text for cell in row.cells.values()] for row in table.rows]
    assert read == [[text_cell(cell).text for cell in row] for row in rows]


def test_numbers_are_rows_as_a_spreadsheet_shows_them(tmp_path):
    """Line breaks inside cells count for nothing, empty lines count as rows."""
    text = 'Nr;Name;Bem.\r\n1;Adler;"a\nb\nc"\r\n2;Berg;x\r\n\r\n3;Chan;y\r\n'
    with read_table(make_text(tmp_path / "list", text)) as table:
        assert [(row.number, row.index) for row in table.rows] == [(2, 1), (3, 2), (5, 3)]
        assert table.header_row == 1


def test_short_and_long_rows(tmp_path):
    """A short row is filled up and marked; a long one is marked unless the rest is empty."""
    rows = people(12)
    rows[2] = rows[2][:9]
    rows[4] = [*rows[4], "", ""]
    rows[6] = [*rows[6], "noch etwas"]
    path = make_text(tmp_path / "list", csv_text([list(HEADINGS), *rows]))
    with read_table(path, fields=PEOPLE) as table:
        read = list(table.rows)
    assert read[2].marks == {Mark.SHORT}
    assert read[2].text("bem") == ""
    assert len(read[2].cells) == 16
    assert not read[4].marks
    assert read[6].marks == {Mark.LONG}
    assert read[6].surplus == ("noch etwas",)


@pytest.mark.parametrize("stray", ['"Krüger', 'Krü"ger', '"'])
def test_a_stray_quotation_mark_loses_no_row(tmp_path, stray):
    """A mark that opens and never closes does not swallow the rows after it."""
    rows = people(30)
    lines = csv_text([list(HEADINGS), *rows]).split("\r\n")
    cells = lines[5].split(";")
    cells[1] = stray
    lines[5] = ";".join(cells)
    with read_table(make_text(tmp_path / "list", "\r\n".join(lines)), fields=PEOPLE) as table:
        read = list(table.rows)
    assert [row.text("buchnr") for row in read] == [row[0] for row in rows]
    assert read[4].text("name") == stray.removeprefix('"')
    assert (Mark.STRAY_QUOTE in read[4].marks) == stray.startswith('"')


def test_a_stray_mark_before_a_quoted_cell(tmp_path):
    """Also where a later row has a proper quoted cell, each row stays its own."""
    rows = people(6)
    rows[3][15] = "dienstags; vormittags"
    lines = csv_text([list(HEADINGS), *rows]).split("\r\n")
    lines[2] = lines[2].replace("bitte anrufen", '"bitte anrufen')
    with read_table(make_text(tmp_path / "list", "\r\n".join(lines)), fields=PEOPLE) as table:
        read = list(table.rows)
    assert len(read) == 6
    assert read[3].text("bem") == "dienstags; vormittags"
    assert Mark.STRAY_QUOTE in read[1].marks


def test_a_line_break_without_quotation_marks(tmp_path):
    """A break of another kind than the line ends of the file is joined again and marked."""
    lines = csv_text([list(HEADINGS), *people(8)]).split("\r\n")
    lines[3] = lines[3].replace("Maler, Lager", "Maler\nLager")
    with read_table(make_text(tmp_path / "list", "\r\n".join(lines)), fields=PEOPLE) as table:
        read = list(table.rows)
    assert len(read) == 8
    assert read[2].marks == {Mark.JOINED}
    assert read[2].text("berufswunsch") == "Maler\nLager"


def test_declared_separator(tmp_path):
    """The line "sep=|" for Excel is obeyed and is no data."""
    with read_table(make_text(tmp_path / "list", "sep=|\r\nName|Ort\r\nA, b|Bonn\r\nC, d|Ulm\r\n")) as table:
        assert [list(row.cells) for row in table.rows] == [["name", "ort"], ["name", "ort"]]
        assert table.source.separator == "|"


def test_glued_files_are_repaired_and_marked(tmp_path):
    """Letters of another encoding are guessed, and the cell says so."""
    text = csv_text([list(HEADINGS), *people(20, TURKISH_NAMES)]).encode()
    odd = csv_text([["2026/99999", "Wölfel", "Sören", *people(1)[0][3:]]]).encode("cp1252")
    path = tmp_path / "list"
    path.write_bytes(text + odd)
    with read_table(path, fields=PEOPLE) as table:
        last = list(table.rows)[-1]
    assert last.cells["name"].text == "Wölfel"
    assert Mark.GUESSED_LETTERS in last.cells["name"].marks
    assert not last.cells["plz"].marks


def test_text_that_looks_like_a_formula(tmp_path):
    """A formula in a text file is kept as text and marked; a plus before a telephone number is none."""
    text = 'Name;Telefon;Mehr\r\nA;+49 241 1;"=HYPERLINK(""x"")"\r\nB;0241;@SUM(A1)\r\nC;-;="01234"\r\n'
    with read_table(make_text(tmp_path / "list", text)) as table:
        rows = list(table.rows)
    assert rows[0].cells["mehr"].text == '=HYPERLINK("x")'
    assert Mark.FORMULA_TEXT in rows[0].cells["mehr"].marks
    assert not rows[0].cells["telefon"].marks
    assert Mark.FORMULA_TEXT in rows[1].cells["mehr"].marks
    assert rows[2].cells["mehr"] == ("01234", "01234", frozenset())


def test_error_values_in_text(tmp_path):
    """Errors that a spreadsheet program wrote into the text are no values."""
    text = "Name;PLZ;Ort\r\nA;#NV;Bonn\r\nB;#REF!;Ulm\r\nC;####;Köln\r\n"
    with read_table(make_text(tmp_path / "list", text)) as table:
        cells = [row.cells["plz"] for row in table.rows]
    assert [cell.text for cell in cells] == ["", "", ""]
    assert all(Mark.ERROR in cell.marks for cell in cells)


def test_what_cannot_be_seen(tmp_path):
    """Invisible and direction characters are taken out; a cell with only such characters is empty."""
    text = (
        "Name;Ort\r\nMei\u202eer;\u200b\r\nA\u00a0B;x\r\nNu\0l;y\r\nE\u0301mile;z\r\n"
        "Zeh" + "\u0301" * 50 + ";q\r\n"
    )
    with read_table(make_text(tmp_path / "list", text)) as table:
        rows = list(table.rows)
    assert [row.text("name") for row in rows[:4]] == ["Meier", "A B", "Nul", "Émile"]
    assert Mark.CONTROL in rows[0].cells["name"].marks
    assert Mark.CONTROL in rows[2].cells["name"].marks
    assert not rows[3].cells["name"].marks
    assert len(rows[4].text("name")) < 10
    assert rows[0].text("ort") == ""


def test_duplicate_and_empty_headings(tmp_path):
    """Every column has a key of its own; a filled column without heading is kept."""
    text = "Name;Bem.;Bem.;;\r\n" + "".join(f"A{n};x;y;z;\r\n" for n in range(9))
    with read_table(make_text(tmp_path / "list", text)) as table:
        assert [column.key for column in table.columns] == ["name", "bem", "bem-2", "column-d"]
        assert next(table.rows).text("column-d") == "z"


def test_endless_line_is_refused(tmp_path):
    """One line without end is refused after a megabyte."""
    path = tmp_path / "list"
    path.write_bytes(b"Name;Ort\r\nA;B\r\n" + b"x" * 3_000_000)
    with pytest.raises(Unreadable) as refused, read_table(path) as table:
        list(table.rows)
    assert refused.value.code == "line_too_long"
    assert refused.value.detail["number"] == 3


def test_only_an_endless_line(tmp_path):
    """Also when there is nothing else."""
    path = tmp_path / "list"
    path.write_bytes(b"x;" * 2_000_000)
    with pytest.raises(Unreadable) as refused:
        read_table(path)
    assert refused.value.code == "line_too_long"


def test_many_stray_marks_stay_quick(tmp_path):
    """Ten thousand rows that each open a quotation mark are read in linear time."""
    line = '"A;' + "x" * 60 + ";B\r\n"
    path = make_text(tmp_path / "list", "One;Two;Three\r\n" + line * 10_000)
    with read_table(path) as table:
        rows = list(table.rows)
    assert len(rows) == 10_000


@pytest.mark.parametrize(
    ("content", "code"), [(b"", "empty"), (b"\r\n\r\n \r\n", "no_table"), (b"%PDF-1.7\n", "not_a_table")]
)
def test_not_a_table(tmp_path, content, code):
    """Files without a table are refused with a code."""
    path = tmp_path / "list.csv"
    path.write_bytes(content)
    with pytest.raises(Unreadable) as refused:
        read_table(path)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"<html><table>", "html"),
        (b"<?xml version='1.0'?><Workbook/>", "xml"),
        (b'{"a": 1}', "json"),
        (b"\x89PNG\r\n", "image"),
    ],
)
def test_other_kinds_by_content(tmp_path, content, kind):
    """What a file is called does not matter."""
    path = tmp_path / "list.xlsx"
    path.write_bytes(content)
    with pytest.raises(Unreadable) as refused:
        read_table(path)
    assert (refused.value.code, refused.value.detail["kind"]) == ("not_a_table", kind)


def test_too_many_rows_and_columns(tmp_path):
    """Bounds on rows and columns hold while reading."""
    path = make_text(tmp_path / "list", csv_text([list(HEADINGS), *people(50)]))
    with pytest.raises(Unreadable) as refused, read_table(path, limits=Limits(rows=20)) as table:
        list(table.rows)
    assert refused.value.code == "too_many_rows"
    wide = make_text(tmp_path / "wide", "a;" * 3000 + "b\r\n" + "1;" * 3000 + "2\r\n")
    with pytest.raises(Unreadable) as refused:
        read_table(wide)
    assert refused.value.code == "too_wide"


def test_a_person_corrects_what_was_found(tmp_path):
    """Encoding, separator and the row of headings can be chosen by hand."""
    text = "x;y\r\nName;Ort\r\nKr\u00fcger;Bonn\r\n"
    path = make_text(tmp_path / "list", text, "cp1250")
    with read_table(path, encoding="cp1252", separator=";", header_row=2) as table:
        assert [row.text("name") for row in table.rows] == ["Krüger"]
    with read_table(path, header_row=0) as table:
        assert [column.key for column in table.columns] == ["column-a", "column-b"]
        assert len(list(table.rows)) == 3
    with pytest.raises(Unreadable) as refused:
        read_table(path, encoding="no-such")
    assert refused.value.code == "unknown_encoding"


def test_progress_grows_to_one(tmp_path):
    """The share that was read grows from the beginning to the end."""
    path = make_text(tmp_path / "list", csv_text([list(HEADINGS), *people(5000)]))
    with read_table(path) as table:
        shares = [table.share_read() for _ in table.rows]
        assert shares == sorted(shares)
        assert shares[-1] == 1.0
        assert shares[300] < 0.9


@pytest.mark.parametrize("seed", range(5))
def test_random_bytes_never_break(tmp_path, seed):
    """Whatever is in a file, the answer is rows or a refusal with a code."""
    chance = random.Random(seed)
    for _ in range(20):
        content = bytes(chance.choices(b';,\t"\r\n\xfc\xc3\xbcabc019=\x00', k=chance.randint(1, 600)))
        path = tmp_path / "list"
        path.write_bytes(content)
        with contextlib.suppress(Unreadable), read_table(path) as table:
            list(table.rows)
