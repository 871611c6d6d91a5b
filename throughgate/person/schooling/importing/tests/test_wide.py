"""Marks from a list with a column for each subject."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from throughgate.foundation.imports.models import Import, RowResult
from throughgate.person.people.importing.tests.lists import tables_with
from throughgate.person.schooling import actions
from throughgate.person.schooling.importing.tests.made import (
    CAGRI,
    JANE,
    NAMES,
    SUBJECTS,
    answer,
    book,
    bring,
    last_year,
    marks,
    people,
    problems,
    school,
    text,
    undo,
    workbook,
)
from throughgate.person.schooling.models import Enrolment, Mark

JAN = (3, "Müller, Jan", 7, 3, "3,5", "3,5", "teilg.", 5, 3, "")


def test_a_list_comes_in_and_each_impossible_mark_is_named_by_its_cell(acting, capsys, tmp_path):
    """Title, half-year and subjects are read; tendencies and words stay; 7 and 3,5 are refused, the others of the row come in."""
    school(acting)
    code, columns, lines = bring(capsys, workbook(tmp_path, JANE, CAGRI, JAN))
    assert code == 3
    assert [column["field"] for column in columns] == [
        *(None, "person", "german", "maths", "english", "natural_sciences_area", "work_economy_area"),
        *("social_studies", "sport", "absences"),
    ]
    assert {number: line["outcome"] for number, line in lines.items()} == {
        4: "created",
        5: "created",
        6: "asked",
    }
    assert problems(lines) == [
        (6, "german", "outside_scale"),
        (6, "english", "not_a_step"),
        (6, "natural_sciences_area", "not_a_step"),
    ]
    said = [reason["says"] for reason in lines[6]["reasons"] if reason["weight"] == "refused"]
    assert said[0] == "C6: “7” is no mark of the scale 1 to 6."
    found = marks(acting)
    assert len(found) == 7 + 7 + 4
    assert found["Yılmaz", "maths"] == "3+"
    assert found["Yılmaz", "work_economy_area"] == "not_assessed"
    assert found["Müller", "work_economy_area"] == "attended"
    assert ("Müller", "german") not in found


def test_the_same_file_twice_changes_nothing_and_a_change_is_asked(acting, capsys, tmp_path):
    """Twice is once; another mark than the one that is there waits until somebody says so; undo sets everything back."""
    school(acting)
    first = workbook(tmp_path, JANE, CAGRI)
    assert bring(capsys, first)[0] == 0
    before = marks(acting)
    code, _columns, lines = bring(capsys, first)
    assert (code, {line["outcome"] for line in lines.values()}) == (0, {"unchanged"})
    assert marks(acting) == before
    corrected = workbook(tmp_path, (1, JANE[1], 4, *JANE[3:]), CAGRI)
    code, _columns, lines = bring(capsys, corrected)
    assert (code, problems(lines)) == (3, [(4, "german", "differs")])
    assert "“5” is there already, the file says “4”" in lines[4]["reasons"][1]["says"]
    assert marks(acting) == before
    code, _columns, lines = bring(capsys, corrected, "--choose", "changes=take")
    assert (code, lines[4]["outcome"], lines[5]["outcome"]) == (0, "changed", "unchanged")
    assert marks(acting) == before | {("Ferreira dos Santos", "german"): "4"}
    undo(acting)
    assert marks(acting) == before
    undo(acting, "created")
    # What was changed and set back in between is no longer the first import's own.
    assert {name for name, _subject in marks(acting)} == {"Ferreira dos Santos"}


def test_what_others_changed_since_stays(acting, capsys, tmp_path):
    """An undo leaves a row in which somebody gave another mark since."""
    made = school(acting)
    bring(capsys, workbook(tmp_path, JANE, CAGRI))
    with acting("teacher") as teacher:
        mark = Mark.objects.get(enrolment__name__endswith="Yılmaz", subject__code="german")
        cell = actions.Cell(mark.enrolment_id, mark.subject_id, mark.version, "2")
        actions.give_marks(actor=teacher, course=made.pk, slots=actions.Slots(last_year()), cells=[cell])
    undo(acting, "created")
    assert {name for name, _subject in marks(acting)} == {"Yılmaz"}
    assert len(marks(acting)) == 7


def test_names_are_known_in_any_spelling_and_never_guessed(acting, capsys, tmp_path):
    """Umlauts, turned names, a class behind #; two of one name and a lone family name are asked, a stranger is refused."""
    school(acting, *NAMES, ("Krüger", "Ali"), ("Krüger", "Ali"))
    rows = (
        (1, "MUELLER, Jan", 2),
        (2, "Cagri Yilmaz", 2),
        (3, "Turcanu#10a, Luca", 2),
        (4, "Ferreira  dos santos , JACQUELINE", 2),
        (5, "Krüger, Ali", 2),
        (6, "Meyer", 2),
        (7, "Nobody, Else", 2),
        (8, "", 2),
    )
    _code, _columns, lines = bring(capsys, workbook(tmp_path, *rows, headings=("Nr", "Name", "Deutsch")))
    assert [line["outcome"] for line in lines.values()] == [
        *("created", "created", "created", "created", "asked", "asked", "refused", "refused")
    ]
    assert [code for _row, _field, code in problems(lines)] == [
        *("which_person", "which_person", "not_in_course", "no_name")
    ]
    assert set(marks(acting)) == {
        (name, "german") for name in ("Müller", "Yılmaz", "Țurcanu", "Ferreira dos Santos")
    }


