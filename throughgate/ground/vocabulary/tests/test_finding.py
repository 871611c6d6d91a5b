"""Which place a text means, and when it has to be asked. With places made here, without a database."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughgate.ground.vocabulary.rules import decide, place_keys, read_place_text, regions_of_postcode
from throughgate.ground.vocabulary.rules.places import base_name, spellings


@dataclass
class Town:
    name: str
    region: str = "07"
    region_name: str = "Nordrhein-Westfalen"
    country: str = "DE"
    population: int = 1000
    latitude: float = 51.0
    longitude: float = 7.0
    near: str = ""
    other_names: list[str] = field(default_factory=list)


BIG = Town("Neustadt", population=50_000)
SMALL = Town("Neustadt", "13", "Sachsen", population=900, latitude=51.0, longitude=14.0)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("München", "Muenchen"), ("München", "MÜNCHEN"), ("München", "Munchen"), ("Frankfurt am Main",
        "Frankfurt a.M."),
        ("Frankfurt am Main", "Frankfurt a. M."), ("Frankfurt am Main", "Frankfurt/Main"),
        ("Frankfurt am Main", "Frankfurt a/Main"), ("Halle (Saale)", "Halle/Saale"), ("Halle (Saale)",
        "Halle (Saale)"),
        ("Halle (Saale)", "Halle"), ("Sankt Pölten", "St. Pölten"), ("Sankt Pölten", "St Poelten"),
        ("Neustadt an der Aisch", "Neustadt a.d. Aisch"), ("Rothenburg ob der Tauber", "Rothenburg o.d.T."),
        ("Villingen-Schwenningen", "Villingen Schwenningen"), ("Weißenfels", "Weissenfels"),
        ("Neudorf bei Staatz", "Neudorf b. Staatz"), ("Freiburg im Breisgau", "Freiburg i Br"),
        ("Neustadt Weinstraße", "Neustadt WEINSTR"), ("Frankfurt am Main", "Frankfurt a / Main"),
    ],
)  # fmt: skip
def test_one_place_has_many_spellings(name: str, text: str) -> None:
    """Umlauts, abbreviations and additions as they stand in real lists lead to the one place."""
    town = Town(name)
    assert set(place_keys(text)) & {*place_keys(name), *place_keys(base_name(name))}, "not even a candidate"
    assert decide(read_place_text(text), [town]).place is town


@pytest.mark.parametrize(
    ("name", "text"),
    [("Neunkirchen", "Neuenkirchen"), ("Munster", "Münster"), ("Köln", "Kölln"), ("Hagen", "Haagen")],
)
def test_like_is_not_the_same(name: str, text: str) -> None:
    """A name that only looks alike is offered, never taken."""
    answer = decide(read_place_text(text), [Town(name)])
    assert (answer.place, answer.reason) == (None, "unknown")


def test_several_of_one_name_are_asked() -> None:
    """Two places of one name are a question, however different their size."""
    answer = decide(read_place_text("Neustadt"), [SMALL, BIG])
    assert answer.place is None
    assert answer.reason == "several"
    assert answer.candidates == (BIG, SMALL)


@pytest.mark.parametrize(
    "text",
    [
        "01844 Neustadt",
        "D-01844 Neustadt",
        "Neustadt, Sachsen",
        "Neustadt (Sachsen)",
        "Neustadt, Sachsen, DE",
    ],
)
def test_a_postcode_or_region_decides(text: str) -> None:
    """What rules out all others decides."""
    read = read_place_text(text)
    towns = [BIG, SMALL]
    answer = decide(read, towns, postcode=read.postcode)
    if text == "Neustadt (Sachsen)":
        # In brackets it could be part of the name, so it is asked.
        assert answer.reason == "unknown"
    else:
        assert answer.place is SMALL


def test_a_postcode_of_elsewhere_is_asked() -> None:
    """The only place of that name is not taken when the postcode says otherwise."""
    answer = decide(read_place_text("Neustadt"), [SMALL], postcode="25335")
    assert (answer.place, answer.reason, answer.candidates) == (None, "postcode_elsewhere", (SMALL,))


def test_a_known_position_of_the_postcode_is_better_than_its_area() -> None:
    """With loaded postcodes the distance decides, also between two places of one state."""
    near, far = Town("Neustadt", latitude=51.0), Town("Neustadt", latitude=52.0)
    answer = decide(
        read_place_text("Neustadt"), [far, near], postcode="58000", positions=[Town("x", latitude=51.05)]
    )
    assert answer.place is near


def test_another_name_of_a_larger_place_makes_it_a_question() -> None:
    """ "Cologne" is a village in Italy and the English name of a large city: ask."""
    village = Town("Cologne", "09", "Lombardia", "IT", 7000, 45.6, 9.9)
    city = Town("Köln", population=1_000_000, other_names=["Cologne"])
    assert decide(read_place_text("Cologne"), [village, city]).reason == "several"
    assert decide(read_place_text("Cologne"), [city]).place is city


def test_an_addition_nobody_understands_is_asked() -> None:
    """More words than are understood could mean another place."""
    assert decide(read_place_text("Neustadt, hinter dem Berg"), [SMALL]).reason == "addition_unclear"


def test_two_entries_of_one_town_are_one() -> None:
    """A town and its municipality stand in GeoNames twice, side by side."""
    town, municipality = Town("Borgarnes", population=1800), Town("Borgarnes", latitude=51.01)
    assert decide(read_place_text("Borgarnes"), [municipality, town]).place is town


def test_near_orders_and_never_decides() -> None:
    """What is near comes first among the candidates; it is still a question."""
    answer = decide(read_place_text("Neustadt"), [BIG, SMALL], near=SMALL)
    assert answer.candidates == (SMALL, BIG)
    assert answer.place is None


@given(st.permutations([BIG, SMALL, Town("Neustadt", "08", "Rheinland-Pfalz", latitude=49.3), Town("Köln")]))
def test_the_order_of_candidates_changes_nothing(towns: list[Town]) -> None:
    """However the rows come out of the database, the answer is the same."""
    first = decide(read_place_text("Neustadt"), [BIG, SMALL, *[t for t in towns if t not in (BIG, SMALL)]])
    assert decide(read_place_text("Neustadt"), towns) == first


@given(st.text(max_size=60))
def test_no_text_breaks_reading(text: str) -> None:
    """Whatever stands in the cell, it is taken apart or empty."""
    read = read_place_text(text)
    place_keys(read.name)
    spellings(read.name)
    assert decide(read, [BIG]).reason in {"", "empty", "unknown", "addition_unclear"}


@pytest.mark.parametrize(
    ("country", "code", "regions"),
    [
        ("DE", "58636", {"07"}),
        ("AT", "3100", {"03"}),
        ("DE", "123", set()),
        ("IT", "00100", set()),
        ("DE", "06108", {"13", "14", "15"}),
    ],
)
def test_areas_of_postcodes(country: str, code: str, regions: set[str]) -> None:
    """The first digits say in which states a postcode may lie; nothing known rules nothing out."""
    assert regions_of_postcode(country, code) == regions
