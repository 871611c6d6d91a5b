"""A sheet as a spreadsheet: what comes back, and that every refused cell is named."""

from __future__ import annotations

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from throughgate.foundation.tables.writing import OutColumn, write_xlsx
from throughgate.person.observations.models import Rating
from throughgate.person.observations.rules.scales import Scale
from throughgate.person.observations.rules.tables import read_cell
from throughgate.person.observations.tests.making import start, train
from throughgate.person.people.actions import register_person

FIVE = Scale(1, 5)


@given(st.text(max_size=6))
def test_a_cell_is_a_level_nothing_or_refused(text):
    """Whatever stands in a cell, it becomes a level of the scale, "not observed", nothing, or a reason."""
    said = read_cell(text, (), FIVE)
    assert said.level in (None, 1, 2, 3, 4, 5)
    assert not (said.refused and said.is_said)
    assert said.refused in ("", "not_a_level", "outside_scale")
    if not text.strip():
        assert not said.is_said
        assert not said.refused


@pytest.mark.parametrize(
    ("text", "marks", "refused"),
    [
        ("6", (), "outside_scale"),
        ("0", (), "outside_scale"),
        ("3.5", (), "not_a_level"),
        ("gut", (), "not_a_level"),
        ("4", ("formula",), "formula"),
        ("4", ("merged",), "merged"),
        ("", ("error",), "error"),
        ("3.0", (), ""),
        ("-", (), ""),
    ],
)
def test_reasons(text, marks, refused):
    """Each odd cell has its own reason."""
    assert read_cell(text, marks, FIVE).refused == refused


@pytest.fixture
def sheet(acting, cast):
    train(acting)
    with acting("lead") as lead:
        people = [register_person(actor=lead, family_name=f"Row{n:02d}").pk for n in range(10)]
    with acting("officer") as officer:
        return start(officer, people, columns=2)


def page(name, key):
    return reverse(f"observations:{name}", args=[key])


def table_of(client, sheet):
    """Return the downloaded table as rows of cells."""
    answer = client.get(page("xlsx", sheet.pk))
    assert answer["Content-Disposition"] == 'attachment; filename="sheet.xlsx"'
    return CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()


def bring(client, sheet, rows):
    """Upload rows as XLSX."""
    file = io.BytesIO()
    columns = [OutColumn(str(place), str(heading)) for place, heading in enumerate(rows[0])]
    write_xlsx(file, columns, ({str(i): cell for i, cell in enumerate(row)} for row in rows[1:]))
    return client.post(page("upload", sheet.pk), {"file": SimpleUploadedFile("a.xlsx", file.getvalue())})


def test_five_dirty_cells_are_refused_and_all_others_come_in(signed_in, acting, sheet):
    """The template comes back filled in: exactly the five dirty cells are named, the other fifteen are saved."""
    client = signed_in("officer")
    rows = table_of(client, sheet)
    assert rows[0] == ["Row", "Person", "Teamwork", "Communication"]
    assert len(rows) == 11
    for row in rows[1:]:
        row[2:] = [4, 2]
    rows[1][2], rows[2][2], rows[3][3], rows[4][3], rows[5][2] = 6, "gut", "3,5", "2026-01-01", "=1+1"
    answer = bring(client, sheet, rows)
    assert answer.status_code == 200
    refused = answer.context["reading"].refused
    assert [cell.place for cell in refused] == ["C2", "C3", "D4", "D5", "C6"]
    assert "15 levels came in" in answer.content.decode()
    with acting("officer"):
        assert Rating.objects.filter(level__isnull=False).count() == 15
    again = bring(client, sheet, rows)
    assert "No level is new" in again.content.decode()
    assert len(again.context["reading"].refused) == 5


def test_rows_of_nobody_and_double_rows(signed_in, acting, sheet):
    """A code that is not on the sheet, a second row for a person, and an unknown column are named."""
    client = signed_in("officer")
    rows = table_of(client, sheet)
    rows[0].append("Remarks")
    for row in rows[1:]:
        row[2:] = [4, "", "text"]
    rows[2][0] = "00000000"
    rows.append([*rows[1][:2], 5, "", ""])
    answer = bring(client, sheet, rows)
    assert [str(cell.reason) for cell in answer.context["reading"].refused] == [
        "Nobody on this sheet has this row.",
        "This person has another row above.",
    ]
    assert answer.context["reading"].ignored == ["Remarks"]
    with acting("officer"):
        assert list(Rating.objects.values_list("level", flat=True)) == [4] * 9


def test_names_are_enough_where_they_are_unique(signed_in, acting, sheet):
    """A table without codes is read by names."""
    client = signed_in("officer")
    answer = bring(client, sheet, [["Person", "Teamfähigkeit"], ["Row03", 5], ["Nobody", 2]])
    assert len(answer.context["reading"].refused) == 1
    with acting("officer"):
        assert Rating.objects.get().level == 5


def test_odd_files(signed_in, sheet):
    """What is no table gets a plain message; somebody else's sheet does not exist."""
    client = signed_in("officer")
    for content in (b"", b"%PDF-1.4 no table", b"\x00\x01\x02"):
        answer = client.post(page("upload", sheet.pk), {"file": SimpleUploadedFile("a.xlsx", content)})
        assert answer.status_code == 422
    long = b"Row;Person;Teamwork\n" + b"x;y;3\n" * 100_000
    answer = client.post(page("upload", sheet.pk), {"file": SimpleUploadedFile("a.csv", long)})
    assert answer.status_code == 422
    assert "too many rows" in answer.content.decode()
    for name in ("xlsx", "upload"):
        assert signed_in("lead").get(page(name, sheet.pk)).status_code == 403