def test_a_day_of_birth_tells_namesakes_apart(acting, capsys, tmp_path):
    """Two of one name are told apart by their days; another day than the one that is known is asked about."""
    made = school(acting)
    twins = [people(acting, ("Krüger", "Ali"), born={"birth_on": date(1990, 1, day)})[0] for day in (1, 2)]
    with acting("teacher") as teacher:
        actions.enrol(actor=teacher, course=made, people=twins, from_on=made.starts_on)
    rows = (("Krüger", "Ali", "02.01.1990", 2), ("Krüger", "Ali", "03.01.1990", 3))
    headings = ("Familienname", "Vorname", "Geb.-Dat.", "D")
    _code, _columns, lines = bring(capsys, workbook(tmp_path, *rows, headings=headings))
    assert problems(lines) == [(5, "", "which_person")]
    with acting("teacher"):
        assert [mark.person_id for mark in Mark.objects.given()] == [twins[1]]


def test_words_that_stand_for_no_mark(acting, capsys, tmp_path):
    """ "befr." is asked about, a doctor's note is not assessed, and a blank or a case changes nothing."""
    school(acting)
    row = (1, JANE[1], "befr.", "AT", "ne", " 2 ", "TEILG.", "nb", "befreit", "1")
    _code, _columns, lines = bring(capsys, workbook(tmp_path, row))
    assert problems(lines) == [(4, "german", "ambiguous")]
    assert [marks(acting).get(("Ferreira dos Santos", code)) for code, _level in SUBJECTS] == [
        *(None, "not_assessed", "not_assessed", "2", "attended", "not_assessed", "released")
    ]


def test_two_columns_for_one_subject_are_asked_about(acting, capsys, tmp_path):
    """A subject in two spellings: alike is one mark, unlike neither comes in, and the rest of the row does."""
    school(acting)
    rows = (("Müller, Jan", 2, 3, 2), ("Meyer, Finn", 3, 3, 4))
    headings = ("Name", "Deutsch", "Sport", "D")
    _code, columns, lines = bring(capsys, workbook(tmp_path, *rows, headings=headings))
    assert [column["field"] for column in columns] == ["person", "german", "sport", "german__again"]
    assert problems(lines) == [(5, "german", "two_columns"), (5, "german__again", "two_columns")]
    assert marks(acting) == {("Müller", "german"): "2", ("Müller", "sport"): "3", ("Meyer", "sport"): "3"}


def test_mathe_is_no_extended_course_of_math(acting, capsys, tmp_path):
    """The short name of a subject in a second column is that subject again, and names no level."""
    school(acting)
    path = workbook(tmp_path, ("Müller, Jan", 2, 2), headings=("Name", "Mathematik", "Mathe"))
    _code, columns, lines = bring(capsys, path)
    assert [column["field"] for column in columns] == ["person", "maths", "maths__again"]
    assert problems(lines) == []


