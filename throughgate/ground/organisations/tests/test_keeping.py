"""Whoever is signed in changes no organisation or site that somebody else keeps, also past every action."""

from __future__ import annotations

from contextlib import contextmanager

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from throughgate.ground.accounts.models import Membership
from throughgate.ground.organisations.models import Organisation, Site


@contextmanager
def refused(match):
    """Expect that the database refuses what is tried for this reason, and leave nothing of it."""
    with pytest.raises(IntegrityError, match=match), transaction.atomic():
        yield


@pytest.mark.parametrize(
    ("who", "code", "keeps"),
    [
        ("admin", "north", True),
        ("admin", "south", False),
        ("lead", "north", False),
        ("company", "roofing", True),
        ("company", "club", False),
        ("company", "north", False),
        ("placement", "roofing", False),
        ("placement", "north", False),
    ],
)
def test_everybody_keeps_their_own(acting, who, code, keeps):
    """An administrator the own organisation and its sites; nobody a foreign one that has members."""
    with acting(who):
        organisations = Organisation.objects.filter(code=code)
        sites = Site.objects.filter(organisation__code=code)
        changes = (
            lambda: organisations.update(name="Other"),
            lambda: sites.update(street="Other"),
            lambda: sites._raw_delete("default"),
            lambda: Site(organisation=organisations.get(), town="Other").save(force_insert=True),
        )
        for change in changes:
            if keeps:
                with transaction.atomic():
                    change()
                    transaction.set_rollback(True)
            else:
                with refused("somebody else keeps"):
                    change()


def test_the_register_keeps_who_has_nobody_here(acting):
    """A company without members is kept by placement officers; a prison is not, members or none."""
    today = timezone.localdate()
    Membership.objects.filter(organisation__code__in=("roofing", "south")).update(
        ends_on=today.replace(year=2026, month=1, day=1)
    )
    with acting("placement"):
        assert Organisation.objects.filter(code="roofing").update(website="https://roth.example") == 1
        assert Site.objects.filter(organisation__code="roofing").update(street="Other") == 1
        with refused("somebody else keeps"):
            Organisation.objects.filter(code="south").update(website="https://south.example")


@pytest.mark.parametrize("kind", ["prison", "probation", "school", "chamber", "club", "company"])
@pytest.mark.parametrize(("who", "code"), [("company", "roofing"), ("admin", "north"), ("clubadmin", "club")])
def test_an_organisation_stays_what_it_is(acting, who, code, kind):
    """From its kind follow roles and parts in cases: nobody gives the own one another."""
    with acting(who):
        own = Organisation.objects.filter(code=code)
        if own.get().kind == kind:
            assert own.update(kind=kind) == 1
        else:
            with refused("of another kind"):
                own.update(kind=kind)


def test_the_register_changes_no_kind(acting):
    """Nor do placement officers, where nobody works there."""
    Membership.objects.filter(organisation__code="roofing").update(
        ends_on=timezone.localdate().replace(year=2026, month=1, day=1)
    )
    with acting("placement"), refused("of another kind"):
        Organisation.objects.filter(code="roofing").update(kind="prison")


def test_a_site_stays_with_its_organisation(acting):
    """An own site is not pushed into another organisation."""
    club = Organisation.objects.get(code="club")
    with acting("company"), refused("a site of another organisation"):
        Site.objects.filter(organisation__code="roofing").update(organisation=club)


@pytest.mark.parametrize(
    ("who", "kind", "adds"),
    [
        ("placement", "company", True),
        ("placement", "club", True),
        ("placement", "prison", False),
        ("placement", "authority", False),
        ("admin", "company", False),
        ("lead", "club", False),
        ("company", "company", False),
    ],
)
def test_kinds_of_organisations_are_added_by_those_who_may(acting, who, kind, adds):
    """Placement officers add companies, clubs and charities; everything else is set up by the operator."""
    with acting(who) as actor:
        made = Organisation(
            code="new", kind=kind, name="New", name_key="new", region_id=actor.organisation.region_id
        )
        if adds:
            made.save(force_insert=True)
        else:
            with refused("that others set up"):
                made.save(force_insert=True)
