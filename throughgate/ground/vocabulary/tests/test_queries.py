"""Places and occupations in the vocabulary as it ships."""

from __future__ import annotations

import pytest

from throughgate.ground.vocabulary.models import Occupation, OccupationWord, Place
from throughgate.ground.vocabulary.queries import (
    find_occupations,
    find_place,
    suggest_occupations,
    suggest_places,
)
from throughgate.ground.vocabulary.rules import COUNTRIES

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Muenchen", "München, Bayern, DE"),
        ("Munich", "München, Bayern, DE"),
        ("Frankfurt a.M.", "Frankfurt am Main, Hessen, DE"),
        ("Halle/Saale", "Halle (Saale), Sachsen-Anhalt, DE"),
        ("06108 Halle", "Halle (Saale), Sachsen-Anhalt, DE"),
        ("St. Pölten", "Sankt Pölten, Niederösterreich, AT"),
        ("Mailand", "Milano, Lombardia, IT"),
        ("Köln, NRW", "Köln, Nordrhein-Westfalen, DE"),
        ("Wien", "Wien, Wien, AT"),
    ],
)
def test_places_are_found_as_people_write_them(text: str, label: str) -> None:
    """Umlauts, abbreviations, postcodes and names in other languages find the one place."""
    answer = find_place(text)
    assert str(answer.place) == label
    assert answer.reason == ""


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Frankfurt", "several"),
        ("Münster", "several"),
        ("Geilenkirchn", "unknown"),
        ("", "empty"),
        ("Qqqq", "unknown"),
    ],
)
def test_what_is_not_certain_is_asked(text: str, reason: str) -> None:
    """No place is guessed; the candidates stand ready."""
    answer = find_place(text)
    assert (answer.place, answer.reason) == (None, reason)
    assert bool(answer.candidates) is (text not in {"", "Qqqq"})


def test_a_postcode_or_country_decides() -> None:
    """Münster with its postcode is the one in Westfalen; in Austria there is another."""
    westphalian = find_place("Münster", postcode="48143").place
    assert westphalian is not None
    assert westphalian.region_name == "Nordrhein-Westfalen"
    assert all(place.country == "AT" for place in find_place("Münster", country="AT").candidates)


def test_a_label_finds_its_own_place_again() -> None:
    """What the page shows can be typed back; where two have one label it is asked, never swapped."""
    for place in Place.objects.filter(population__gte=100_000):
        answer = find_place(str(place))
        assert answer.place == place or place in answer.candidates, str(place)


def test_every_country_has_places_on_its_ground() -> None:
    """All ten countries are there, with the smallest places GeoNames' package has."""
    assert set(Place.objects.values_list("country", flat=True).distinct()) == set(COUNTRIES)
    assert Place.objects.filter(population__range=(1, 600)).exists()
    assert not Place.objects.filter(country="DE", region_name="").exists()


def test_suggestions_begin_as_typed_with_the_largest_first() -> None:
    """ "Münch" brings München first, whatever the spelling of the umlaut."""
    for text in ("Münch", "Muench", "münch"):
        assert str(suggest_places(text)[0]) == "München, Bayern, DE"
    assert suggest_places("") == []
    assert suggest_places("%") == []


def _found(text: str) -> list[tuple[str, list[str], str]]:
    return [(a.text, [o.code for o in a.occupations], a.reason) for a in find_occupations(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Schweißer, Lager", [("Schweißer", ["7212"], ""), ("Lager", ["432", "933"], "")]),
        ("Maler/Lackierer", [("Maler/Lackierer", ["7131"], "")]),
        ("Maurer/Fahrer", [("Maurer", ["7112"], ""), ("Fahrer", ["832"], "")]),
        ("Friseurin", [("Friseurin", ["5141"], "")]),
        ("Elektriker:in (m/w/d)", [("Elektriker:in (m/w/d)", ["741"], "")]),
        ("gelernter Maurer; Maurer", [("gelernter Maurer", ["7112"], "")]),
        ("Garten- und Landschaftsbau", [("Garten- und Landschaftsbau", ["611"], "")]),
        ("bricklayer", [("bricklayer", ["7112"], "")]),
        ("Astronaut", [("Astronaut", [], "unknown")]),
        ("egal", []),
        ("", []),
        ("-", []),
    ],
)
def test_wishes_are_read_as_written(text: str, found: list[tuple[str, list[str], str]]) -> None:
    """Known words are found, unknown ones asked, "any" is no wish."""
    assert _found(text) == found