def test_columns_of_half_years_and_levels(acting, capsys, tmp_path):
    """ "Deutsch 1. Hj." is of its own half-year; another level than that of the course is asked about, the same one is not."""
    school(
        acting,
        subjects=(("german", "none"), ("maths", "extended"), ("english", "basic"), ("chemistry", "none")),
    )
    headings = (
        "Name",
        "Deutsch 1. Hj.",
        "Deutsch 2. Hj.",
        "Mathe (E)",
        "Englisch E-Kurs",
        "Chemie",
        "Kunst",
        "Bemerkung",
    )
    rows = (("Müller, Jan", 2, 3, 4, 3, "3 (G)", "2", "brav"), ("Meyer, Finn", 2, 3, "4 E", "", 3, "", ""))
    _code, columns, lines = bring(capsys, workbook(tmp_path, *rows, headings=headings))
    assert [column["field"] for column in columns] == [
        *("person", "german__1", "german__2", "maths__e", "english__e", "chemistry", "arts", None)
    ]
    assert problems(lines) == [
        (4, "english__e", "level_differs"),
        (4, "chemistry", "level_differs"),
        (4, "arts", "not_taught"),
    ]
    assert marks(acting, half=1) == {("Müller", "german"): "2", ("Meyer", "german"): "2"}
    assert marks(acting, half=2, subject__code="maths") == {("Müller", "maths"): "4", ("Meyer", "maths"): "4"}


def test_nothing_is_guessed_about_course_and_half_year(acting, capsys, tmp_path):
    """Of two courses the title names one, or nothing comes in; a year without its half refuses each mark."""
    school(acting)
    school(acting, ("Else", "Where"), name="Class 9")
    row = ("Müller, Jan", 2)
    untold = workbook(tmp_path, row, headings=("Name", "Deutsch"), title="Noten")
    assert problems(bring(capsys, untold)[2]) == [(4, "", "which_course")]
    half_told = workbook(tmp_path, row, headings=("Name", "Deutsch"), title="Noten Class 10")
    assert problems(bring(capsys, half_told)[2]) == [(4, "german", "which_half_year")]
    half = f"half_year={last_year().code}"
    assert bring(capsys, untold, "--choose", "course=Class 10", "--choose", half)[0] == 0
    assert marks(acting) == {("Müller", "german"): "2"}
    assert bring(capsys, untold, "--choose", "course=Class 11")[0] == 2


def test_a_change_of_course_within_the_file(acting, capsys, tmp_path):
    """A column names the course of each row; a course that one does not teach is refused."""
    school(acting)
    school(acting, ("Else", "Where"), name="Class 9")
    rows = (("Müller, Jan", "Class 10", 2), ("Else, Where", "Class 9", 3), ("Meyer, Finn", "Class 8", 3))
    _code, _columns, lines = bring(
        capsys, workbook(tmp_path, *rows, headings=("Name", "Kurs", "Deutsch"), title="2. Hj.")
    )
    assert problems(lines) == [(6, "course", "unknown_course")]
    assert marks(acting) == {("Müller", "german"): "2", ("Else", "german"): "3"}


def test_marks_after_somebody_left_and_of_others_courses(acting, capsys, tmp_path):
    """Whoever left before the half-year gets no mark in it; who is not named in the course brings nothing in."""
    made = school(acting)
    with acting("teacher") as teacher:
        gone = Enrolment.objects.get(name__endswith="Meyer")
        actions.leave(
            actor=teacher,
            enrolment=gone,
            expected=1,
            until_on=last_year().starts_on - timedelta(days=20),
            reason="other",
        )
    rows = (("Meyer, Finn", 2), ("Müller, Jan", 2))
    _code, _columns, lines = bring(capsys, workbook(tmp_path, *rows, headings=("Name", "Deutsch")))
    assert problems(lines) == [(4, "german", "after_leaving")]
    assert marks(acting) == {("Müller", "german"): "2"}
    assert bring(capsys, workbook(tmp_path, *rows), user="lead")[0] == 2
    with acting("teacher"):
        assert Mark.objects.given().filter(course=made).count() == 1


@pytest.mark.parametrize("encoding", ["cp1252", "utf-8-sig", "utf-16"])
def test_text_files_in_any_encoding(acting, capsys, tmp_path, encoding):
    """Semicolons, a decimal comma and any encoding; written works have half marks."""
    school(acting, ("Müller", "Jürgen"), subjects=(("german", "none"),))
    path = text(tmp_path, "Class 10, 2. Halbjahr;", "Name;Deutsch", '"Müller, Jürgen";3,5', encoding=encoding)
    _code, _columns, lines = bring(capsys, path)
    assert [code for _row, _field, code in problems(lines)] == ["not_a_step"]
    assert bring(capsys, path, "--choose", "kind=written")[0] == 0
    assert marks(acting, kind="written") == {("Müller", "german"): "3.5"}


