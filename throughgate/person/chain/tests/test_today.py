"""Steps on Today: late and due, for whom they are, and each count leads to its rows."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from throughgate.person.chain.models import Step
from throughgate.person.chain.tests.making import chain_of, later, stay_of, today
from throughgate.person.chain.today import DUE_TITLE, LATE_TITLE
from throughgate.person.people import actions as people
from throughgate.person.people.rules import ReleaseDates


@pytest.fixture
def pressing(acting, cast):
    """Give Emre a plan of which some steps became late by a release that came near, and some are due."""
    chain = chain_of(acting, cast)
    with acting("lead") as lead:
        stay = stay_of(cast, "emre")
        people.change_release_dates(
            actor=lead, stay=stay, expected=stay.version, dates=ReleaseDates(None, today() + later(5), None)
        )
        Step.objects.filter(chain=chain, step="final_report").update(due_on=today() - later(1))
    return chain


def parts_of(client):
    """Return what Today tells of plans, by title."""
    return {
        part.title: part
        for part in client.get("/").context["parts"]
        if part.title in (str(LATE_TITLE), str(DUE_TITLE))
    }


def test_steps_stand_on_today_for_whose_they_are(signed_in, pressing):
    """The case lead sees what is for the case lead and the person, and whoever has another role the own steps alone."""
    parts = parts_of(signed_in("lead"))
    late = parts[str(LATE_TITLE)]
    assert [item.mark for item in late.items] == ["7 days late"]
    assert "Markeremrefamily" in late.items[0].label
    assert parts[str(DUE_TITLE)].count > 1
    assert LATE_TITLE not in parts_of(signed_in("aftercare"))
    assert parts_of(signed_in("colleague")) == {}


def test_every_step_stands_behind_its_count(signed_in, pressing):
    """All of them stand on the page behind the number."""
    client = signed_in("lead")
    for part in parts_of(client).values():
        assert len(client.get(part.address).context["items"]) == part.count


def test_today_asks_no_more_for_plans(signed_in, acting, cast):
    """Plans are asked for together with what else waits: as many statements as without any."""
    client = signed_in("lead")
    client.get("/")
    asked = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as queries:
            client.get("/")
        asked.append(sum("SAVEPOINT" not in query["sql"] for query in queries))
        if len(asked) == 1:
            chain_of(acting, cast)
    assert parts_of(client)
    assert asked[0] == asked[1]
