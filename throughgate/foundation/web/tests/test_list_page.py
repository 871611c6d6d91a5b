"""A list is declared once: filter, order, paging, file, what is remembered and what stands where nothing is."""

from __future__ import annotations

import csv
import io
import uuid
from dataclasses import dataclass
from datetime import date
from types import SimpleNamespace
from typing import ClassVar

import pytest
from django import forms
from django.http import QueryDict
from django.test import RequestFactory
from django.urls import get_resolver, reverse
from django.utils.html import format_html

from throughgate.foundation.database.paging import Page
from throughgate.foundation.web.components import Empty, Item
from throughgate.foundation.web.list_page import ListPage, is_said
from throughgate.foundation.web.tables import Column, Table, link_to, shown

BAD = "<script>alert(1)</script>"


@dataclass
class Boat:
    name: str
    kind: str = "row"
    seats: int | None = None
    built_on: date | None = None


class BoatFilter(forms.Form):
    """Fields of every sort that a filter may have."""

    name = forms.CharField(required=False)
    kind = forms.ChoiceField(
        choices=[("", "all"), ("Small", [("row", "Rowing boat")]), ("sail", "Sailing boat")], required=False
    )
    places = forms.MultipleChoiceField(choices=[("r", "Rur"), ("n", "Niers")], required=False)
    built_from = forms.DateField(required=False)
    seats = forms.IntegerField(required=False)
    hired = forms.BooleanField(label="for hire", required=False)


FLEET = [Boat("Anna", seats=2), Boat("Bella", "sail", 0, date(2020, 5, 1)), Boat(BAD)]


class Boats(ListPage):
    """A list over rows in memory."""

    route, export_route = "organisations:list", "organisations:export"
    title = "Boats"
    columns = (
        Column(
            "Name",
            value=lambda boat: boat.name,
            link=lambda boat: f"/boats/?n={boat.name}" if boat.seats else "",
            below=lambda boat: boat.kind if boat.kind == "sail" else "",
            sort="name",
        ),
        Column("Seats", value=lambda boat: boat.seats, number=True, asked=True),
        Column("Picture", cell=lambda boat: format_html("<svg>{}</svg>", boat.kind), bare=True),
        Column("Built", value=lambda boat: boat.built_on, one_line=True),
    )
    orders: ClassVar = {"name": ("name", "id"), "-name": ("-name", "-id")}
    filter_form = BoatFilter
    along: ClassVar = {"kind": ("keel",)}
    cookie = "boats_list"
    remembered = ("kind",)
    exported = "boats"
    empty = Empty("No boats yet", "Buy one.", "/add/", "Add")
    none_fit = Empty("No such boat", label="Show all")

    def page(self, *, after="", before="", size=0):
        """Return the fleet in its order, two at a time unless a file is written."""
        del before
        found = [boat for boat in FLEET if self.chosen.get("kind") in (None, boat.kind)]
        found = [boat for boat in found if boat.name.startswith(self.chosen.get("name", ""))]
        found.sort(key=lambda boat: boat.name, reverse=self.sort == "-name")
        start = int(after or 0)
        end = start + (size or 2)
        return Page(found[start:end], after=str(end) if end < len(found) else "")


class Berths(Boats):
    """The same as a list of rows, remembered nowhere."""

    columns = ()
    cookie = ""

    def item(self, row):
        """Name the boat."""
        return Item(row.name, "", [row.kind], "new", "go")


@pytest.fixture
def ask(acting):
    """Return what asks a list for a page, or for a file."""

    def asking(query="", *, view=None, data=None, cookies=None):
        view = view or (Boats.as_file() if data is not None else Boats.as_view())
        factory = RequestFactory()
        address = f"/boats/?{query}" if query else "/boats/"
        request = factory.get(address) if data is None else factory.post("/boats/export/", data)
        request.COOKIES.update(cookies or {})
        with acting("lead") as actor:
            actor.user.memberships_in_force = [actor.membership]
            request.actor, request.user, request.session = actor, actor.user, {}
            request.resolver_match = SimpleNamespace(view_name="", func=view)
            return view(request)

    return asking


