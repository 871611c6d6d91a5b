"""Two officers at the same moment, on two connections."""

from __future__ import annotations

import threading

from django.core.exceptions import ValidationError
from django.db import connections

from tests.fixtures import Cast
from throughgate.work.planning.actions import start_plan
from throughgate.work.planning.models import Plan
from throughgate.work.planning.work import work


def both(do):
    """Do it twice at once; return what came of each."""
    came, begin = [], threading.Barrier(2)

    def one():
        begin.wait()
        try:
            came.append(do())
        except ValidationError as error:
            came.append(error.code)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=one) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return came


def test_two_who_start_at_once_start_one(fresh_database):
    """The second waits for the first, and is told that one is being made."""

    def start():
        with Cast().acting("placement") as actor:
            start_plan(actor=actor)
        return "started"

    assert sorted(both(start)) == ["being_made", "started"]
    with Cast().acting("placement"):
        assert Plan.objects.count() == 1


def test_two_workers_at_once_make_it_once(fresh_database):
    """One takes it up, the other leaves it."""
    with Cast().acting("placement") as actor:
        plan = start_plan(actor=actor)
    both(lambda: work(plan.pk))
    with Cast().acting("placement"):
        there = Plan.objects.get(pk=plan.pk)
    assert (there.state, there.version) == ("done", 2)
