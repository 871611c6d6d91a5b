"""The walls are put up anew with each new version, around whatever is there."""

from __future__ import annotations

from django.db import connections

from throughgate.foundation.database import policies


def test_what_is_filled_in_for_rows_that_are_there_does_not_stand_in_the_way(fresh_database):
    """A version that brings the register is prepared on a database full of organisations: each gets its entry."""
    with connections["owner"].cursor() as owner:
        owner.execute("DELETE FROM register_registerkey")
        owner.execute("DELETE FROM register_registration")
    policies.apply()
    with connections["owner"].cursor() as owner:
        owner.execute("SELECT count(*) > 0 FROM register_registration")
        assert owner.fetchone() == (True,)
