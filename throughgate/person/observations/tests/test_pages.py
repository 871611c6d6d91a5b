"""Pages of sheets: what they show, to whom, what they refuse, and at what cost."""

from __future__ import annotations

import re
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from throughgate.person.observations import actions
from throughgate.person.observations.models import (
    Rating,
    Sheet,
)
from throughgate.person.observations.tests.making import (
    cells_of,
    competencies,
    counted,
    fill,
    form_of,
    page,
    signed,
    start,
    train,
)
from throughgate.person.people.actions import register_person


def test_a_sheet_is_started_for_a_group(signed_in, acting, both):
    """An observer saves a group, starts a sheet for it with two competencies, and lands in the grid."""
    client = signed_in("officer")
    answer = client.post(page("groups"), {"name": "Tuesday group", "setting": "sport"})
    group = re.search(r"groups/([0-9a-f-]+)/", answer["Location"])[1]
    for person in both:
        client.post(page("members", group), {"add": person})
    found = client.post(page("group", group), {"find": "markerem"}).content.decode()
    assert "Markeremrefamily" in found
    assert "Markeranafamily" not in client.post(page("group", group), {"find": "marker"}).content.decode()
    shown = client.get(page("start")).content.decode()
    assert "Tuesday group (2)" in shown
    chosen = [str(c.pk) for c in competencies(2)]
    data = {
        "people": group,
        "occasion": "Softball",
        "setting": "sport",
        "observed_on": "today",
        "competencies": chosen,
    }
    assert client.post(page("start"), {**data, "observed_on": "2030-01-01"}).status_code == 422
    assert client.post(page("start"), {**data, "competencies": []}).status_code == 422
    answer = client.post(page("start"), {**data, "observed_on": "20.11.2026"})
    assert answer.status_code == 302, answer.content.decode()
    grid = client.get(answer["Location"]).content.decode()
    assert "Markeremrefamily" in grid
    assert "Markermilanfamily" in grid
    assert grid.count("<td ") == 4
    assert "Markeremre" not in grid[grid.index("<title>") : grid.index("</title>")]


def test_the_likely_group_is_chosen(signed_in, acting, both):
    """The form begins with the group asked for, else with one of the setting in which one observed last."""
    train(acting)
    with acting("officer") as officer:
        actions.make_group(actor=officer, name="A workshop", setting="workshop")
        sport = actions.make_group(actor=officer, name="Softball", setting="sport")
        other = actions.make_group(actor=officer, name="Zoo", setting="group")
        signed(officer, both)
    client = signed_in("officer")
    answer = client.get(page("start"))
    # What is missing is said in the house's words and language, not in the browser's.
    assert '<form class="form" method="post" novalidate>' in answer.content.decode()
    assert answer.context["form"].initial["people"] == str(sport.pk)
    assert answer.context["form"].initial["setting"] == "sport"
    answer = client.get(page("start") + f"?group={other.pk}")
    assert answer.context["form"].initial["people"] == str(other.pk)


def test_the_list_shows_drafts_and_signed_sheets(signed_in, draft, acting, both):
    """Drafts stand first; signed sheets follow in a table, in at most eight queries."""
    with acting("officer") as officer:
        signed(officer, both, occasion="Chess")
    answer, queries = counted(signed_in("officer"), page("list"))
    body = answer.content.decode()
    assert body.index("Softball training") < body.index("Chess")
    assert len(queries) <= 8, queries


@pytest.mark.parametrize(
    ("who", "where"), [("lead", "objections"), ("admin", "training"), ("aftercare", "objections")]
)
def test_the_list_leads_others_to_their_part(signed_in, who, where):
    """Who does not observe is led to the part that is theirs."""
    assert signed_in(who).get(page("list"))["Location"] == page(where)


@pytest.mark.parametrize("who", ["company", "teacher", "placement", "trainer", "dpo"])
def test_sheets_are_refused_without_the_right(signed_in, who, draft):
    """Whoever neither observes nor answers gets 403 everywhere."""
    client = signed_in(who)
    for name, args in (("list", ()), ("start", ()), ("groups", ()), ("training", ()), ("code", ())):
        assert client.get(page(name, *args)).status_code == 403, name
    assert client.get(page("sheet", draft.pk)).status_code == 403
    assert client.post(page("cell", draft.pk)).status_code == 403


