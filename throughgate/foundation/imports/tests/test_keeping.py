"""The worker does an import as the member who started it: nobody starts one as somebody else, past every action."""

from __future__ import annotations

from contextlib import contextmanager

import pytest
from django.db import Error, transaction

from throughgate.foundation.imports.models import Import


@contextmanager
def refused(match):
    """Expect that the database refuses what is tried for this reason, and leave nothing of it."""
    with pytest.raises(Error, match=match), transaction.atomic():
        yield


def uploaded(actor, **changes):
    """Return an unsaved import of people."""
    facts = {
        "organisation_id": actor.organisation.pk,
        "membership_id": actor.membership.pk,
        "kind": "people",
        "file_name": "list.csv",
        "file_size": 1,
        "file_hash": "h",
    }
    return Import(**facts | changes)


def test_an_import_is_ones_own(acting, cast):
    """It is made in the own name, and taken over for oneself alone."""
    colleague = cast.actor("colleague").membership.pk
    with acting("lead") as lead:
        with refused("row-level security"):
            uploaded(lead, membership_id=colleague).save(force_insert=True)
        uploaded(lead).save(force_insert=True)
        with refused("in the name of somebody else"):
            Import.objects.update(membership_id=colleague)
    with acting("colleague"):
        assert Import.objects.update(membership_id=colleague) == 1


def test_nobody_starts_it_for_somebody_else(acting, cast):
    """A colleague takes it over and starts it in the own name, or leaves it; nor is what runs changed underneath."""
    colleague = cast.actor("colleague").membership.pk
    with acting("lead") as lead:
        uploaded(lead).save(force_insert=True)
        Import.objects.update(state="mapped")
    with acting("colleague"):
        with refused("begun for somebody else"):
            Import.objects.update(state="running")
        with transaction.atomic():
            assert Import.objects.update(state="running", membership_id=colleague) == 1
            transaction.set_rollback(True)
    with acting("lead"):
        assert Import.objects.update(state="running") == 1
    with acting("colleague"):
        for changes in ({"mapping": {"a": "number"}}, {"options": {"assign": "yes"}}, {"file_key": "other"}):
            with refused("begun for somebody else"):
                Import.objects.update(**changes)
        assert Import.objects.update(state="cancelled") == 1


@pytest.mark.parametrize(
    "changes", [{"kind": "companies"}, {"file_hash": "other"}, {"file_name": "other.csv"}]
)
def test_an_import_stays_what_it_is(acting, changes):
    """Neither its kind nor its file becomes another."""
    with acting("lead") as lead:
        uploaded(lead).save(force_insert=True)
        with refused("stays whose and what it is|row-level security"):
            Import.objects.update(**changes)