def words_of(answer):
    """Return the page."""
    assert answer.status_code == 200
    return answer.content.decode()


def test_cells_come_of_the_columns(ask):
    """Name with its link, a softer line, “not known”, nothing, a picture without a label; all of it escaped."""
    text = words_of(ask("sort=-name"))
    assert '<th scope="row">Bella<p>sail</p></th>' in text
    assert '<td class="number" data-label="Seats">0</td>' in text, "nought is a value"
    assert "<td><svg>sail</svg></td>" in text
    assert '<td class="one-line" data-label="Built">1 May 2020</td>' in text
    assert 'aria-sort="descending"' in text
    first = words_of(ask("sort=name"))
    assert "<script>alert" not in first
    assert '<td class="number" data-label="Seats"><span class="not-known">not known</span></td>' in first
    assert '<td class="one-line" data-label="Built"></td>' in first
    assert '<a class="name" href="/boats/?n=Anna">Anna</a>' in text + words_of(ask("after=2&sort=name"))


def test_pages_follow_each_other_and_keep_the_filter(ask):
    """The next page carries filter and order along."""
    text = words_of(ask("sort=name&kind="))
    assert 'href="?sort=name&amp;kind=&amp;after=2"' in text


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("name=An", "An"),
        ("kind=row", "Rowing boat"),
        ("places=r&places=n", "Rur, Niers"),
        ("built_from=2020-05-01", "1 May 2020"),
        ("seats=0", "0"),
        ("hired=on", "for hire"),
    ],
)
def test_a_filter_in_force_is_said_and_taken_away(query, words):
    """Every sort of field; what goes along with it goes away too, and the address does not become the bare one."""
    request = RequestFactory().get(f"/boats/?{query}&keel=1&after=2")
    page = Boats(request=request)
    page.read(request.GET)
    (active,) = page.in_force()
    assert active.label == words
    name = query.split("=")[0]
    assert f"{name}=" in active.address
    assert query not in active.address
    assert "after" not in active.address
    assert ("keel" in active.address) == (name != "kind")


@pytest.mark.parametrize(
    "query", ["kind=nonsense", "seats=many", "built_from=32.13.", "sort=password", "after="]
)
def test_what_cannot_be_read_shows_its_error_and_no_fault(ask, query):
    """The rest of the filter still counts, and an unknown order is the plain one."""
    text = words_of(ask(f"{query}&name=An"))
    assert "Anna" in text
    assert "Bella" not in text
    assert ('class="wrongs"' in text) == (not query.startswith(("sort", "after")))


def test_nothing_here_and_nothing_fits_are_told_apart(ask, monkeypatch):
    """An empty list says how it is filled; a filter that leaves nothing leads to the list without it."""
    fits = words_of(ask("name=Nobody"))
    assert "No such boat" in fits
    assert 'href="/boats/?kind="' in fits
    monkeypatch.setattr(f"{__name__}.FLEET", [])
    empty = words_of(ask())
    assert "No boats yet" in empty
    assert 'href="/add/"' in empty
    assert "<table" not in empty


def test_the_file_has_what_the_list_shows(ask):
    """Columns with a value, rows of the filter in the order asked for, all pages of them."""
    answer = ask(data={"sort": "-name", "kind": "row"})
    lines = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    assert lines == [["Name", "Seats", "Built"], ["Anna", "2", ""], [BAD, "", ""]]


@pytest.mark.parametrize(("view", "status"), [(Boats.as_view(), 405), (Boats.as_file(), 200)])
def test_only_the_file_is_a_post(ask, view, status):
    """The page is read alone."""
    assert ask(view=view, data={}).status_code == status
    assert ask(view=Boats.as_file()).status_code == 405


