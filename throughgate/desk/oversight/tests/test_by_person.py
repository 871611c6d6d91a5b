"""The log about one person, what was done at once in one line, and both as files."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse
from django.utils import translation

from throughgate.desk.oversight.field_words import FIELDS, SILENT
from throughgate.desk.oversight.words import details
from throughgate.person.people import actions
from throughgate.person.people.models import (
    AfterRelease,
    Guardian,
    Person,
    Qualification,
    Stay,
    WorkCondition,
)

LOOKS, CHANGES = "oversight:looks", "oversight:changes"


@pytest.fixture
def looked(signed_in, cast):
    """Let the lead open Emre, and the colleague the list of everybody."""
    assert signed_in("lead").get(reverse("desk:person", args=[cast.key("emre")])).status_code == 200
    assert signed_in("colleague").get(reverse("people:list"), {"show": "mine"}).status_code == 200


@pytest.mark.usefixtures("looked")
def test_who_looked_at_a_person(signed_in, cast):
    """Every look at this person by own staff, lists among them; none at others; the name stands above."""
    client = signed_in("dpo")
    for key, told, name in (
        ("emre", "Lead Cast", "Markeremrefamily"),
        ("milan", "Colleague Cast", "Markermilanfamily"),
    ):
        page = client.get(reverse(LOOKS), {"person": cast.key(key)})
        rows = page.context["table"].rows
        assert {line.who for line in rows} - {"Dpo Cast"} == {told}
        assert all(cast.key(key) in line.row.people for line in rows)
        assert name in page.content.decode()
    everybody = client.get(reverse(LOOKS)).content.decode()
    assert "Marker" not in everybody


@pytest.mark.usefixtures("looked")
def test_a_person_is_found_by_name(signed_in, cast):
    """A half-remembered name leads to the log; nobody of another prison is found."""
    client = signed_in("dpo")
    found = client.post(reverse("oversight:person"), {"q": "Markeremrefamly"}).content.decode()
    assert f"{reverse(LOOKS)}?person={cast.key('emre')}" in found
    assert (
        str(cast.key("ana"))
        not in client.post(reverse("oversight:person"), {"q": "Markeranafamily"}).content.decode()
    )
    assert "Nothing found" in client.post(reverse("oversight:person"), {"q": "Qwxyz"}).content.decode()


def test_whom_a_look_showed(signed_in, cast):
    """The number of people leads to their names, each of them to all looks at them; of another prison's looks to nothing."""
    signed_in("lead").get(reverse("people:list"), {"show": "all"})
    client = signed_in("dpo")
    line = client.get(reverse(LOOKS)).context["table"].rows[0]
    page = client.get(reverse(LOOKS), {"look": line.row.pk}).content.decode()
    assert f"?person={cast.key('emre')}" in page
    assert f"?person={cast.key('milan')}" in page
    signed_in("stranger").get(reverse("people:list"))
    beyond = client.get(reverse(LOOKS), {"look": line.row.pk + 2}).content.decode()
    assert "Markerana" not in beyond


def test_what_was_done_at_once_is_one_line(signed_in, acting):
    """Three registered by one request: one line with the number, which opens; a file has a line for each."""
    with acting("lead") as actor:
        for name in ("One", "Two", "Three"):
            actions.register_person(actor=actor, family_name=f"Atonce{name}")
    client = signed_in("dpo")
    rows = client.get(reverse(CHANGES)).context["table"].rows
    grouped = [line for line in rows if line.row.action == "person.register"]
    assert [line.times for line in grouped] == [3]
    assert grouped[0].name == ""
    whole = client.get(reverse(CHANGES), {"at_once": grouped[0].row.request}).content.decode()
    assert all(f"Atonce{name}" in whole for name in ("One", "Two", "Three"))
    file = client.post(reverse("oversight:export-changes"), {"format": "csv"}).content.decode()
    assert len(re.findall("Person registered.*Atonce", file)) == 3


def test_a_file_is_written_down(signed_in):
    """Whoever takes the log is in the log."""
    client = signed_in("dpo")
    assert client.post(reverse("oversight:export-looks"), {"format": "csv"}).status_code == 200
    rows = client.get(reverse(CHANGES)).context["table"].rows
    assert (rows[0].row.action, rows[0].who) == ("looks.export", "Dpo Cast")


def test_fields_are_told_in_words():
    """What was changed is named as a page names it, bookkeeping is not; files say format and rows."""
    assert details(["release_expected_on", "state"], "") == "expected release"
    assert details(["wage_from", "wage_to"], "stand_in") == "pay · I stand in for a colleague"
    assert details(["csv", "rows: 388"], "") == "CSV, 388 rows"
    with translation.override("de"):
        assert details(["release_expected_on"], "") == "voraussichtliche Entlassung"


@pytest.mark.parametrize("model", [Person, Stay, AfterRelease, Guardian, Qualification, WorkCondition])
def test_every_field_of_a_person_has_words(model):
    """No name of a column is shown for what is known of a person."""
    kept = {"id", "version", "person", "organisation", "registered_by", "created_at", "changed_at"}
    made = {"name_key", "search_key", "alike_keys"}
    names = {field.name for field in model._meta.concrete_fields}
    assert names - kept - made - FIELDS.keys() - SILENT == set()