def test_the_grid_of_thirty_by_twelve_is_cheap(signed_in, acting, cast):
    """A grid for 30 people and 12 competencies takes at most six queries, the frame included."""
    with acting("lead") as lead:
        people = [register_person(actor=lead, family_name=f"Row{n:02d}").pk for n in range(30)]
    with acting("officer") as officer:
        sheet = start(officer, people, columns=12)
        fill(officer, sheet, 4)
    answer, queries = counted(signed_in("officer"), page("sheet", sheet.pk))
    assert answer.content.count(b"<select name=") == 362  # with who and what a note is about
    assert len(queries) <= 6, queries
    assert len(answer.content) < 150_000


def test_saving_a_cell_is_one_small_request(signed_in, draft):
    """A cell answers its new version; sent again it is the same; an outdated one gets the other value."""
    client = signed_in("officer")
    person, competency = cells_of_as_officer(draft)[0]
    cell = {"of": person, "competency": competency, "version": 0, "level": "4"}
    with CaptureQueriesContext(connection) as seen:
        answer = client.post(page("cell", draft.pk), cell)
    assert answer.json()["version"] == 1
    assert len(answer.content) < 200
    assert len([q for q in seen if "SAVEPOINT" not in q["sql"]]) <= 6
    assert client.post(page("cell", draft.pk), cell).json()["version"] == 1
    stale = client.post(page("cell", draft.pk), {**cell, "level": "2"})
    assert stale.status_code == 409
    assert (stale.json()["version"], stale.json()["level"]) == (1, 4)
    emptied = client.post(page("cell", draft.pk), {**cell, "version": 1, "level": "0"})
    assert emptied.json()["version"] == 2
    assert client.post(page("cell", draft.pk), {**cell, "version": 2, "level": ""}).json()["version"] == 3
    for wrong in ("6", "x", "4.5", "²"):
        assert client.post(page("cell", draft.pk), {**cell, "level": wrong}).status_code == 422, wrong
    for strange in ({"of": uuid.uuid4()}, {"competency": "no"}, {"of": ""}):
        assert client.post(page("cell", draft.pk), {**cell, **strange}).status_code == 404


def cells_of_as_officer(sheet):
    from tests.fixtures import Cast

    with Cast().acting("officer"):
        return cells_of(sheet)


def test_the_form_saves_without_scripts(signed_in, draft):
    """Without scripts the whole grid is one form: what was changed is saved, and a double click is one change."""
    client, address = signed_in("officer"), page("sheet", draft.pk)
    data = form_of(client.get(address))
    names = [name for name in data if ":" in name and not name.startswith("v:")]
    data.update(dict.fromkeys(names, "3"), do="save")
    assert client.post(address, data)["Location"] == address
    assert client.post(address, data)["Location"] == address, "the same again"
    again = form_of(client.get(address))
    assert {again[name] for name in names} == {"3"}
    assert {again[f"v:{name}"] for name in names} == {"1:3"}


def test_two_who_save_the_same_sheet(signed_in, draft, acting):
    """A cell that somebody else changed meanwhile comes back with both values; nothing is saved until one decides."""
    client, address = signed_in("officer"), page("sheet", draft.pk)
    data = form_of(client.get(address))
    cells = cells_of_as_officer(draft)
    with acting("officer") as officer:
        actions.rate(actor=officer, cell=actions.Cell(*cells[0], 0, 2))
    names = [name for name in data if ":" in name and not name.startswith("v:")]
    data.update(dict.fromkeys(names, "5"), do="save")
    answer = client.post(address, data)
    assert answer.status_code == 409
    body = answer.content.decode()
    assert "Somebody else set: 2" in body
    with acting("officer"):
        assert Rating.objects.count() == 1
    mine = {**form_of(answer), "do": "save"}
    assert {mine[name] for name in names} == {"5"}
    assert client.post(address, mine).status_code == 302
    with acting("officer"):
        assert set(Rating.objects.values_list("level", flat=True)) == {5}


