"""Expected: competencies beside what is wanted, the order of what fits, doors, and whom to ask where nothing fits."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from throughgate.desk.doors import door_words, first_doors
from throughgate.desk.tests.test_near import MOST_QUERIES, condition_of_emre, counted, offer
from throughgate.person.observations.tests.making import signed, train
from throughgate.work.openings import actions
from throughgate.work.openings.queries.fitting import Door


def asks(**levels):
    """Return what an opening asks for: helpful, or needed with a minus."""
    return {key: {"level": abs(level), "needed": level < 0} for key, level in levels.items()}


@pytest.fixture
def seen(acting, cast):
    """Two officers saw Emre's teamwork and communication: 4 of 5."""
    train(acting)
    with acting("officer") as officer:
        signed(officer, [cast.key("emre")], level=4)


def test_competencies_stand_beside_what_is_wanted(signed_in, acting, cast, seen):
    """Reached, short and not observed are told with scale and observers; what is missing asks for support alone."""
    with acting("placement") as actor:
        offer(actor, "Reached", requirements=asks(teamwork=-4, communication=3))
        offer(actor, "Short", requirements=asks(teamwork=5))
        offer(actor, "Not seen", requirements=asks(leadership=-2))
    answer, queries = counted(signed_in("lead"), reverse("desk:near", args=[cast.key("emre")]))
    assert len(queries) <= MOST_QUERIES + 2, queries
    groups = {g.code: {line.title: line.reasons for line in g.lines} for g in answer.context["groups"]}
    assert ("fits", "Teamwork 4 of 5 needed, 4 seen by 1 observer") in groups["fits"]["Reached"]
    assert ("fits", "Communication 3 of 5 helpful, 4 seen by 1 observer") in groups["fits"]["Reached"]
    support = groups["fits_with_support"]
    assert ("gap", "Teamwork 5 of 5 helpful, 4 seen by 1 observer") in support["Short"]
    assert ("gap", "Leadership 2 of 5 needed, not observed yet") in support["Not seen"]
    assert not groups["blocked"]


def test_who_reads_no_levels_compares_without_them(signed_in, acting, cast, seen):
    """A placement officer sees no levels: an opening that asks for one stands as if it did not."""
    with acting("placement") as actor:
        offer(actor, "Short", requirements=asks(teamwork=5))
    answer = signed_in("placement").get(reverse("desk:near", args=[cast.key("emre")]))
    lines = answer.context["groups"][0].lines
    assert [line.title for line in lines] == ["Short"]
    assert not [text for _, text in lines[0].reasons if "Teamwork" in text]


def test_what_fits_best_stands_first_and_no_fit_is_told(signed_in, acting, cast, seen):
    """More of what is wanted comes first, though farther away; nothing on the page says how well anything fits."""
    with acting("placement") as actor:
        offer(actor, "Near", town="Wassenberg", requirements=asks(teamwork=-4, motivation=-5))
        offer(actor, "Farther", requirements=asks(motivation=5, communication=-4, teamwork=-4))
    answer = signed_in("lead").get(reverse("desk:near", args=[cast.key("emre")]))
    support = next(g for g in answer.context["groups"] if g.code == "fits_with_support")
    assert [line.title for line in support.lines] == ["Farther", "Near"]
    body = answer.content.decode()
    assert "competencies 40 %, occupation 30 %, distance 20 %, time until the start 10 %" in body
    assert not re.search(r"\b0[.,]\d", body.split("<main")[1])


def by_name(doors):
    """Return what each door says it opens."""
    return {door.name: door.opens for door in doors}


def test_doors_tell_what_one_thing_alone_would_open(signed_in, acting, cast):
    """A level, a licence, kilometres: each with how many openings it opens; none that a condition shuts."""
    condition_of_emre(acting, cast, None)
    with acting("placement") as actor:
        offer(actor, "Metalworker", german="C1")
        offer(actor, "Driver", licence="C")
        offer(actor, "Driver who speaks", licence="C", german="C1")
        offer(actor, "In the city", town="Düsseldorf")
    client, key = signed_in("lead"), cast.key("emre")
    shown = [
        client.get(reverse("desk:near", args=[key])).context["doors"],
        client.get(reverse("desk:person-work", args=[key])).context["near"]["doors"],
    ]
    for doors in map(by_name, shown):
        assert [said for what, said in doors.items() if what.endswith("km more reach")] == ["1 opening more"]
        assert doors["driving licence C"] == "1 opening more"
        assert doors["German B2"] == "1 opening more"
        assert "German C1" not in doors
    condition_of_emre(acting, cast, "no_driving")
    doors = by_name(client.get(reverse("desk:near", args=[key])).context["doors"])
    assert "German B2" in doors
    assert "driving licence C" not in doors


def test_nobody_goes_farther_where_more_is_near_than_is_compared(signed_in, acting, cast, monkeypatch):
    """Kilometres are no door where openings within reach are left out already, and nothing farther is asked for."""
    condition_of_emre(acting, cast, None)
    with acting("placement") as actor:
        for title in ("Roofer", "Baker"):
            offer(actor, title)
        offer(actor, "In the city", town="Düsseldorf")
    client, address = signed_in("lead"), reverse("desk:near", args=[cast.key("emre")])
    sparse, asked = counted(client, address)
    assert "1 opening more" in [
        said for what, said in by_name(sparse.context["doors"]).items() if what.endswith("km more reach")
    ]
    monkeypatch.setattr("throughgate.work.openings.queries.near.MOST", 1)
    dense, less = counted(client, address)
    assert not [what for what in by_name(dense.context["doors"]) if what.endswith("km more reach")]
    assert (dense.context["compared"], dense.context["more"]) == (1, 1)
    assert len(less) == len(asked), "what is farther comes with what is near"


def test_where_nothing_fits_the_page_says_whom_to_ask(signed_in, acting, cast):
    """A company near home that once offered such work is named, with what; where something fits, nobody is."""
    with acting("placement") as actor:
        past = offer(actor, "Roofer", kind="job")
        actions.move_opening(actor=actor, opening=past, move="close", expected=past.version)
    client, key = signed_in("lead"), cast.key("emre")
    answer, queries = counted(client, reverse("desk:near", args=[key]))
    assert len(queries) <= MOST_QUERIES + 1, queries
    ((address, name, what),) = answer.context["to_ask"]
    assert (address, name) == (reverse("organisations:page", args=["roofing"]), "Roth Roofing")
    assert what.startswith("Roofer · Job · ")
    assert "Whom to ask" in answer.content.decode()
    with acting("placement") as actor:
        offer(actor, "Warehouse helper")
    assert "Whom to ask" not in client.get(reverse("desk:near", args=[key])).content.decode()


def test_the_persons_page_shows_some_doors_of_each_kind():
    """Longer ways open more with each step; they leave room for what can be learned, and the shortest stand there."""
    ways = [Door("reach", f"+{km} km", km) for km in (30, 20, 15, 10, 5)]
    levels = [Door("language", f"de {level}", number) for level, number in (("C1", 3), ("B2", 2), ("B1", 1))]
    licence = Door("licence", "B", 1)
    some = [(door.kind, door.what) for door in first_doors([*ways, *levels, licence])]
    assert some == [
        ("language", "de C1"),
        ("language", "de B2"),
        ("licence", "B"),
        ("reach", "+5 km"),
        ("reach", "+10 km"),
    ]


def test_a_certificate_is_a_door_by_its_name():
    """What a certificate alone would open is said by the name of the certificate."""
    assert door_words(Door("qualification", "school_extended", 3)) == (
        "extended first school certificate",
        "3 openings more",
    )
