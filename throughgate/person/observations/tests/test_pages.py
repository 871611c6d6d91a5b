"""Pages of sheets: what they show, to whom, what they refuse, and at what cost."""

from __future__ import annotations

import re
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from throughgate.person.observations import actions
from throughgate.person.observations.models import (
    Note,
    ObserverTraining,
    PersonGroup,
    Rating,
    Remark,
    SelfRating,
    Sheet,
    SheetPerson,
)
from throughgate.person.observations.tests.making import cells_of, competencies, fill, signed, start, train
from throughgate.person.people.actions import register_person


def counted(client, address):
    """Return the answer and the queries of its page, without the test's own savepoints and its way back."""
    with CaptureQueriesContext(connection) as seen:
        answer = client.get(address)
    queries = [query["sql"] for query in seen if "SAVEPOINT" not in query["sql"]]
    # Inside a test's transaction the context is taken back after the page; a real one ends with it.
    told = [query for query in queries if query.startswith("SELECT set_config")]
    return answer, [query for query in queries if query not in told[1:]]


def page(name, *args):
    return reverse(f"observations:{name}", args=args)


def form_of(answer):
    """Return what a browser would send of the grid: hidden fields and chosen levels."""
    body = answer.content.decode()
    body = body[body.index("data-grid") : body.index("</form>", body.index("data-grid"))]
    data = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', body))
    data.update(re.findall(r'<input type="radio" name="([^"]+)" value="([^"]*)" checked>', body))
    return data


@pytest.fixture
def both(cast):
    return [cast.key("emre"), cast.key("milan")]


@pytest.fixture
def draft(acting, both):
    train(acting)
    with acting("officer") as officer:
        return start(officer, both)


@pytest.fixture
def done(acting, both):
    train(acting)
    with acting("officer") as officer:
        return signed(officer, both)


def line_of(acting, sheet, person):
    with acting("officer"):
        return SheetPerson.objects.get(sheet=sheet, person=person).pk


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
    assert answer.content.count(b'role="radiogroup"') == 360
    assert len(queries) <= 6, queries
    assert len(answer.content) < 600_000


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


def test_details_and_people(signed_in, draft, acting, both):
    """Occasion and people of a draft change; an old form comes back with both versions."""
    client, address = signed_in("officer"), page("details", draft.pk)
    data = {
        "occasion": "Football",
        "setting": "sport",
        "observed_on": draft.observed_on.isoformat(),
        "competencies": [str(c.pk) for c in competencies(3)],
        "version": draft.version,
    }
    assert client.post(address, data).status_code == 302
    assert client.post(address, {**data, "occasion": "Other"}).status_code == 409
    line = line_of(acting, draft, both[0])
    assert client.post(page("people", draft.pk), {"take_off": line}).status_code == 302
    with acting("officer"):
        assert SheetPerson.objects.filter(sheet=draft).count() == 1
    client.post(page("people", draft.pk), {"add": both[0]})
    with acting("officer"):
        assert SheetPerson.objects.filter(sheet=draft).count() == 2
    assert client.post(page("discard", draft.pk)).status_code == 302
    assert client.get(page("sheet", draft.pk)).status_code == 200


def test_a_code_opens_exactly_that_sheet(signed_in, draft):
    """The code from the paper opens the sheet, however it is typed; a wrong one says so."""
    client = signed_in("officer")
    typed = f"{draft.code[:4]}-{draft.code[4:]}".lower()
    assert client.post(page("code"), {"code": typed})["Location"] == page("sheet", draft.pk)
    assert client.post(page("code"), {"code": "22222222"}).status_code == 422
    assert client.get(page("code"), {"code": typed}).status_code == 200


def test_amend_and_retract_from_the_page(signed_in, done):
    """Both ask for a reason; without one nothing happens."""
    client = signed_in("officer")
    assert client.post(page("retract", done.pk), {"reason": " "}).status_code == 422
    answer = client.post(page("amend", done.pk), {"reason": "Wrong line"})
    assert "Wrong line" in client.get(answer["Location"]).content.decode()
    assert client.post(page("retract", done.pk), {"reason": "Wrong day"}).status_code == 302
    assert "Wrong day" in client.get(page("sheet", done.pk)).content.decode()


def test_notes_are_written_under_the_grid(signed_in, draft, acting):
    """A note is kept for one person and competency; words about offences raise a gentle warning."""
    client, address = signed_in("officer"), page("sheet", draft.pk)
    name = next(n for n in form_of(client.get(address)) if ":" in n and not n.startswith("v:"))
    data = {"do": "note", "cell": name, "text": "Said that the theft was long ago"}
    answer = client.post(address, data, follow=True)
    assert "Words about offences or illness" in answer.content.decode()
    with acting("officer"):
        assert Note.objects.count() == 1
    assert client.post(address, {**data, "text": "Other"}).status_code == 409
    assert client.post(address, {**data, "text": "x" * 301}).status_code == 422


