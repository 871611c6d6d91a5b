"""Distances, licences, levels and languages as people write them."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from throughgate.ground.vocabulary.rules import (
    LICENCES,
    certificates_from_words,
    certificates_held,
    covers,
    distance_km,
    is_within,
    language_from_word,
    language_name,
    languages,
    level_at_least,
    level_from_word,
    licences_from_words,
    parts_of,
    split_wishes,
    suggest_languages,
    with_implied,
)


@dataclass(frozen=True)
class Spot:
    latitude: float
    longitude: float


SPOTS = st.builds(Spot, st.floats(-90, 90), st.floats(-180, 180))


def test_distance_is_that_of_the_map() -> None:
    """From Köln to München is about 456 km as the crow flies."""
    assert distance_km(Spot(50.93333, 6.95), Spot(48.13743, 11.57549)) == pytest.approx(455.8, abs=1)


@given(SPOTS, SPOTS)
def test_distance_is_the_same_both_ways_and_never_more_than_half_the_earth(a: Spot, b: Spot) -> None:
    """There and back is equally far, nothing is further than the other side, and here is zero."""
    assert distance_km(a, b) == pytest.approx(distance_km(b, a))
    assert 0 <= distance_km(a, b) <= 20_015.2
    assert distance_km(a, a) == 0


@given(SPOTS, SPOTS, SPOTS)
def test_a_detour_is_never_shorter(a: Spot, b: Spot, c: Spot) -> None:
    """Going by way of a third place is at least as far."""
    assert distance_km(a, c) <= distance_km(a, b) + distance_km(b, c) + 1e-4


@pytest.mark.parametrize(
    ("text", "value", "doubt"),
    [
        ("ja (B)", ("B",), ""),
        ("B, CE", ("B", "CE"), ""),
        ("be", ("BE",), ""),
        ("Klasse B und C1E", ("B", "C1E"), ""),
        ("Führerschein Kl. B", ("B",), ""),
        ("N", (), ""),
        ("nein", (), ""),
        ("kein Führerschein", (), ""),
        ("entzogen", (), ""),
        ("Führerschein B entzogen 2021", (), ""),
        ("", None, ""),
        (None, None, ""),
        ("unbek.", None, ""),
        ("?", None, ""),
        ("Stapler", None, ""),
        ("B + Stapler", ("B",), ""),
        ("J", ("B",), "licence_class_missing"),
        ("ja", ("B",), "licence_class_missing"),
        ("Führerschein vorhanden", ("B",), "licence_class_missing"),
        ("wünschenswert", ("B",), "licence_wanted"),
        ("Klasse 3", ("BE", "C1E"), "licence_old_class"),
        ("B in Arbeit", ("B",), "licence_unclear"),
        ("vielleicht", None, "licence_unclear"),
    ],
)
def test_licences_are_read_as_written(text: str | None, value: object, doubt: str) -> None:
    """None is known, unknown stays unknown, and what is not certain is asked."""
    parsed = licences_from_words(text)
    assert (parsed.value, parsed.doubt) == (value, doubt)


def test_a_withdrawn_licence_cannot_be_told_from_none() -> None:
    """Nothing is kept about a licence that was taken away, not even that it was one."""
    assert licences_from_words("entzogen") == licences_from_words("nein")


@settings(deadline=None)  # the first call reads Babel's names of languages
@given(st.text(max_size=60))
def test_no_text_breaks_the_readers(text: str) -> None:
    """Whatever stands in a cell, the answer is one of known, unknown or doubtful."""
    for parsed in (licences_from_words(text), level_from_word(text)):
        assert parsed.is_known + parsed.is_unknown + parsed.is_doubtful == 1
    certificates_from_words(text)
    language_from_word(text)
    for wish in split_wishes(text):
        parts_of(wish)


@given(st.sets(st.sampled_from(LICENCES)), st.sampled_from(LICENCES), st.sampled_from(LICENCES))
def test_one_more_licence_never_takes_a_right_away(held: set[str], more: str, needed: str) -> None:
    """Who may drive something may still drive it with another licence beside it."""
    before, after = tuple(held), (*held, more)
    assert covers(after, needed) >= covers(before, needed)
    assert with_implied(with_implied(before)) == with_implied(before)


@pytest.mark.parametrize(
    ("held", "needed", "answer"),
    [
        ("CE", "C", True),
        ("CE", "BE", True),
        ("CE", "B", True),
        ("B", "BE", False),
        ("A1", "A2", False),
        ("B", "L", True),
    ],
)
def test_classes_hold_others(held: str, needed: str, answer: bool) -> None:
    """Larger classes hold the smaller ones, never the other way."""
    assert covers((held,), needed) is answer


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Staplerschein, Kettensägenschein", ("forklift", "chainsaw")),
        ("B, ADR-Schein", ("dangerous_goods",)),
        ("§34a", ("security",)),
        ("B", ()),
        ("Hauptschulabschluss", ("school_first",)),
        ("Hauptschulabschluss nach Klasse 10", ("school_extended",)),
        ("Erweiterter Erster Schulabschluss", ("school_extended",)),
        ("mind. Mittlere Reife", ("school_middle",)),
        ("ohne Hauptschulabschluss", ()),
        ("kein Staplerschein", ()),
    ],
)
def test_certificates_are_found_in_a_text(text: str, codes: tuple[str, ...]) -> None:
    """Certificates stand beside licences in real lists."""
    assert certificates_from_words(text) == codes


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Erster Schulabschluss", ("school_first",)),
        ("Erweiterter Erster Schulabschluss", ("school_first", "school_extended")),
        ("Extended first school certificate", ("school_first", "school_extended")),
        (
            "Mittlerer Schulabschluss; Gabelstapler",
            ("forklift", "school_first", "school_extended", "school_middle"),
        ),
        ("Berufsschulabschluss", ("school_vocational",)),
        ("kein Realschulabschluss", ()),
    ],
)
def test_a_school_certificate_holds_those_below(text: str, codes: tuple[str, ...]) -> None:
    """Who has the intermediate certificate is not asked for the first; a licence holds nothing else."""
    assert certificates_held(text) == codes


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Rumänisch", "ro"), ("rumaenisch", "ro"), ("Romanian", "ro"), ("română", "ro"), ("Türkisch", "tr"),
        ("Türkçe", "tr"), ("Deutsch", "de"), ("ARABISCH", "ar"), ("Farsi", "fa"), ("Kurmandschi", "kmr"),
        ("Serbokroatisch", "sh"), ("Polnische Sprache", None), ("Klingonisch", None), ("", None), ("de",
        "de"),
    ],
)  # fmt: skip
def test_languages_are_found_by_their_names(text: str, code: str | None) -> None:
    """German, English and own names are understood; an unknown one is not guessed."""
    assert language_from_word(text) == code


@pytest.mark.parametrize(
    ("names", "code"),
    [
        ("Farsi Dari Persisch Persian Iranisch Hazaragi", "fa"), ("Kurmanji Kurmanci Kurmandschi Nordkurdisch", "kmr"),
        ("Sorani Zentralkurdisch", "ckb"), ("Paschto Paschtu Pashto Paschtunisch", "ps"),
        ("Pandschabi Punjabi Panjabi", "pa"), ("Romanes Romani Romany", "rom"), ("Tigrinisch Tigrinya Tigrigna", "ti"),
        ("Gebärdensprache Gebaerdensprache DGS", "sgn"), ("Moldauisch Moldawisch Moldovan", "ro"),
        ("Holländisch Flämisch Flemish Dutch", "nl"), ("Somalisch Somali", "so"), ("Mandinka Mandingo", "man"),
        ("Farsi/Dari Persisch(Farsi) Dari(gut)", "fa"), ("Suaheli Swahili", "sw"),
    ],
)  # fmt: skip
def test_usual_names_are_understood_and_suggested_in_both_languages(names: str, code: str) -> None:
    """Whatever the page is read in, German and English names find a language."""
    for name in names.split():
        assert language_from_word(name) == code, name
        for locale in ("de", "en"):
            if "/" not in name and "(" not in name:
                assert suggest_languages(name, locale, 5)[0][0].code == code, name


def test_two_languages_in_one_word_are_not_guessed() -> None:
    """Serbian and Croatian are two; what is no language has no suggestion."""
    assert language_from_word("Serbisch/Kroatisch") is None
    assert suggest_languages("Klingonisch", "de", 5) == []
    assert suggest_languages("", "de", 5) == []


@pytest.mark.parametrize("locale", ["en", "de", "it", "pt", "cs", "sl", "ro", "is", "tr", "el"])
def test_every_language_is_found_by_the_name_it_is_shown_with(locale: str) -> None:
    """What the list offers has a name everywhere; in English and German it is also understood."""
    listed = languages(locale)
    assert len(listed) > 150
    assert all(language.name and language.name != language.code for language in listed)
    if locale in {"en", "de"}:
        assert [one.code for one in listed if language_from_word(one.name) != one.code] == []


def test_languages_are_named_for_the_reader() -> None:
    """The same code has another name in each language."""
    assert (language_name("ro", "de"), language_name("ro", "en")) == ("Rumänisch", "Romanian")


@pytest.mark.parametrize(
    ("text", "value", "doubt"),
    [
        ("B1", "B1", ""), ("b 1", None, "level_unclear"), ("Niveau b2", "B2", ""), ("mind. A2", "A2", ""),
        ("Mutterspr.", "native", ""), ("native speaker", "native", ""), ("keine", "none", ""), ("", None, ""),
        ("unbek.", None, ""), ("gut", "B1", "level_vague"), ("egal", None, "level_any"),
        ("A2/B1", "A2", "level_between"), ("B1+", "B1", "level_between"), ("prima", None, "level_unclear"),
    ],
)  # fmt: skip
def test_levels_are_read_as_written(text: str, value: str | None, doubt: str) -> None:
    """A level in letters is certain, one in words is asked."""
    parsed = level_from_word(text)
    assert (parsed.value, parsed.doubt) == (value, doubt)


def test_levels_are_in_order() -> None:
    """The mother tongue reaches every level; none reaches no other."""
    assert level_at_least("native", "C2")
    assert level_at_least("B1", "B1")
    assert not level_at_least("none", "A1")


@pytest.mark.parametrize(
    ("code", "group", "answer"),
    [("7112", "711", True), ("7112", "7112", True), ("711", "7112", False), ("7112.1", "7112", True),
     ("7112.12", "7112.1", False), ("7112.1.3", "7112.1", True), ("7121", "711", False)],
)  # fmt: skip
def test_an_occupation_belongs_to_its_groups(code: str, group: str, answer: bool) -> None:
    """Codes nest: within a group means on the same branch."""
    assert is_within(code, group) is answer
