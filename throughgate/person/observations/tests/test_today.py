"""Today and the path: what waits, for whom, and what was signed."""

from __future__ import annotations

from django.db import connection
from django.utils import timezone

from throughgate.person.observations import actions
from throughgate.person.observations.models import SheetPerson
from throughgate.person.observations.queries.sheets_of import path_pins, signed_sheets
from throughgate.person.observations.queries.today import work
from throughgate.person.observations.tests.making import signed, start, train
from throughgate.person.observations.tests.test_pages import counted
from throughgate.person.people.models import Person


def told(parts):
    """Return how many things of each kind wait, and the first ones' labels."""
    return {part.title: (part.count, [item.label for item in part.items]) for part in parts}


def test_what_waits_for_an_observer(acting, cast):
    """An observer finishes own drafts."""
    with acting("officer") as officer:
        start(officer, [cast.key("emre")], occasion="Softball")
        assert told(work(officer)) == {"Sheets to finish": (1, ["Softball"])}
    with acting("teacher") as teacher:
        assert work(teacher) == []


def test_what_waits_for_a_case_lead(acting, cast, django_assert_num_queries):
    """Objections wait until somebody answers; people without a recent sheet are named; one query tells it all."""
    train(acting)
    emre = cast.key("emre")
    name = "Markeremrecalled Markeremrefamily"
    with acting("lead") as lead, django_assert_num_queries(1):
        assert told(work(lead)) == {"People without a recent sheet": (1, [name])}
    with acting("officer") as officer:
        sheet = signed(officer, [emre])
    with acting("lead") as lead:
        assert work(lead) == []
        line = SheetPerson.objects.get(sheet=sheet)
        remark = actions.add_remark(
            actor=lead, sheet_person=line, kind="objection", text="No", made_on=timezone.localdate()
        )
        assert told(work(lead)) == {"Objections to answer": (1, [name])}
        actions.answer_objection(actor=lead, remark=remark, text="Yes")
        assert work(lead) == []


def test_old_sheets_do_not_count_as_recent(acting, cast):
    """A sheet older than 180 days leaves the person on the list."""
    train(acting, days_ago=300)
    with acting("officer") as officer:
        signed(officer, [cast.key("emre")], days_ago=200)
    with acting("lead") as lead:
        assert "People without a recent sheet" in told(work(lead))


def test_today_shows_it(signed_in, acting, cast):
    """The page shows what waits and stays within eight queries; reading a name is logged."""
    answer, queries = counted(signed_in("lead"), "/")
    body = answer.content.decode()
    assert "People without a recent sheet" in body
    assert len(queries) <= 8, queries
    assert any("log_access" in query for query in queries)


def test_signed_sheets_are_pins(signed_in, acting, cast):
    """A signed sheet stands on the path and leads to the sheet; a draft does not."""
    train(acting)
    emre = cast.key("emre")
    with acting("officer") as officer:
        start(officer, [emre], occasion="Draft")
        signed(officer, [emre], occasion="Softball")
    with acting("lead") as lead:
        pins = path_pins(lead, Person.objects.get(pk=emre))
        assert [(pin.kind, pin.title, pin.detail) for pin in pins] == [("sheet", "Sport", "Softball")]
    client = signed_in("lead")
    assert client.get(pins[0].url).status_code == 200
    answer, queries = counted(client, f"/people/{emre}/")
    assert answer.status_code == 200
    assert len(queries) <= 8, queries
    with acting("teacher") as teacher:
        assert path_pins(teacher, Person.objects.get(pk=emre)) == []


def test_signed_sheets_are_read_as_the_policies_of_their_tables_say(acting, cast):
    """The function that is planned once shows nobody more or less, by whomever and however often it was asked before."""
    train(acting)
    emre = cast.key("emre")
    with acting("officer") as officer:
        start(officer, [emre], occasion="Draft")
        for occasion in ("Softball", "Kitchen"):
            signed(officer, [emre], occasion=occasion)
        retracted = signed(officer, [emre], occasion="Mistaken")
        actions.retract_sheet(actor=officer, key=retracted.pk, reason="Mistaken")
    seen = {}
    for _again in range(2):
        for username in ("lead", "officer", "colleague", "teacher", "dpo", "stranger", "tso", "company"):
            with acting(username):
                rule = SheetPerson.objects.filter(person=emre, state="signed").select_related("sheet")
                rows = list(rule.order_by("-observed_on", "-pk"))
                with connection.cursor() as cursor:
                    cursor.execute(
                        "SELECT (s.line).id, (s.its_sheet).id FROM gate.signed_sheets(%s, 60) s", [emre]
                    )
                    assert cursor.fetchall() == [(row.pk, row.sheet.pk) for row in rows], username
                seen[username] = len(rows)
    assert seen["lead"] == seen["officer"] == 2
    assert seen["stranger"] == seen["company"] == 0
    with acting("lead") as lead:
        read = signed_sheets(lead, Person.objects.get(pk=emre))
        rule = SheetPerson.objects.filter(person=emre, state="signed").order_by("-observed_on", "-pk")
        assert [(row.pk, row.observed_on, row.setting, row.observer_id) for row in read] == list(
            rule.values_list("pk", "observed_on", "setting", "observer_id")
        )
        assert {row.sheet.occasion for row in read} == {"Softball", "Kitchen"}