@pytest.mark.parametrize("width", [2, 3])
def test_a_line_between_rows_names_the_course(acting, capsys, tmp_path, width):
    """ "Kurs: Class 9" between rows is the course of those below it; one that nobody teaches here refuses them."""
    school(acting)
    school(acting, ("Else", "Where"), name="Class 9")
    rows = (
        (1, "Müller, Jan", 2),
        ("Kurs: Class 9",),
        (2, "Else, Where", 3),
        ("Kurs: Class 7",),
        (3, "Meyer, Finn", 3),
    )
    headings = ("Nr", "Name", "Deutsch")[-width:]
    path = workbook(tmp_path, *(row[-width:] for row in rows), headings=headings)
    _code, _columns, lines = bring(capsys, path)
    assert problems(lines) == [(8, "course", "unknown_course")]
    assert marks(acting) == {("Müller", "german"): "2", ("Else", "german"): "3"}


def test_absences_and_averages_are_known_and_left_out(acting, capsys, tmp_path):
    """Each form of them is named in its row and kept nowhere; a column that nobody knows is named among the columns."""
    school(acting)
    headings = ("Name", "Klasse", "Deutsch", "Fehlstd.", "unentsch. Fehlstd.", "Durchschnitt", "Verspätungen")
    row = ("Müller, Jan", "10a", 2, 9123457, 9054319, "2,7712345", 9334581)
    code, columns, lines = bring(capsys, workbook(tmp_path, row, headings=headings))
    assert code == 0
    assert [column["field"] for column in columns] == [
        *("person", None, "german", "absences", "unexcused", "average", None)
    ]
    assert {reason["code"] for reason in lines[4]["reasons"]} == {"new", "absences", "average"}
    assert not tables_with("9123457|9054319|7712345|9334581")


def test_sub_headings_name_the_half_year(acting, capsys, tmp_path):
    """A row of subjects above a row of half-years is read as one."""
    school(acting)
    path = tmp_path / "marks.xlsx"
    path.write_bytes(
        book(
            [
                ["Kurs: Class 10, 2025/26"],
                [],
                ["", "Deutsch", "", "Sport", ""],
                ["Name", "1. Hj.", "2. Hj.", "1. Hj.", "2. Hj."],
                ["Müller, Jan", 2, 3, 4, 5],
            ]
        )
    )
    _code, columns, _lines = bring(capsys, path, "--choose", f"half_year={last_year().code}")
    assert [column["field"] for column in columns] == [
        "person",
        "german__1",
        "german__2",
        "sport__1",
        "sport__2",
    ]
    assert marks(acting, half=1) == {("Müller", "german"): "2", ("Müller", "sport"): "4"}


def test_what_is_answered_comes_in(acting, capsys, tmp_path):
    """A refused cell is corrected, a namesake chosen, an asked change taken; each only once somebody says so."""
    school(acting, *NAMES, ("Krüger", "Ali"), ("Krüger", "Ali"))
    rows = (("Müller, Jan", 7, 3), ("Krüger, Ali", 2, 2))
    bring(capsys, workbook(tmp_path, *rows, headings=("Name", "Deutsch", "Sport")))
    assert answer(acting, 4, {"german": "8"}).outcome == "refused"
    assert answer(acting, 4, {"german": "2-"}).outcome == "created"
    asked = answer(acting, 5, {})
    assert asked.outcome == "asked"
    chosen = asked.reasons[0].values["candidates"][1]
    assert answer(acting, 5, {}, same_as=chosen).outcome == "created"
    with acting("teacher"):
        assert Mark.objects.given().filter(enrolment=chosen).count() == 2
    bring(capsys, workbook(tmp_path, ("Müller, Jan", 1, 3), headings=("Name", "Deutsch", "Sport")))
    assert answer(acting, 4, {}).outcome == "asked"
    assert answer(acting, 4, {}, confirmed=True).outcome == "changed"
    assert marks(acting)["Müller", "german"] == "1"


def test_marks_are_seen_by_their_importer_alone(acting, capsys, tmp_path):
    """Another teacher of the house, who may import as well, sees neither the import nor its rows."""
    school(acting)
    bring(capsys, workbook(tmp_path, JAN))
    with acting("officer"):
        assert not Import.objects.filter(kind="marks").exists()
        assert not RowResult.objects.filter(kind="marks").exists()
    with acting("teacher"):
        assert RowResult.objects.filter(kind="marks").exists()