def test_the_list_comes_back_as_one_left_it(ask):
    """A chosen kind and an order are kept, a typed name is not; the plain list forgets; others find nothing."""
    kept = ask("kind=sail&sort=-name&name=Be").cookies["boats_list"].value
    assert "Be" not in kept.replace("sail", "")
    back = ask(cookies={"boats_list": kept})
    assert back.status_code == 302
    assert back["Location"] == "/boats/?kind=sail&sort=-name"
    assert ask("kind=", cookies={"boats_list": kept}).cookies["boats_list"].value == ""
    assert ask(cookies={"boats_list": "kind=sail"}).status_code == 200, "in whose name nothing was kept"


def test_a_list_of_rows(ask):
    """Without columns each row is an item: name, softer lines, a mark."""
    text = words_of(ask(view=Berths.as_view()))
    assert '<ul class="rows">' in text
    assert "<strong>Anna</strong>" in text
    assert '<span class="tag go">new</span>' in text
    assert "<script>alert" not in text


def test_a_template_draws_a_cell_once_for_each_row():
    """A cell that is a picture is a template with `row`, read once for the table."""
    table = Table.of(
        RequestFactory().get("/"),
        caption="",
        columns=[
            Column("When", value=lambda row: row),
            Column("Why", cell="imports/why.html", names_row=True),
        ],
        rows=[{"why": [("", BAD)]}, {"why": [("Name", "short")]}],
    )
    body = table.body
    assert "<script>" not in body
    assert '<th scope="row"><b>Name:</b> short</th>' in body
    assert body.count("<tr>") == 2


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, ""),
        ("", ""),
        (0, "0"),
        (BAD, "&lt;script&gt;alert(1)&lt;/script&gt;"),
        (format_html("<b>{}</b>", "x"), "<b>x</b>"),
        (date(2027, 3, 14), "14 Mar 2027"),
    ],
)
def test_values_are_shown_in_words(value, words):
    """Days in the language of the page, numbers as they are, text escaped."""
    assert shown(value) == words


@pytest.mark.parametrize(
    ("value", "said"), [(None, False), ("", False), ([], False), (False, False), (0, True), ("x", True)]
)
def test_an_empty_choice_narrows_nothing(value, said):
    """Nought does."""
    assert is_said(value) is said


def lists():
    """Return every list of the house."""
    found, waiting = set(), [get_resolver()]
    while waiting:
        for pattern in waiting.pop().url_patterns:
            if hasattr(pattern, "url_patterns"):
                waiting.append(pattern)
            elif isinstance(view := getattr(pattern.callback, "view_class", None), type):
                found |= {view} if issubclass(view, ListPage) else set()
    return sorted(found, key=lambda view: view.__name__)


def test_no_list_remembers_what_is_typed():
    """Filters that go into a cookie are chosen from a list; a file has columns and a name in the audit."""
    seen = lists()
    assert len(seen) > 10
    for page in seen:
        form = page.filter_form
        fields = getattr(form, "base_fields", {}) | getattr(form, "declared_fields", {})
        for name in page.remembered:
            assert form is None or isinstance(fields[name], forms.ChoiceField), (page, name)
        assert bool(page.cookie) == bool(page.remembered), page
        assert bool(page.exported) == bool(page.export_route), page
        if page.exported:
            assert any(column.value for column in page.columns), page


def test_a_query_dict_is_not_changed():
    """Reading leaves the address as it is."""
    params = QueryDict("kind=row&name=A")
    page = Boats(request=RequestFactory().get("/"))
    page.read(params)
    assert params.urlencode() == "kind=row&name=A"
    assert page.chosen == {"kind": "row", "name": "A"}


def test_links_of_rows_are_those_of_the_route() -> None:
    """The address that is put together for a row is the one that the route has."""
    key = uuid.UUID("0196f0c8-1111-7222-8333-444455556666")
    link = link_to("desk:person", lambda row: row["key"])
    assert link({"key": key}) == reverse("desk:person", args=[key])