def test_untouched_cells_do_not_undo_the_others(signed_in, draft, acting):
    """Saving an old page changes only what was changed on it."""
    client, address = signed_in("officer"), page("sheet", draft.pk)
    data = form_of(client.get(address))
    cells = cells_of_as_officer(draft)
    with acting("officer") as officer:
        actions.rate(actor=officer, cell=actions.Cell(*cells[0], 0, 2))
    names = [name for name in data if ":" in name and not name.startswith("v:")]
    data[names[-1]] = "4"
    assert client.post(address, {**data, "do": "save"}).status_code == 302
    with acting("officer"):
        assert sorted(Rating.objects.values_list("level", flat=True)) == [2, 4]


def test_signing_from_the_page(signed_in, draft, acting):
    """What was typed is saved and signed in one step; a page that is behind is told to look again."""
    client, address = signed_in("officer"), page("sheet", draft.pk)
    data = form_of(client.get(address))
    names = [name for name in data if ":" in name and not name.startswith("v:")]
    data.update(dict.fromkeys(names[:2], "3"), do="sign")
    with acting("officer") as officer:
        actions.rate(actor=officer, cell=actions.Cell(*cells_of(draft)[3], 0, 2))
    behind = client.post(address, data)
    assert behind.status_code == 409
    assert "while you had it open" in behind.content.decode()
    fresh = form_of(client.get(address))
    fresh.update(dict.fromkeys(names[:2], "3"), do="sign")
    assert client.post(address, fresh).status_code == 302
    with acting("officer"):
        assert Sheet.objects.get(pk=draft.pk).state == "signed"
    body = client.get(address).content.decode()
    assert "Begin a new version" in body
    assert "data-grid" not in body


def test_an_untrained_observer_keeps_what_was_typed(signed_in, acting, both):
    """The signature is refused with the reason; every level that was typed stands there again."""
    with acting("officer") as officer:
        sheet = start(officer, both)
    client, address = signed_in("officer"), page("sheet", sheet.pk)
    data = form_of(client.get(address))
    names = [name for name in data if ":" in name and not name.startswith("v:")]
    data.update(dict.fromkeys(names, "3"), do="sign")
    answer = client.post(address, data)
    assert answer.status_code == 422
    assert "training as an observer is not recorded yet, so you cannot sign" in answer.content.decode()
    assert {form_of(answer)[name] for name in names} == {"3"}


def test_a_sheet_signed_while_somebody_edits(signed_in, draft, acting):
    """Who still has the old page open is told what was not saved."""
    client, address = signed_in("officer"), page("sheet", draft.pk)
    data = form_of(client.get(address))
    with acting("officer") as officer:
        fill(officer, draft, 3)
        from throughgate.person.observations.tests.making import seen

        actions.sign_sheet(actor=officer, key=draft.pk, seen=seen(draft))
    names = [name for name in data if ":" in name and not name.startswith("v:")]
    answer = client.post(address, {**data, names[0]: "5", "do": "save"})
    assert answer.status_code == 409
    body = answer.content.decode()
    assert "signed meanwhile" in body
    assert "Markeremre" in body
    person, competency = cells_of_as_officer(draft)[0]
    cell = {"of": person, "competency": competency, "version": 1, "level": "5"}
    assert "not saved" in client.post(page("cell", draft.pk), cell).json()["closed"]


def test_foreign_and_absent_sheets_are_the_same(signed_in, draft, acting):
    """Somebody else's sheet and none at all answer alike."""
    from throughgate.ground.accounts.models import Membership

    Membership.objects.filter(user__username="teacher").update(roles=["observer"])
    client = signed_in("teacher")
    for name in ("sheet", "details", "discard", "amend"):
        foreign, absent = client.get(page(name, draft.pk)), client.get(page(name, uuid.uuid4()))
        assert foreign.status_code == absent.status_code == 404, name
        assert len(foreign.content) == len(absent.content)
