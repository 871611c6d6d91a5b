"""Places in lists that are kept in one country, of people who go home anywhere."""

from __future__ import annotations

import pytest

from throughgate.ground.vocabulary.queries import find_place_of_list
from throughgate.ground.vocabulary.rules import country_from_words, read_place_text

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("text", "said", "postcode", "country", "region"),
    [
        ("Linz", "AT", "", "AT", "04"),
        ("Salzburg", "AT", "", "AT", "05"),
        ("A-1010 Wien", "", "", "AT", "09"),
        ("4020 Linz AT", "", "", "AT", "04"),
        ("Linz, Österreich", "", "", "AT", "04"),
        ("Linz (AT)", "", "4020", "AT", "04"),
        ("Linz am Rhein", "", "", "DE", "08"),
        ("Salzburg", "", "56479", "DE", "08"),
        ("Köln", "", "", "DE", "07"),
    ],
)
def test_the_country_beside_a_place_decides(text, said, postcode, country, region):
    """A column or the text itself names the country; a postcode tells a village from a city."""
    answer = find_place_of_list(text, own="DE", said=said, postcode=postcode)
    assert answer.place is not None
    assert (answer.place.country, answer.place.region) == (country, region)


@pytest.mark.parametrize("text", ["Salzburg", "Linz"])
def test_a_village_does_not_beat_a_city_abroad(text):
    """Where the list names no country, both are offered, the city first."""
    answer = find_place_of_list(text, own="DE")
    assert (answer.place, answer.reason) == (None, "several")
    assert answer.candidates[0].country == "AT"
    assert any(one.country == "DE" for one in answer.candidates)


def test_a_country_without_places_here_is_asked():
    """Baden in Switzerland is none of the places of that name that are known."""
    assert find_place_of_list("Baden", own="DE", said="CH").place is None
    assert find_place_of_list("CH-5400 Baden", own="DE").place is None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("AT", "AT"), ("A", "AT"), ("Österreich", "AT"), ("Austria", "AT"), ("(AUT)", "AT"), ("schweiz", "CH"), ("D", "DE"),
        ("Deutschland", "DE"), ("BRD", "DE"), ("Türkei", "TR"), ("Italia", "IT"), ("SLO", "SI"), ("NRW", ""), ("Bayern", ""),
        ("", ""), ("?", ""),
    ],
)  # fmt: skip
def test_words_for_countries(text, code):
    """Names, codes and the signs of cars name a country; the name of a state does not."""
    assert country_from_words(text) == code


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [("Neuss, NRW", "Neuss", ""), ("Neuss, Nordrhein-Westfalen, DE", "Neuss", "DE"), ("Wien", "Wien", ""),
     ("Frankfurt, Oder", "Frankfurt", ""), ("SLO-1000 Ljubljana", "Ljubljana", "SI")],
)  # fmt: skip
def test_additions_that_are_no_countries_stay(text, name, country):
    """A state, a river: they belong to the name."""
    read = read_place_text(text)
    assert (read.name, read.country) == (name, country)
