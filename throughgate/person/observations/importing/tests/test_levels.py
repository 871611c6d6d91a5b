"""A sheet as a spreadsheet: what comes back through the one way in, and that every refused cell is named."""

from __future__ import annotations

import dataclasses
import io
import re
import uuid
from datetime import timedelta

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from throughgate.foundation.database.context import acting as in_context
from throughgate.foundation.imports.models import Import, RowResult
from throughgate.foundation.imports.work import work
from throughgate.person.observations import actions
from throughgate.person.observations.models import Rating, SheetPerson
from throughgate.person.observations.rules.scales import Scale, read_level
from throughgate.person.observations.rules.tables import read_cell
from throughgate.person.observations.tests.making import cells_of, seen, start, train
from throughgate.person.people.actions import admit_person, register_person
from throughgate.person.people.importing.tests.lists import tables_with
from throughgate.person.people.rules import ReleaseDates

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
        ("-1", (), "not_a_level"),
        ("４", (), "not_a_level"),
        ("1_0", (), "not_a_level"),
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


@pytest.mark.parametrize(
    "text",
    ["0", "00", "-", "–", "n", "nb", "n.b.", "N. b.", "nicht beobachtet", "k.A.", "k. A.", "n/a", "NA"],
)
def test_words_for_not_observed(text):
    """However people write that they did not see it, in a table or in the grid, it is no level and no fault."""
    said = read_cell(text, (), FIVE)
    assert (said.level, said.is_said, said.refused) == (None, True, "")
    assert read_level(text, FIVE) is None


def test_a_zero_is_a_level_where_the_scale_has_one():
    """On Portuguese marks from 0 to 20, 0 is a mark."""
    assert read_level("0", Scale(0, 20)) == 0


@pytest.fixture
def officer(client, fresh_cast):
    """A client that is signed in as the observer."""
    return sign_in(client, fresh_cast, "officer")


def sign_in(client, cast, username):
    client.force_login(cast.actor(username).user, backend="throughgate.ground.accounts.backend.Backend")
    session = client.session
    session["second_factor"] = True
    session.save()
    return client


@pytest.fixture
def acting(fresh_cast):
    return fresh_cast.acting


@pytest.fixture
def sheet(acting):
    train(acting)
    with acting("lead") as lead:
        people = [
            register_person(actor=lead, family_name=f"Row{n:02d}", given_names="Jan") for n in range(10)
        ]
        for person in people:
            admit_person(
                actor=lead,
                person=person,
                arrived_on=timezone.localdate() - timedelta(days=9),
                dates=ReleaseDates(None, None, None),
            )
    with acting("officer") as actor:
        return start(actor, [person.pk for person in people], columns=2)


def page(name, *keys):
    return reverse(f"observations:{name}", args=keys)


def table_of(client, sheet):
    """Return the downloaded table as rows of cells."""
    answer = client.get(page("xlsx", sheet.pk))
    assert answer["Content-Disposition"] == 'attachment; filename="sheet.xlsx"'
    return CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()


