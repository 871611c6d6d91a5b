"""The map beside the lists of the register: entries by their site, registrations by the town that they wrote."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from throughgate.ground.organisations.models import Site
from throughgate.ground.vocabulary.models import Place
from throughgate.ground.vocabulary.queries import positions_of
from throughgate.work.register.models import Registration
from throughgate.work.register.queries.where import spots
from throughgate.work.register.tests.making import waiting_row

ALL = {"state": "all"}


@pytest.fixture
def two_towns(acting):
    """Registrations of a town with one meaning, of one that nobody knows, and of one that many are called."""
    with acting("placement"):
        for name, town in (("Sommer", "Wassenberg"), ("Winter", "Nirgendsheim"), ("Herbst", "Neustadt")):
            waiting_row(name, town=town, postcode="")


def test_a_registration_stands_where_its_town_is(two_towns, acting):
    """Wassenberg is one place; what is no place or many is left out, never guessed."""
    with acting("placement") as actor:
        rows = Registration.objects.visible_to(actor).with_place().with_position().select_related("region")
        found = {
            spot.title: spot
            for spot in spots(rows.filter(name__in=["Sommer", "Winter", "Herbst"]), lambda row: row.name)
        }
        town = Place.objects.get(name="Wassenberg", country="DE")
    assert set(found) == {"Sommer"}
    spot = found["Sommer"]
    assert (spot.latitude, spot.longitude, spot.where, spot.address) == (
        town.latitude,
        town.longitude,
        "Wassenberg",
        "Sommer",
    )


def test_an_entry_stands_where_its_site_is(acting):
    """The site of the organisation counts before the town that was once written."""
    with acting("company") as actor:
        roofing = actor.organisation
        assert (
            Site.objects.filter(organisation=roofing).update(latitude=51.08, longitude=6.31, town="Erkelenz")
            == 1
        )
    with acting("placement") as actor:
        waiting_row("Old name", state="verified", organisation=roofing, town="Bonn")
        rows = Registration.objects.visible_to(actor).with_place().with_position().select_related("region")
        (spot,) = spots(rows.filter(organisation=roofing, name="Old name"), lambda _row: "")
    assert (spot.latitude, spot.longitude, spot.title, spot.where) == (51.08, 6.31, roofing.name, "Erkelenz")


def test_the_list_has_the_map_and_stands_alone(two_towns, signed_in):
    """The picture names what is on it and leads there in words; no script draws it, and the list has what the map has not."""
    page = signed_in("placement").get(reverse("register:list"), ALL).content.decode()
    figure = re.search(r'<figure class="map">.*?</figure>', page, re.DOTALL)[0]
    assert re.search(r"<title>Wassenberg · [^<]*Sommer", figure)
    assert re.search(r'<a href="/registrations/[0-9a-f-]{36}/">Sommer</a>', figure)
    assert "Winter" not in figure
    assert "<script" not in figure
    assert "Winter" in page.replace(figure, "")


def test_without_a_place_there_is_no_map(acting, signed_in):
    """A list in which nobody's place is known has no empty picture."""
    with acting("placement"):
        waiting_row("Winter", town="Nirgendsheim", postcode="")
    page = signed_in("placement").get(reverse("register:list"), {**ALL, "name": "Winter"}).content.decode()
    assert "Winter" in page
    assert "<svg viewBox" not in page.split("<main", 1)[1]


def test_as_many_queries_for_many_towns_as_for_one(acting):
    """Towns and postcodes are looked up together."""
    with acting("placement"):
        for written in (
            [("DE", "Wassenberg", "41849")],
            [("DE", town, "41849") for town in ("Bonn", "Köln", "Aachen", "Erkelenz")],
        ):
            with CaptureQueriesContext(connection) as queries:
                positions_of(written)
            assert len(queries) == 2
