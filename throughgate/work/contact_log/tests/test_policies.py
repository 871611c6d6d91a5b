"""The policies of contacts with organisations, for whoever writes past the actions: each is needed, and none is wider."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone

from throughgate.foundation.database.context import NOBODY
from throughgate.foundation.database.context import acting as acts
from throughgate.work.contact_log.models import Agreement, Note

pytestmark = pytest.mark.django_db
MODELS = (Note, Agreement)


def row(model, cast, actor, keeper="chamber", **facts):
    """Return a row about the roofer that says it is a colleague's, or one's own."""
    about = {"organisation": cast.organisation("roofing"), "keeper": cast.organisation(keeper)}
    today = timezone.localdate()
    if model is Note:
        return Note(**about, by=actor.membership, kind="call", happened_on=today, **facts)
    return Agreement(**about, title="Two internships", signed_on=today, **facts)


@pytest.fixture
def rows(acting, cast):
    """A note and an agreement of the chamber."""
    with acting("placement") as actor:
        made = [row(model, cast, actor) for model in MODELS]
        for one in made:
            one.save(force_insert=True)
        return made


@pytest.mark.parametrize(
    ("who", "sees", "writes"),
    [
        ("placement", True, True),
        ("lead", True, False),
        ("stranger", True, False),
        ("officer", True, False),
        ("aftercare", True, False),
        ("tso", True, False),
        ("dpo", True, False),
        ("company", False, False),
        ("trainer", False, False),
        ("admin", False, False),
        ("clubadmin", False, False),
    ],
)
def test_who_sees_and_changes(rows, acting, who, sees, writes):
    """Those who look for places see it, colleagues of the one who wrote it change and remove it; the company sees none."""
    with acting(who):
        for one in rows:
            found = type(one).objects.filter(pk=one.pk)
            assert found.exists() is sees
            assert bool(found.update(version=2)) is writes
            assert bool(found.delete()[0]) is writes
    with acts(NOBODY):
        assert not any(type(one).objects.exists() for one in rows)


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize(
    ("who", "keeper"), [("lead", "chamber"), ("placement", "north"), ("tso", "debt-advice")]
)
def test_nobody_writes_for_others(acting, cast, model, who, keeper):
    """Neither for another organisation nor without the right."""
    with acting(who) as actor, pytest.raises(DatabaseError), transaction.atomic():
        row(model, cast, actor, keeper).save(force_insert=True)


def test_nobody_writes_in_anothers_name(acting, cast):
    """A note names the member who acts."""
    with acting("lead") as lead:
        other = lead.membership
    with acting("placement") as actor:
        forged = row(Note, cast, actor)
        forged.by = other
        with pytest.raises(DatabaseError), transaction.atomic():
            forged.save(force_insert=True)


@pytest.mark.parametrize("name", ["organisation", "keeper", "by"])
def test_a_note_stays_whose_it_is(rows, acting, cast, name):
    """It moves to no other organisation, and to no other member."""
    with acting("lead") as lead:
        membership = lead.membership
    value = membership if name == "by" else cast.organisation("club")
    with acting("placement"), pytest.raises(DatabaseError), transaction.atomic():
        Note.objects.filter(pk=rows[0].pk).update(**{name: value})


def test_no_day_to_come(rows, acting):
    """What happened, was done or signed, was by today."""
    ahead = timezone.localdate() + timedelta(days=1)
    for one, names in zip(rows, (("happened_on", "done_on"), ("signed_on", "done_on")), strict=True):
        for name in names:
            with acting("placement"), pytest.raises(IntegrityError), transaction.atomic():
                type(one).objects.filter(pk=one.pk).update(**{name: ahead})
