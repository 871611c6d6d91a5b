"""Tests of handing a list over: what it shows and nothing else, written down, and with a reason where it is long."""

from __future__ import annotations

import csv
import io
import zipfile
from dataclasses import dataclass, replace
from types import SimpleNamespace

import pytest
from django.http import QueryDict
from django.test import RequestFactory

from throughgate.foundation.audit.models import Entry
from throughgate.foundation.spreadsheets.reading import read_table
from throughgate.foundation.web import exports
from throughgate.foundation.web.exports import Export, export, hidden_fields, pages
from throughgate.foundation.web.tables import Column


@dataclass
class Line:
    name: str
    seats: int


ROWS = [Line("Müller", 3), Line("\u200b=1+1", 1), Line("@SUM(A1)", 0)]
WHAT = Export(
    name="things",
    title="Things",
    columns=[
        Column("Name", sort="name", value=lambda row: row.name),
        Column("Path"),
        Column("Seats", value=lambda row: row.seats),
    ],
    rows=lambda: iter(ROWS),
    back="/things/",
)


def ask(acting, what=WHAT, **data):
    request = RequestFactory().post("/things/export/", data)
    with acting("lead") as actor:
        actor.user.memberships_in_force = [actor.membership]
        request.actor = actor
        request.user = actor.user
        request.session = {}
        request.resolver_match = SimpleNamespace(view_name="")
        response = export(request, what)
        entries = list(Entry.objects.filter(action="things.export").values("fields", "why", "person_id"))
    return response, entries


def cells(response):
    return list(csv.reader(io.StringIO(response.content.decode("utf-8-sig")), delimiter=";"))


def test_csv_holds_the_columns_with_a_value(acting):
    """The file has the headings and rows of the list; what is only drawn is left out; formulas are quoted."""
    response, entries = ask(acting)
    assert cells(response) == [["Name", "Seats"], ["Müller", "3"], ["'\u200b=1+1", "1"], ["'@SUM(A1)", "0"]]
    assert response["Content-Disposition"].startswith('attachment; filename="things-20')
    assert response["Cache-Control"] == "no-store"
    assert entries == [{"fields": ["csv", "rows: 3"], "why": "", "person_id": None}]


def test_xlsx_says_nothing_about_who_made_it(acting, tmp_path):
    """A workbook has one sheet, text as text, and empty properties."""
    response, _ = ask(acting, format="xlsx")
    with zipfile.ZipFile(io.BytesIO(response.content)) as book:
        core = book.read("docProps/core.xml").decode()
        assert len([name for name in book.namelist() if name.startswith("xl/worksheets/sheet")]) == 1
        assert "<f>" not in book.read("xl/worksheets/sheet1.xml").decode()
    assert "<dc:creator></dc:creator>" in core
    assert "<cp:lastModifiedBy></cp:lastModifiedBy>" in core
    assert "2000-01-01" in core
    file = tmp_path / "things.xlsx"
    file.write_bytes(response.content)
    with read_table(file, header_row=1) as table:
        assert [row.text("name") for row in table.rows] == ["Müller", "=1+1", "@SUM(A1)"]


def test_unknown_format_is_csv(acting):
    """What nobody offers is not made."""
    response, _ = ask(acting, format="exe")
    assert response["Content-Type"].startswith("text/csv")


def test_long_list_of_people_needs_a_reason(acting, monkeypatch):
    """Above the limit a form asks first and reads nobody; with the reason the file comes and the reason is kept."""
    monkeypatch.setattr(exports, "REASON_ABOVE", 2)

    def nobody():
        raise AssertionError("read before the reason was given")

    people = replace(WHAT, of_people=True, count=lambda most: 3)
    asked, entries = ask(acting, replace(people, rows=nobody), format="xlsx", show="all")
    assert asked.status_code == 422
    assert entries == []
    text = asked.content.decode()
    assert '<input type="hidden" name="show" value="all">' in text
    assert '<input type="hidden" name="format" value="xlsx">' in text
    empty, _ = ask(acting, replace(people, rows=nobody), reason=" \u200b ")
    assert empty.status_code == 422
    assert "error" in empty.content.decode()
    given, entries = ask(acting, people, reason="Meeting of the wing")
    assert given.status_code == 200
    assert entries[0]["why"] == "Meeting of the wing"


def test_too_long_list_is_refused(acting, monkeypatch):
    """Above the limit of one file nothing is handed over, and the page says what to do."""
    monkeypatch.setattr(exports, "MOST", 2)
    response, entries = ask(acting, kind="job", name="Typed")
    assert response.status_code == 422
    assert entries == []
    text = response.content.decode()
    assert "Narrow the list" in text
    assert "/things/?kind=job" in text
    assert "Typed" not in text


def test_all_pages_are_read():
    """Rows of every page follow each other."""
    found = {"": ([1, 2], "a"), "a": ([3], "b"), "b": ([4], "")}
    rows = pages(lambda after: SimpleNamespace(rows=found[after][0], after=found[after][1]))
    assert list(rows) == [1, 2, 3, 4]


@pytest.mark.parametrize("left_out", ["after", "before", "csrfmiddlewaretoken", "once", "format", "reason"])
def test_filter_goes_along(left_out):
    """A filter becomes hidden fields, without paging and without what the form says by itself."""
    assert hidden_fields(QueryDict(f"kind=job&{left_out}=x&sort=-name&show=")) == [
        ("kind", "job"),
        ("sort", "-name"),
    ]
