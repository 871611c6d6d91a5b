"""Openings that the tests of this folder start from."""

from __future__ import annotations

from datetime import date

import pytest

from throughgate.ground.vocabulary.models import Place
from throughgate.work.openings import actions
from throughgate.work.openings.models import Opening


@pytest.fixture
def opening(acting):
    """An opening of the roofer."""
    with acting("placement") as actor:
        from throughgate.ground.organisations.models import Organisation

        roofing = Organisation.objects.get(code="roofing")
        return actions.add_opening(
            actor=actor,
            organisation=roofing,
            kind="training",
            title="Dachdecker",
            seats=2,
            starts_on=date(2027, 8, 1),
        )


@pytest.fixture
def keys(acting):
    """The ids of the openings of the cast, by organisation."""
    with acting("placement"):
        return dict(Opening.objects.values_list("organisation__code", "pk"))


@pytest.fixture
def around(acting, cast):
    """Openings in Wassenberg, Heinsberg and Berlin, and one whose place nobody knows."""
    from throughgate.ground.organisations.models import Site

    made = {}
    with acting("placement") as actor:
        roofing = cast.organisation("roofing")
        for town in ("Wassenberg", "Heinsberg", "Berlin"):
            place = Place.objects.filter(name=town, country="DE").order_by("-population").first()
            site = Site(
                organisation=roofing,
                town=town,
                place=place,
                latitude=place.latitude,
                longitude=place.longitude,
            )
            with acting("company"):  # a company with members keeps its own sites
                site.save()
            made[town] = actions.add_opening(
                actor=actor, organisation=roofing, kind="job", title=f"Job {town}", site=site, seats=1
            )
    return made
