"""Registering people and changing what is known about them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from throughgate.foundation.audit.models import Entry, History
from throughgate.foundation.database.context import NoContext
from throughgate.foundation.database.rows import Stale
from throughgate.ground.acting.actor import NotAllowed
from throughgate.person.people import actions
from throughgate.person.people.models import CaseLink, Person, Stay
from throughgate.person.people.rules import ReleaseDates


def test_registered_person_is_in_the_caseload(acting):
    """Whoever registers a person sees them at once; the other prison does not."""
    with acting("lead") as actor:
        person = actions.register_person(actor=actor, family_name="Şahin", given_names="Emre")
        assert Person.objects.visible_to(actor).filter(pk=person.pk).exists()
        assert Entry.objects.filter(person_id=person.pk, action="person.register").exists()
    with acting("stranger") as stranger:
        assert not Person.objects.filter(pk=person.pk).exists()
        assert not Person.objects.visible_to(stranger).filter(pk=person.pk).exists()


def test_observer_cannot_register(acting):
    """A sports officer has no right to register anybody."""
    with acting("officer") as actor, pytest.raises(NotAllowed):
        actions.register_person(actor=actor, family_name="Nobody")


def test_people_cannot_be_reached_without_an_actor(cast):
    """Forgetting to say who acts is an error, not an empty page."""
    with pytest.raises(NoContext):
        Person.objects.first()


def test_changed_release_date_is_kept_in_history(acting, cast):
    """A new expected date leaves the old one in the history, with who changed it."""
    with acting("lead") as actor:
        stay = Stay.objects.get(person=cast.key("emre"))
        before = stay.release_expected_on
        after = before - timedelta(days=10)
        actions.change_release_dates(
            actor=actor,
            stay=stay,
            expected=1,
            dates=ReleaseDates(stay.release_earliest_on, after, stay.release_latest_on),
        )
        kept = History.objects.get(row_id=stay.pk)
        assert kept.before["release_expected_on"] == before.isoformat()
        assert kept.membership_id == actor.membership.pk
    with acting("colleague") as actor:
        stay = Stay.objects.get(person=cast.key("emre"))
        with pytest.raises(Stale):
            actions.change_release_dates(
                actor=actor, stay=stay, expected=1, dates=ReleaseDates(None, None, None)
            )


def test_ending_a_link_ends_its_shares(acting, cast):
    """When the prison's link ends, what it shared ends too."""
    today = timezone.localdate()
    with acting("aftercare") as actor:
        assert Person.objects.visible_to(actor).filter(pk=cast.key("emre")).exists()
    with acting("lead") as actor:
        link = CaseLink.objects.get(person=cast.key("emre"), organisation=actor.organisation)
        actions.end_case_link(
            actor=actor, link=link, expected=link.version, last_day=today - timedelta(days=1)
        )
    for who in ("lead", "aftercare", "placement", "trainer"):
        with acting(who) as actor:
            assert not Person.objects.filter(pk=cast.key("emre")).exists(), who
