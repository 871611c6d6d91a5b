"""Marks from a list with a row for each mark."""

from __future__ import annotations

from datetime import date, timedelta

from throughgate.person.schooling.importing.tests.made import bring, last_year, problems, school, text
from throughgate.person.schooling.models import Mark

HEADINGS = "Name;Fach;Datum;Note;Art;Gewicht"


def day(number):
    """Return a day of the half-year as German lists write it."""
    return f"{last_year().starts_on + timedelta(days=number):%d.%m.%Y}"


def test_each_row_is_one_mark_with_its_day_kind_and_weight(acting, capsys, tmp_path):
    """The date says the half-year; the second work of a kind is its number 2; twice is once; a correction is asked about."""
    school(acting)
    rows = [
        f"Müller, Jan;Deutsch;{day(10)};3,5;Klassenarbeit;2",
        f"Müller, Jan;D;{day(40)};2-;schriftlich;2",
        f"Müller, Jan;Mathe;{day(10)};2;mündlich;",
        f"Meyer, Finn;Englisch;{day(11)};n.b.;Zeugnis;1",
    ]
    path = text(tmp_path, HEADINGS, *rows)
    code, _columns, lines = bring(capsys, path)
    assert (code, problems(lines)) == (0, [])
    with acting("teacher"):
        found = Mark.objects.given().select_related("subject").order_by("subject__position", "number")
        assert [
            (
                mark.subject.code,
                mark.kind,
                mark.number,
                mark.value or mark.non_mark,
                mark.weight,
                mark.given_on,
            )
            for mark in found
        ] == [
            ("german", "written", 1, "3.5", 2, on(10)),
            ("german", "written", 2, "2-", 2, on(40)),
            ("maths", "oral", 1, "2", 1, on(10)),
            ("english", "report", 1, "not_assessed", 1, on(11)),
        ]
        assert {mark.half_year for mark in found} == {last_year()}
    # A later list begins with another row, and finds each mark by its day.
    later = text(
        tmp_path, HEADINGS, rows[1].replace("2-", "3"), f"Müller, Jan;Deutsch;{day(60)};1;Arbeit;", rows[0]
    )
    code, _columns, lines = bring(capsys, later)
    assert [line["outcome"] for line in lines.values()] == ["asked", "created", "unchanged"]
    assert problems(lines) == [(2, "mark", "differs")]
    with acting("teacher"):
        assert Mark.objects.given().get(number=3).value == "1"


def on(number) -> date:
    """Return a day of the half-year."""
    return last_year().starts_on + timedelta(days=number)


def test_what_a_row_says_wrong_is_named(acting, capsys, tmp_path):
    """A kind, a weight, a day, a subject that nobody knows; a day before the course, after it; a mark given twice."""
    school(acting)
    ends = last_year().ends_on
    before = f"{date(last_year().year - 2, 9, 1):%d.%m.%Y}"
    after = f"{ends + timedelta(days=20):%d.%m.%Y}"
    rows = [
        f"Müller, Jan;Deutsch;{day(1)};2;Tanz;1",
        f"Müller, Jan;Deutsch;{day(1)};2;schriftlich;0",
        "Müller, Jan;Deutsch;31.04.2026;2;schriftlich;1",
        f"Müller, Jan;Chemie;{day(1)};2;schriftlich;1",
        f"Müller, Jan;;{day(1)};2;schriftlich;1",
        f"Müller, Jan;Deutsch;{before};2;schriftlich;1",
        f"Müller, Jan;Deutsch;{after};2;schriftlich;1",
        f"Müller, Jan;Deutsch;{day(5)};2;schriftlich;1",
        f"Müller, Jan;Deutsch;{day(5)};4;schriftlich;1",
        f"Müller, Jan;Deutsch;{day(5)};8;mündlich;1",
    ]
    _code, _columns, lines = bring(capsys, text(tmp_path, HEADINGS, *rows))
    assert problems(lines) == [
        (2, "kind", "unknown_kind"),
        (3, "weight", "unread_weight"),
        (4, "given_on", "unread_date"),
        (5, "subject", "unknown_subject"),
        (6, "subject", "no_subject"),
        (7, "mark", "before_enrolment"),
        (8, "mark", "after_course"),
        (10, "mark", "twice"),
        (11, "mark", "outside_scale"),
    ]
    with acting("teacher"):
        assert [mark.value for mark in Mark.objects.given()] == ["2"]
