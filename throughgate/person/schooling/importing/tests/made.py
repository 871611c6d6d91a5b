"""A class of the cast's prison and lists of its marks, made up here."""

from __future__ import annotations

import io
import json
from datetime import date
from pathlib import Path

import xlsxwriter
from django.utils import timezone

from throughgate.foundation.imports import actions as imports
from throughgate.foundation.imports.models import RowResult
from throughgate.foundation.imports.work import work
from throughgate.person.people.actions import admit_person, register_person
from throughgate.person.people.rules import ReleaseDates
from throughgate.person.schooling.models import Mark
from throughgate.person.schooling.rules.half_years import HalfYear, half_year_of
from throughgate.person.schooling.tests.making import course

NAMES = (
    ("Ferreira dos Santos", "Jacqueline"),
    ("Yılmaz", "Çağrı"),
    ("Müller", "Jan"),
    ("Meyer", "Finn"),
    ("Țurcanu", "Luca"),
)
SUBJECTS = (
    *(("german", "none"), ("maths", "each"), ("english", "each"), ("natural_sciences_area", "none")),
    *(("work_economy_area", "none"), ("social_studies", "none"), ("sport", "none")),
)
HEADINGS = (
    *("Nr", "Name, Vorname", "Deutsch", "Mathematik", "Englisch", "Naturwissenschaften"),
    *("Wirtschaft und Arbeitswelt", "Gesellschaftslehre", "Sport", "Fehlzeiten"),
)
JANE = (1, "Ferreira dos Santos, Jacqueline", 5, 3, 4, 3, 4, 2, 3, "12/3")
CAGRI = (2, "Yılmaz, Çağrı", 5, "3+", 2, 3, "n.b.", 4, "4-", "0")


def last_year() -> HalfYear:
    """Return the second half of the last school year: it is over, whatever today is."""
    now = half_year_of(timezone.localdate())
    return HalfYear(now.year - 1, 2)


def people(acting, *names, born=None):
    """Take people into the prison; return their keys."""
    with acting("lead") as lead:
        made = []
        for family, given in names or NAMES:
            person = register_person(actor=lead, family_name=family, given_names=given, **(born or {}))
            admit_person(
                actor=lead, person=person, arrived_on=date(2020, 1, 1), dates=ReleaseDates(None, None, None)
            )
            made.append(person.pk)
        return made


def school(acting, *names, subjects=SUBJECTS, **more):
    """Make a course of the last school year with these people in it."""
    fields = {
        "name": "Class 10",
        "starts_on": HalfYear(last_year().year, 1).starts_on,
        "ends_on": last_year().ends_on,
        **more,
    }
    return course(acting, people=people(acting, *names), subjects=subjects, **fields)


def workbook(
    folder: Path, *rows, title="Kurs: Class 10, JVA Nord, 2. Hj.", headings=HEADINGS, name="marks.xlsx"
):
    """Write a list of marks as XLSX: a title, a gap, headings, rows."""
    path = folder / name
    path.write_bytes(book([[title], [], list(headings), *rows] if title else [list(headings), *rows]))
    return path


def book(rows) -> bytes:
    """Return rows as XLSX."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as written:
        leaf = written.add_worksheet("Halbjahr")
        for number, row in enumerate(rows):
            for place, cell in enumerate(row):
                if isinstance(cell, str):
                    leaf.write_string(number, place, cell)
                elif cell is not None:
                    leaf.write(number, place, cell)
    return file.getvalue()


def text(folder: Path, *lines: str, encoding="utf-8", name="marks.csv"):
    """Write lines as a text file."""
    path = folder / name
    path.write_bytes(("\r\n".join(lines) + "\r\n").encode(encoding))
    return path


def bring(capsys, path, *arguments, user="teacher"):
    """Run `throughgate import marks`; return its code, its columns and its rows by number."""
    from throughgate.commands import importing

    whole = ["marks", str(path), "--organisation", "north", "--as", user, "--json", *arguments]
    code = importing.main(whole)
    said = capsys.readouterr()
    columns, *lines = [json.loads(line) for line in said.out.splitlines()] or [{"columns": []}]
    return code, columns["columns"], {line["row"]: line for line in lines}


def problems(lines):
    """Return what is asked or refused: (row, field, code)."""
    return [
        (number, reason["field"], reason["code"])
        for number, line in lines.items()
        for reason in line["reasons"]
        if reason["weight"] != "note"
    ]


def marks(acting, **wanted):
    """Return the marks there are: family name and subject, and what was given."""
    with acting("teacher"):
        found = Mark.objects.given().filter(**wanted).select_related("subject", "enrolment")
        return {
            (mark.enrolment.name.split(" ", 1)[1], mark.subject.code): mark.value or mark.non_mark
            for mark in found
        }


def undo(acting, outcome="changed"):
    """Undo the last import in which a row had this outcome."""
    with acting("teacher") as teacher:
        job = (
            RowResult.objects.filter(kind="marks", outcome=outcome)
            .exclude(of__state="undone")
            .latest("of_id")
            .of
        )
        imports.start(actor=teacher, job=job, expected=job.version, move="undo", in_worker=False)
    work(job.pk)


def answer(acting, number, texts, **more):
    """Answer a row of the last import; return what became of it."""
    with acting("teacher") as teacher:
        row = RowResult.objects.filter(kind="marks", number=number).latest("of_id")
        return imports.answer_row(actor=teacher, row=row, texts=texts, **more)
