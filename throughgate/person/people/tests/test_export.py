"""The list of people as a file: what the list shows, to whom it shows it, written down with everybody in it."""

from __future__ import annotations

import io
import uuid
import zipfile

import pytest

from throughgate.foundation.audit.models import Access, Entry
from throughgate.foundation.web import exports
from throughgate.person.people import actions
from throughgate.person.people.queries import lists
from throughgate.person.people.views.listing import PeopleList

EXPORT = "/people/export/"


def lines(response):
    return response.content.decode("utf-8-sig").splitlines()


def test_file_has_what_the_list_shows(signed_in, acting, cast):
    """Names, release and colleagues of the filter's people; the access log has them, the audit the download."""
    client = signed_in("lead")
    mine = client.post(EXPORT, {"format": "csv"})
    assert lines(mine)[0] == "Name;Release;Looked after by"
    assert len(lines(mine)) == 2
    assert "Markeremrefamily, Emre Markeremregiven (called Markeremrecalled);2" in lines(mine)[1]
    everybody = client.post(EXPORT, {"show": "all", "sort": "-name"})
    assert ["Markermilan" in line for line in lines(everybody)[1:]] == [True, False]
    assert "Marker" not in everybody["Content-Disposition"]
    named = client.post(EXPORT, {"show": "all", "name": "Markermil"})
    assert len(lines(named)) == 2
    assert "Markermilannumber" not in everybody.content.decode()
    with acting("dpo"):
        looks = Access.objects.filter(page="people:export").order_by("id").values_list("people", flat=True)
        emre, milan = cast.key("emre"), cast.key("milan")
        assert [set(people) for people in looks] == [{emre}, {emre, milan}, {milan}]
        assert Entry.objects.filter(action="people.export").count() == 3


def test_nobody_gets_more_than_their_list(signed_in):
    """A volunteer gets the own caseload, another prison its own people, a company and an administrator nothing."""
    for username, names in (
        ("trainer", {"emre"}),
        ("stranger", {"ana"}),
        ("tso", set()),
        ("officer", {"emre", "milan"}),
    ):
        text = signed_in(username).post(EXPORT, {"show": "all"}).content.decode()
        assert {name for name in ("emre", "milan", "ana") if f"Marker{name}family" in text} == names, username
    for username in ("company", "admin"):
        assert signed_in(username).post(EXPORT, {"show": "all"}).status_code == 403


def test_more_people_need_a_reason(signed_in, monkeypatch, acting):
    """Above the limit the page asks what the list is for, keeps the filter, and looks at nobody meanwhile."""
    monkeypatch.setattr(exports, "REASON_ABOVE", 1)
    client = signed_in("lead")
    asked = client.post(EXPORT, {"show": "all", "format": "xlsx", "name": "Marker"})
    assert asked.status_code == 422
    text = asked.content.decode()
    assert "Markeremre" not in text
    assert '<input type="hidden" name="name" value="Marker">' in text
    assert "name=Marker" not in text
    given = client.post(
        EXPORT, {"show": "all", "format": "xlsx", "name": "Marker", "reason": "Meeting of the house"}
    )
    assert given.status_code == 200
    with zipfile.ZipFile(io.BytesIO(given.content)) as book:
        everything = b"".join(
            book.read(name) for name in book.namelist() if not name.startswith(("xl/worksheets", "xl/shared"))
        )
    assert b"Marker" not in everything
    with acting("dpo"):
        (entry,) = Entry.objects.filter(action="people.export")
        assert entry.why == "Meeting of the house"
        assert Access.objects.filter(page="people:export").count() == 1


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_all_pages_are_in_the_file(signed_in, acting, monkeypatch, kind):
    """The file has every page of the list, each person once."""
    monkeypatch.setattr(PeopleList, "piece", 2)
    with acting("lead") as actor:
        for number in range(5):
            actions.register_person(
                actor=actor,
                family_name=f"=Name{number}",
                given_names="A",
                assign=True,
                number=f"N{uuid.uuid4()}",
            )
    response = signed_in("lead").post(EXPORT, {"format": kind})
    if kind == "csv":
        names = [line.split(";")[0] for line in lines(response)[1:]]
        assert [name for name in names if "Name" in name] == [f"'=Name{number}, A" for number in range(5)]
        assert len(names) == 6
    else:
        assert response.content[:2] == b"PK"


def test_count_reads_lines_alone(acting):
    """The number of people is known without anybody's row."""
    with acting("lead") as actor:
        assert lists.count_people(actor, lists.Wanted(show="all"), 10) == 2
        assert lists.count_people(actor, lists.Wanted(show="all"), 1) == 1
