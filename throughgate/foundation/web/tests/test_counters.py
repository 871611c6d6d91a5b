"""Limits are lifted by time alone: neither by others who try, nor by a table that fills."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.db import connection
from django.utils import timezone

from tests.cast import PASSWORD


def rows():
    """Return how many counters are kept."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM web_cache")
        return cursor.fetchone()[0]


def sign_in(client, password):
    """Try to sign in as the case lead; say whether it worked."""
    answer = client.post("/accounts/login/", {"login": "lead", "password": password})
    return answer.status_code == 302


@pytest.mark.parametrize("others", [400])
def test_others_push_no_limit_away(client, cast, others):
    """After wrong passwords the right one is refused, however many other names and addresses are tried meanwhile."""
    for _ in range(6):
        assert not sign_in(client, "wrong")
    assert not sign_in(client, PASSWORD), "too many"
    for number in range(others):
        cache.set(f"other-{number}", [1.0], 300)
    assert rows() >= others
    assert not sign_in(client, PASSWORD)
    assert cache.get("other-0") == [1.0]


def test_what_has_run_out_goes(db):
    """Counters whose time is over are deleted as others come, so that the table does not grow for ever."""
    for number in range(400):
        cache.set(f"old-{number}", [1.0], 60)
    cache.set("stands", [1.0], 900)
    with time_machine.travel(timezone.now() + timedelta(minutes=2)):
        cache.set("new", [1.0], 60)
        assert rows() == 2
        assert cache.get("stands") == [1.0]


def test_the_house_is_kept(db):
    """At night what has run out goes, also where nobody comes."""
    from throughgate.foundation.jobs.tasks import keep_house

    cache.set("old", [1.0], 60)
    cache.set("stands", [1.0], 10_000)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE web_cache SET expires = now() - interval '1 minute' WHERE cache_key LIKE '%old%'"
        )
    keep_house(0)
    assert cache.get("stands") == [1.0]
    assert rows() == 1
