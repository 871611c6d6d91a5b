"""Two at once on the same sheet: nothing is lost, nothing is half saved, and everyone is told."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from tests.fixtures import Cast
from throughgate.foundation.audit.models import Entry
from throughgate.foundation.database.rows import Stale
from throughgate.person.observations import actions
from throughgate.person.observations.models import Rating, Sheet
from throughgate.person.observations.tests.making import cells_of, fill, seen, start, train
from throughgate.person.people.models import Stay


@pytest.fixture
def cast(fresh_database):
    """Give the cast in a database that may be committed to."""
    return Cast()


@pytest.fixture
def draft(cast):
    """Begin a sheet for Emre and Milan, by a trained observer."""
    train(cast.acting)
    with cast.acting("officer") as officer:
        return start(officer, [cast.key("emre"), cast.key("milan")])


def together(cast, *acts):
    """Do each act at the same moment as the observer, in a transaction of its own; return what came of each."""
    barrier, came = threading.Barrier(len(acts), timeout=60), [None] * len(acts)

    def do(place, act):
        try:
            with cast.acting("officer") as actor:
                barrier.wait()
                came[place] = act(actor) or "done"
        except Exception as error:  # noqa: BLE001 - whatever refuses is what is looked at
            came[place] = type(error).__name__
        finally:
            connection.close()

    threads = [threading.Thread(target=do, args=[place, act]) for place, act in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=120)
    return came


def test_signed_twice_at_once(cast, draft):
    """One signature counts; the other one is told, and there is one audit entry."""
    with cast.acting("officer") as officer:
        fill(officer, draft)
        stamp = seen(draft)

    def sign(actor):
        return actions.sign_sheet(actor=actor, key=draft.pk, seen=stamp).state

    came = together(cast, sign, sign)
    assert "signed" in came
    assert set(came) - {"signed"} <= {"ValidationError", "Stale", "SheetClosed", "CannotSign"}
    assert came.count("signed") == 1
    with cast.acting("dpo"):
        assert Entry.objects.filter(action="sheet.sign").count() == 1


def test_two_save_the_same_cell_at_once(cast, draft):
    """One level is kept, the other observer is told which; the cell was changed once."""
    with cast.acting("officer"):
        person, competency = cells_of(draft)[0]

    def rate(level):
        return lambda actor: actions.rate(actor=actor, cell=actions.Cell(person, competency, 0, level))

    came = together(cast, rate(2), rate(5))
    assert sorted(map(str, came)) == ["1", Stale.__name__]
    with cast.acting("officer"):
        row = Rating.objects.get()
        assert row.level == (2 if came[0] == 1 else 5)
        assert row.version == 1


def test_the_same_cell_many_times_at_once(cast, draft):
    """Of eight different levels sent for eight cells from two pages, each cell holds one that was sent."""
    with cast.acting("officer"):
        cells = cells_of(draft)

    def save(level):
        def act(actor):
            sent = [actions.Cell(person, competency, 0, level) for person, competency in cells]
            versions, conflicts = actions.rate_many(actor=actor, sheet=draft.pk, cells=sent)
            return len(versions), len(conflicts)

        return act

    came = together(cast, save(1), save(2))
    assert sorted(came) == [(0, 4), (4, 0)]
    with cast.acting("officer"):
        assert len(set(Rating.objects.values_list("level", flat=True))) == 1


def test_signed_while_another_page_edits(cast, draft):
    """Either the level is in what was signed, or its page is told: never is it lost unseen."""
    with cast.acting("officer") as officer:
        fill(officer, draft, 3)
        stamp = seen(draft)
        person, competency = cells_of(draft)[0]
    came = together(
        cast,
        lambda actor: actions.sign_sheet(actor=actor, key=draft.pk, seen=stamp).state,
        lambda actor: actions.rate(actor=actor, cell=actions.Cell(person, competency, 1, 5)),
    )
    with cast.acting("officer"):
        sheet = Sheet.objects.get(pk=draft.pk)
        level = Rating.objects.get(sheet_person=person, competency=competency).level
    if came[0] == "signed":
        assert (sheet.state, level, came[1]) == ("signed", 3, "SheetClosed")
    else:
        assert (sheet.state, level, came[0], came[1]) == ("draft", 5, "Stale", 2)


def test_days_outside_the_stay(cast):
    """A sheet about a day before somebody came, or after the stay ended, is not signed; the reason names the day."""
    train(cast.acting)
    emre = cast.key("emre")
    with cast.acting("officer") as officer:
        before = start(officer, [emre], days_ago=301)
        fill(officer, before)
        with pytest.raises(actions.CannotSign, match="outside_stay"):
            actions.sign_sheet(actor=officer, key=before.pk, seen=seen(before))
        across = start(
            officer, [emre], days_ago=301, observed_until_on=timezone.localdate() - timedelta(days=290)
        )
        fill(officer, across)
        with pytest.raises(actions.CannotSign, match="outside_stay"):
            actions.sign_sheet(actor=officer, key=across.pk, seen=seen(across))
    with cast.acting("lead"):
        Stay.objects.filter(person=emre).update(
            ended_on=timezone.localdate() - timedelta(days=20), ended_by="released"
        )
    with cast.acting("officer") as officer:
        after = start(officer, [emre], days_ago=5)
        fill(officer, after)
        with pytest.raises(actions.CannotSign, match="outside_stay"):
            actions.sign_sheet(actor=officer, key=after.pk, seen=seen(after))
        during = start(officer, [emre], days_ago=25)
        fill(officer, during)
        assert actions.sign_sheet(actor=officer, key=during.pk, seen=seen(during)).state == "signed"