def book(rows, *, merged=(), formulas=()):
    """Return rows as XLSX; `merged` and `formulas` name cells."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as written:
        leaf = written.add_worksheet()
        for number, row in enumerate(rows):
            for place, cell in enumerate(row):
                leaf.write_string(number, place, cell) if isinstance(cell, str) else leaf.write(
                    number, place, cell
                )
        for first_row, first, last_row, last, value in merged:
            leaf.merge_range(first_row, first, last_row, last, value)
        for row, column, text, value in formulas:
            leaf.write_formula(row, column, text, None, value)
    return file.getvalue()


def send(client, sheet, content, name="sheet.xlsx"):
    return client.post(
        page("upload", sheet.pk),
        {"file": SimpleUploadedFile(name, content), "once": str(uuid.uuid4())},
    )


def bring(client, sheet, rows, **odd):
    """Upload rows, look at the preview, run the import; return the import as it ended."""
    answer = send(client, sheet, book(rows, **odd))
    assert answer.status_code == 302, answer.content.decode()
    key = uuid.UUID(re.search(r"[0-9a-f-]{36}", answer["Location"])[0])
    if answer["Location"].endswith("/columns/"):
        shown = client.get(answer["Location"]).content.decode()
        data = {"version": re.search(r'name="version" value="(\d+)"', shown)[1], "option-sheet": sheet.pk}
        for name in re.findall(r'<select name="(column-\d+)"', shown):
            select = re.search(rf'<select name="{name}".*?</select>', shown, re.DOTALL)[0]
            chosen = re.search(r'<option value="(\w+)" selected', select)
            data[name] = chosen[1] if chosen else ""
        assert client.post(answer["Location"], data).status_code == 302
    work(key)
    move(client, key, "run")
    return key


def move(client, key, what):
    address = reverse("imports:page", args=[key])
    version = re.search(r'name="version" value="(\d+)"', client.get(address).content.decode())
    client.post(f"{address}move/", {"do": what, "version": version[1]})
    work(key)
    return client.get(address).content.decode()


def refused(key):
    """Return what was refused: (row of the file, field, code)."""
    return [
        (row.number, field, code)
        for row in RowResult.objects.filter(of=key).order_by("index")
        for code, field, weight, _values in row.reasons
        if weight in ("refused", "asked")
    ]


def filled(client, sheet, *levels):
    rows = table_of(client, sheet)
    for row in rows[1:]:
        row[2:] = levels
    return rows


def test_five_dirty_cells_are_refused_and_all_others_come_in(officer, acting, sheet):
    """The template comes back filled in: exactly the five dirty cells are named, the other fifteen are saved."""
    assert table_of(officer, sheet)[0] == ["Row code", "Person", "Teamwork", "Communication"]
    rows = filled(officer, sheet, 4, 2)
    rows[1][2], rows[2][2], rows[3][3], rows[4][3], rows[5][2] = 6, "gut", "3,5", "2026-01-01", "=1+1"
    key = bring(officer, sheet, rows)
    with acting("officer"):
        assert refused(key) == [
            (2, "teamwork", "outside_scale"),
            (3, "teamwork", "not_a_level"),
            (4, "communication", "not_a_level"),
            (5, "communication", "not_a_level"),
            (6, "teamwork", "not_a_level"),
        ]
        assert Rating.objects.filter(level__isnull=False).count() == 15
    shown = officer.get(reverse("imports:page", args=[key])).content.decode()
    assert "“6” is not on the scale of this sheet." in shown
    assert "Row00" in shown
    again = bring(officer, sheet, rows)
    with acting("officer"):
        assert len(refused(again)) == 5
        assert Import.objects.get(pk=again).counts == {"asked": 5, "unchanged": 5}


def test_a_refused_cell_is_corrected_and_the_whole_is_undone(officer, acting, sheet):
    """A cell is corrected on the page of its row; the undo sets back every level but one that was changed since."""
    with acting("officer") as actor:
        person, competency = cells_of(sheet)[0]
        actions.rate(actor=actor, cell=actions.Cell(person, competency, 0, 1))
    rows = filled(officer, sheet, 4, 2)
    rows[1][3] = 7
    key = bring(officer, sheet, rows)
    waiting = re.search(
        rf'href="(/imports/{key}/rows/[^"]+)"',
        officer.get(reverse("imports:page", args=[key])).content.decode(),
    )[1]
    assert "is not on the scale" in officer.get(waiting).content.decode()
    typed = {"row-row": rows[1][0], "row-person": rows[1][1], "row-teamwork": "", "once": str(uuid.uuid4())}
    assert officer.post(waiting, {**typed, "row-communication": "8"}).status_code == 422
    assert officer.post(waiting, {**typed, "row-communication": "5"}).status_code == 302
    with acting("officer") as actor:
        assert sorted(Rating.objects.values_list("level", flat=True)) == [2] * 9 + [4] * 10 + [5]
        other, _competency = cells_of(sheet)[2]
        actions.rate(actor=actor, cell=actions.Cell(other, competency, 1, 3))
    shown = move(officer, key, "undo")
    assert "9 rows were taken back" in shown
    assert "1 row was left as it is" in shown
    with acting("officer"):
        left = Rating.objects.filter(level__isnull=False)
        assert sorted(left.values_list("level", flat=True)) == [1, 2, 3]


def test_merged_cells_formulas_and_errors_are_refused(officer, acting, sheet):
    """A merged cell is nobody's level, and a formula is not typed: each is named, the rest comes in."""
    rows = filled(officer, sheet, 4, 2)
    key = bring(
        officer,
        sheet,
        rows,
        merged=[(1, 2, 2, 2, 3)],
        formulas=[(3, 3, "=1+1", 2), (4, 3, "=1/0", "#DIV/0!")],
    )
    with acting("officer"):
        assert refused(key) == [
            (2, "teamwork", "merged"),
            (3, "teamwork", "merged"),
            (4, "communication", "formula"),
            (5, "communication", "error"),
        ]
        assert Rating.objects.filter(level__isnull=False).count() == 16


def test_rows_of_nobody_double_rows_and_unknown_columns(officer, acting, sheet):
    """A code that is not on the sheet and a second row for a person are named; an unknown column is asked."""
    rows = filled(officer, sheet, 4, "")
    rows[0].append("Remarks")
    rows[2][0] = "00000000"
    rows.append([*rows[1][:2], 5, "", ""])
    answer = send(officer, sheet, book(rows))
    assert answer["Location"].endswith("/columns/")
    key = bring(officer, sheet, rows)
    with acting("officer"):
        assert refused(key) == [(3, "row", "unknown_row"), (12, "", "twice")]
        assert list(Rating.objects.values_list("level", flat=True)) == [4] * 9