def test_the_small_vocabulary_is_whole() -> None:
    """ISCO-08 down to the minor groups in both languages, and at least 150 everyday German words."""
    groups = Occupation.objects.filter(level__lte=3)
    assert [groups.filter(level=level).count() for level in (1, 2, 3)] == [10, 43, 130]
    assert not groups.exclude(titles__has_key="de").exists()
    own = OccupationWord.objects.filter(source=OccupationWord.Source.OWN)
    assert own.filter(language="de").values("key").distinct().count() >= 150


def test_words_are_suggested_as_typed() -> None:
    """The beginning of an everyday word brings its occupation."""
    assert "7212" in {word.occupation_id for word in suggest_occupations("Schwei")}
    assert suggest_occupations("") == []


@pytest.mark.parametrize(
    ("text", "group"),
    [
        ("Fliesenleger/in", "7122"), ("Zimmerer/-in", "7115"), ("Gerüstbauer:in", "7119"), ("Dachdecker*in", "7121"),
        ("Bäcker (w/m/d)", "7512"), ("Metallbauer (gn)", "721"), ("SchlosserIn", "7222"), ("Tischler/innen", "7522"),
        ("Restaurantfachmann/-frau", "5131"), ("Koch / Köchin", "512"), ("Kauffrau für Büromanagement", "411"),
        ("Zahnmedizinische/r Fachangestellte/r", "325"), ("Medizinischer Fachangestellter", "325"),
        ("Immobilienkaufmann/Immobilienkauffrau", "333"), ("Lagerkraft", "933"), ("Fahrer für Gabelstapler", "8344"),
        ("Trockenbauer in Vollzeit (m/w/x)", "7123"), ("Fachkraft im Gastgewerbe (m/w/d)", "5131"),
        ("Verkäuferin Einzelhandel", "5223"), ("Maurer/", "7112"), ("Maurer/i", "7112"), ("Maurer (m/", "7112"),
        ("Anstreichr", "7131"), ("Großbäckereimitarbeiter", "7512"), ("groundworker", "711"), ("Baustellenschlosser", "7222"),
    ],
)  # fmt: skip
def test_words_are_suggested_as_adverts_write_them(text: str, group: str) -> None:
    """Both sexes, hours and half-typed brackets change nothing; of a longer word its known part is offered."""
    found = [word.occupation_id for word in suggest_occupations(text)][:5]
    assert [code for code in found if code.startswith(group) or group.startswith(code)], found


def test_parts_of_a_word_are_asked_and_never_taken() -> None:
    """An unknown longer word brings what stands in it as candidates: a Kochhelfer is no Koch."""
    (answer,) = find_occupations("Großkochhelfer")
    assert answer.reason == "unknown"
    assert answer.occupations == ()
    assert "9" in {one.code for one in answer.candidates}


def test_titles_for_everybody_are_taken() -> None:
    """An import takes an advert's title without a question."""
    found = {text: _found(text)[0][1] for text in ("Maurer:in (m/w/d)", "Hotelkauffrau/-mann", "Drogist/in")}
    assert found == {
        "Maurer:in (m/w/d)": ["7112"], "Hotelkauffrau/-mann": ["141", "4226"], "Drogist/in": ["5223"]
    }  # fmt: skip


def test_suggesting_takes_few_queries(django_assert_max_num_queries: object) -> None:
    """Whatever is typed, at most five queries."""
    for text in ("Maurer/in", "M", "Bäckereimitarbeiter im Verkauf (m/w/d)", "xqzv"):
        with django_assert_max_num_queries(5):  # type: ignore[operator]
            suggest_occupations(text)


def test_finding_takes_few_queries(django_assert_max_num_queries: object) -> None:
    """A found place costs one query (two with a postcode), a list of wishes one."""
    with django_assert_max_num_queries(1):  # type: ignore[operator]
        find_place("Geilenkirchen")
    with django_assert_max_num_queries(2):  # type: ignore[operator]
        find_place("Geilenkirchen", postcode="52511")
    with django_assert_max_num_queries(1):  # type: ignore[operator]
        find_occupations("Schweißer, Maurer, Maler/Lackierer")
