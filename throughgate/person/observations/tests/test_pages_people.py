"""Pages about sheets and people: details, codes, notes, objections, self-ratings, groups, training."""

from __future__ import annotations

from throughgate.person.observations.models import (
    Note,
    ObserverTraining,
    PersonGroup,
    Remark,
    SelfRating,
    SheetPerson,
)
from throughgate.person.observations.tests.making import competencies, counted, form_of, line_of, page


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
    cell = dict(zip(("person", "competency"), name.split(":"), strict=True))
    data = {"do": "note", **cell, "text": "Said that the theft was long ago"}
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
    asked = client.get(page("answer", emre, remark)).content.decode()
    assert "Does the agreed part; helps when asked" in asked, "the levels that it is about stand beside it"
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