def test_training_is_recorded_by_the_administrator(signed_in, acting):
    """The administrator records an observer's training, also an earlier one from paper."""
    from throughgate.ground.accounts.models import Membership

    client = signed_in("admin")
    member = Membership.objects.get(user__username="officer").pk
    data = {"membership": member, "trained_on": "2024-05-02", "by_whom": "Academy", "from_paper": "on"}
    assert client.post(page("training"), {**data, "trained_on": "2090-05-02"}).status_code == 422
    assert client.post(page("training"), data).status_code == 302
    body = client.get(page("training")).content.decode()
    assert "Academy" in body
    with acting("admin"):
        assert ObserverTraining.objects.get().from_paper


def test_the_person_objects_and_gets_an_answer(signed_in, done, acting, cast):
    """The case lead types the objection in from paper; a colleague answers; both stay with the sheet."""
    emre = cast.key("emre")
    line = line_of(acting, done, emre)
    client = signed_in("lead")
    shown, queries = counted(client, page("line", emre, line))
    assert "Softball training" in shown.content.decode()
    assert "Officer Cast" in shown.content.decode()
    assert len(queries) <= 8, queries
    said = {"kind": "objection", "text": "I was not there", "made_on": "20.11.2026"}
    assert client.post(page("remark", emre, line), {**said, "text": ""}).status_code == 422
    assert client.post(page("remark", emre, line), said)["Location"] == page("line", emre, line)
    waiting, queries = counted(client, page("objections"))
    assert "I was not there" in waiting.content.decode()
    assert len(queries) <= 8, queries
    with acting("lead"):
        remark = Remark.objects.get().pk
    answered = client.post(page("answer", emre, remark), {"text": "We asked again"})
    assert answered["Location"] == page("line", emre, line)
    body = client.get(page("line", emre, line)).content.decode()
    assert body.index("I was not there") < body.index("We asked again")
    assert "I was not there" not in client.get(page("objections")).content.decode()
    assert client.post(page("answer", emre, remark), {"text": "Again"}).status_code == 422


def test_probation_reads_the_sheet_without_the_name(signed_in, done, acting, cast):
    """Another organisation sees the function of the observer, not the name."""
    emre = cast.key("emre")
    body = signed_in("aftercare").get(page("line", emre, line_of(acting, done, emre))).content.decode()
    assert "Prison North" in body
    assert "Officer Cast" not in body


def test_teachers_do_not_read_sheets(signed_in, done, acting, cast):
    """A teacher sees the profile, not single sheets; strangers see neither."""
    emre = cast.key("emre")
    line = line_of(acting, done, emre)
    assert signed_in("teacher").get(page("line", emre, line)).status_code == 403
    assert signed_in("stranger").get(page("line", emre, line)).status_code == 404
    assert signed_in("company").get(page("line", emre, line)).status_code == 403


def test_self_rating_is_typed_in(signed_in, acting, cast):
    """Levels that the person marked are kept; typing the same day again corrects them."""
    emre, client = cast.key("emre"), signed_in("lead")
    address = page("self", emre)
    shown, queries = counted(client, address)
    assert shown.content.count(b"<fieldset") == 12
    assert len(queries) <= 8, queries
    assert client.post(address, {"rated_on": "20.11.2026"}).status_code == 422
    assert client.post(address, {"rated_on": "2090-01-01", "teamwork": "4"}).status_code == 422
    assert client.post(address, {"rated_on": "20.11.2026", "teamwork": "9"}).status_code == 422
    for level in ("4", "5"):
        assert client.post(address, {"rated_on": "20.11.2026", "teamwork": level}).status_code == 302
    with acting("lead"):
        assert list(SelfRating.objects.values_list("level", "version")) == [(5, 2)]


def test_groups_belong_to_the_organisation(signed_in, acting, cast):
    """Two groups of one name are refused; a closed group is gone; another prison's group does not exist."""
    client = signed_in("officer")
    assert client.post(page("groups"), {"name": "Chess"}).status_code == 302
    assert client.post(page("groups"), {"name": "Chess"}).status_code == 422
    with acting("officer"):
        group = PersonGroup.objects.get().pk
    assert client.post(page("group", group), {"name": "Go", "version": 1}).status_code == 302
    behind = client.post(page("group", group), {"name": "Checkers", "version": 1})
    assert behind.status_code == 409
    assert "Officer Cast saved" in behind.content.decode()  # who was first is named
    client.post(page("members", group), {"add": cast.key("ana")})
    assert "Markerana" not in client.get(page("group", group)).content.decode()
    client.post(page("members", group), {"close": "1"})
    assert client.get(page("group", group)).status_code == 404