def test_a_list_kept_by_hand_is_read_by_names(officer, acting, sheet):
    """A table without codes, in another language, with a title: whole names are found, a family name is asked."""
    rows = [
        ["Softball, Dienstag"],
        [],
        ["Nr", "Name", "Teamfähigkeit", "Kommunikation"],
        [1, "ROW03, Jan", 5, 4],
        [2, "Jan Row04", 3, "-"],
        [3, "Row05", 2, 2],
        [4, "Nobody, Jan", 2, 2],
    ]
    key = bring(officer, sheet, rows)
    with acting("officer"):
        assert refused(key) == [(6, "", "which_person"), (7, "person", "unknown_row")]
        assert list(
            Rating.objects.order_by("sheet_person__position", "competency__position").values_list(
                "level", flat=True
            )
        ) == [5, 4, 3]
        waiting = RowResult.objects.get(of=key, number=6)
        five = SheetPerson.objects.filter(sheet=sheet).order_by("position")[5]
    address = reverse("imports:row", args=[key, waiting.pk])
    assert "It is Jan Row05" in officer.get(address).content.decode()
    typed = {"row-person": "Row05", "row-teamwork": "2", "row-communication": "2", "row-same_as": five.pk}
    assert officer.post(address, {**typed, "once": str(uuid.uuid4())}).status_code == 302
    with acting("officer"):
        assert Rating.objects.filter(sheet_person=five).count() == 2


def test_nothing_about_the_offence_comes_in(officer, acting, sheet):
    """A column of offences and one of file numbers stay out; a file number in the place of a level is named, not kept."""
    rows = filled(officer, sheet, 4, 2)
    rows[0] += ["Tatvorwurf", "Referenz"]
    for row in rows[1:]:
        row += ["Markeroffence", "12 Js 34/25"]
    rows[1][2] = "13 Js 34/25"
    answer = send(officer, sheet, book(rows))
    shown = officer.get(answer["Location"]).content.decode()
    assert "This is never stored here." in shown
    assert "file numbers of courts" in shown
    assert not re.search(r"Markeroffence|Js 34|column-4|column-5", shown)
    key = bring(officer, sheet, rows)
    with acting("officer"):
        assert refused(key) == []
        notes = RowResult.objects.get(of=key, number=2).reasons
        assert ["case_reference", "teamwork", "note", {}] in notes
        assert Rating.objects.filter(level__isnull=False).count() == 19
    assert tables_with("Markeroffence|Js 34") == []


def test_competencies_that_the_sheet_is_not_about(officer, acting, sheet):
    """A level for another competency is refused, not passed over."""
    rows = filled(officer, sheet, 4, 2)
    rows[0].append("Resilience")
    rows[1].append(3)
    key = bring(officer, sheet, rows)
    with acting("officer"):
        assert refused(key) == [(2, "resilience", "not_on_sheet")]


def test_the_sheet_is_signed_between_preview_and_import(officer, acting, sheet):
    """Levels for a sheet that was signed meanwhile stay out, each row with the reason."""
    rows = filled(officer, sheet, 4, 2)
    answer = send(officer, sheet, book(rows))
    key = uuid.UUID(re.search(r"[0-9a-f-]{36}", answer["Location"])[0])
    work(key)
    with acting("officer") as actor:
        person, competency = cells_of(sheet)[0]
        actions.rate(actor=actor, cell=actions.Cell(person, competency, 0, 1))
        actions.sign_sheet(actor=actor, key=sheet.pk, seen=seen(sheet))
    shown = move(officer, key, "run")
    assert "was signed or discarded meanwhile" in shown
    with acting("officer"):
        assert refused(key) == [(number, "", "sheet_closed") for number in range(2, 12)]
        assert Rating.objects.get(level__isnull=False).level == 1
    assert send(officer, sheet, book(rows)).status_code == 409


def test_odd_files(officer, sheet, acting):
    """What is no table gets a plain message; a hundred thousand rows are another table, and nothing is saved."""
    for content in (b"", b"%PDF-1.4 no table"):
        assert send(officer, sheet, content).status_code == 422
    long = b"Row code;Person;Teamwork\n" + b"x;y;3\n" * 100_000
    answer = send(officer, sheet, long, "a.csv")
    key = uuid.UUID(re.search(r"[0-9a-f-]{36}", answer["Location"])[0])
    work(key)
    assert "too many rows. At most 500" in officer.get(reverse("imports:page", args=[key])).content.decode()


def test_an_import_is_its_observers_alone(officer, fresh_cast, sheet):
    """Another observer of the same prison sees neither the import nor its rows."""
    rows = filled(officer, sheet, 4, 9)
    key = bring(officer, sheet, rows)
    with fresh_cast.acting("officer"):
        assert RowResult.objects.filter(of=key).count() == 10
    with fresh_cast.acting("lead"):
        assert not Import.objects.exists()
    colleague = dataclasses.replace(
        fresh_cast.actor("colleague").context,
        roles=frozenset({"observer"}),
    )
    with in_context(colleague):
        assert not Import.objects.exists()
        assert not RowResult.objects.exists()
    lead = sign_in(Client(), fresh_cast, "lead")
    assert lead.get(reverse("imports:page", args=[key])).status_code == 404
    for name in ("xlsx", "upload"):
        assert lead.get(page(name, sheet.pk)).status_code == 403
