"""Marks on another scale than the course's: asked about, said of a column, and written as the course's own."""

from __future__ import annotations

from throughgate.person.schooling.importing.tests.made import (
    CAGRI,
    JANE,
    bring,
    marks,
    problems,
    school,
    workbook,
)


def test_a_column_on_another_scale_is_asked_about(acting, capsys, tmp_path):
    """Points from 0 to 15 in one column: its 5 does not come in as a 5 of ours; one slip elsewhere harms nobody."""
    school(acting)
    rows = (
        ("Müller, Jan", 12, 2),
        ("Meyer, Finn", 5, 3),
        ("Yılmaz, Çağrı", 9, 7),
        ("Țurcanu, Luca", "n.b.", 4),
    )
    _code, _columns, lines = bring(capsys, workbook(tmp_path, *rows, headings=("Name", "Deutsch", "Sport")))
    assert problems(lines) == [
        (4, "german", "outside_scale"),
        (5, "german", "other_scale"),
        (6, "german", "outside_scale"),
        (6, "sport", "outside_scale"),
    ]
    assert marks(acting) == {
        ("Müller", "sport"): "2",
        ("Meyer", "sport"): "3",
        ("Țurcanu", "german"): "not_assessed",
        ("Țurcanu", "sport"): "4",
    }


def test_a_column_of_points_comes_in_as_marks(acting, capsys, tmp_path):
    """A heading that says so, or a person, puts a column on its scale: each point is a mark; words stay, 16 is refused."""
    school(acting)
    rows = (
        ("Müller, Jan", 12, 2),
        ("Meyer, Finn", 5, 3),
        ("Yılmaz, Çağrı", 16, 7),
        ("Țurcanu, Luca", "n.b.", 4),
        ("Ferreira dos Santos, Jacqueline", 0, 4),
    )
    path = workbook(tmp_path, *rows, headings=("Name", "Deutsch (Punkte)", "Sport"))
    _code, columns, lines = bring(capsys, path)
    assert [column["field"] for column in columns] == ["person", "german__de-15", "sport"]
    assert problems(lines) == [
        *((6, "german__de-15", "outside_scale"), (6, "sport", "outside_scale")),
    ]
    assert "“12” is “2+” on the scale of the course." in [one["says"] for one in lines[4]["reasons"]]
    assert "0 to 15" in next(one["says"] for one in lines[6]["reasons"] if one["field"] == "german__de-15")
    assert marks(acting, subject__code="german") == {
        ("Müller", "german"): "2+",
        ("Meyer", "german"): "4",
        ("Țurcanu", "german"): "not_assessed",
        ("Ferreira dos Santos", "german"): "6",
    }


def test_a_column_that_is_said_to_be_of_the_scale_is_asked_about_no_more(acting, capsys, tmp_path):
    """In a course with points a column of points is what it says, whatever slipped into it."""
    school(acting, scale="de-15")
    rows = (("Müller, Jan", 16, 12), ("Meyer, Finn", 17, 3), ("Yılmaz, Çağrı", 5, 15))
    headings = ("Name", "Deutsch (Punkte)", "Sport")
    _code, _columns, lines = bring(capsys, workbook(tmp_path, *rows, headings=headings))
    assert [code for _row, _field, code in problems(lines)] == ["outside_scale", "outside_scale"]
    assert marks(acting, subject__code="german") == {("Yılmaz", "german"): "5"}


def test_marks_with_tendencies_are_no_points(acting, capsys, tmp_path):
    """In a course with points from 0 to 15, a column with 2- and 3+ is of another scale: its plain 3 is asked about."""
    school(acting, scale="de-15")
    rows = (("Müller, Jan", "2-", 12), ("Meyer, Finn", 3, 3), ("Yılmaz, Çağrı", "3+", 15))
    _code, _columns, lines = bring(capsys, workbook(tmp_path, *rows, headings=("Name", "Deutsch", "Sport")))
    assert problems(lines) == [
        (4, "german", "no_tendency"),
        (5, "german", "other_scale"),
        (6, "german", "no_tendency"),
    ]
    assert set(marks(acting).values()) == {"12", "3", "15"}


def test_a_person_on_another_scale_is_asked_about(acting, capsys, tmp_path):
    """One row in points among rows with marks."""
    school(acting)
    rows = (JANE, (2, CAGRI[1], 11, 5, 9, 14, 6, 8, 10, ""), (3, "Meyer, Finn", 2, 2, 2, 2, 2, 2, 2, ""))
    _code, _columns, lines = bring(capsys, workbook(tmp_path, *rows))
    assert {code for row, _field, code in problems(lines) if row == 5} == {"outside_scale", "other_scale"}
    assert {name for name, _subject in marks(acting)} == {"Ferreira dos Santos", "Meyer"}
