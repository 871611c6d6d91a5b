"""Texts that are data: which one a reader gets."""

from __future__ import annotations

import pytest
from django.utils import translation

from throughgate.foundation.languages.known import by_language
from throughgate.foundation.languages.texts import country_language, offered_language, text_in

TEXTS = {"de": "Maurer", "en": "mason", "fr": "maçon"}


@pytest.mark.parametrize(
    ("language", "says"),
    [
        ("de", "Maurer"),
        ("fr", "maçon"),
        ("fr-ca", "maçon"),
        ("de-at", "Maurer"),
        ("it", "mason"),
        ("en", "mason"),
    ],
)
def test_a_text_in_the_readers_language(language, says):
    """The language itself, then the one it belongs to, then the source; asked for or read from the page alike."""
    assert text_in(TEXTS, language) == says
    with translation.override(language):
        assert text_in(TEXTS) == says


def test_what_is_left_where_a_language_is_missing():
    """An empty text is none; without the source there is any other, and nothing where there is nothing."""
    assert text_in({"de": "", "en": "mason"}, "de") == "mason"
    assert text_in({"sl": "zidar", "fr": "maçon"}, "de") == "maçon"
    assert text_in({}, "de") == ""


def test_a_file_names_languages_by_its_columns():
    """Each column of a name is a language, but for the empty ones and those of another name."""
    row = {"title_en": "mason", "title_de": "", "title_pt-br": "pedreiro", "titles": "x", "subtitle_fr": "y"}
    assert by_language(row, "title") == {"en": "mason", "pt-br": "pedreiro"}


def test_a_letter_is_written_in_a_language_that_is_offered():
    """What was asked for, else the reader's own, else the source."""
    with translation.override("de-at"):
        assert (offered_language("en"), offered_language("tlh"), offered_language("")) == ("en", "de", "de")
    with translation.override("it"):
        assert offered_language("tlh") == "en"


def test_lists_come_in_the_language_of_their_country():
    """Austria writes German; a country that nobody knows the source."""
    countries = ("DE", "AT", "IT", "PT", "CZ", "SI", "RO", "IS", "TR", "GR", "XX")
    assert [country_language(one) for one in countries] == [
        *("de", "de", "it", "pt", "cs", "sl", "ro", "is", "tr", "el", "en"),
    ]
