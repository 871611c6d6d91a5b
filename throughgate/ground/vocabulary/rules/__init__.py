"""Answer questions about words without a database: every name a caller may use."""

from __future__ import annotations

from .countries import country_from_words
from .distance import Position, distance_km
from .finding import Decision, decide
from .languages import (
    LEVELS,
    Language,
    language_from_word,
    language_name,
    languages,
    level_at_least,
    level_from_word,
    suggest_languages,
)
from .licences import (
    CERTIFICATES,
    LICENCES,
    certificates_from_words,
    certificates_held,
    covers,
    licences_from_words,
    with_implied,
)
from .occupations import NO_WISH, begun_forms, is_within, kindred_forms, parts_of, split_wishes, word_forms
from .parsed import Parsed
from .places import COUNTRIES, PlaceText, place_keys, read_place_text, regions_of_postcode

__all__ = [
    "CERTIFICATES",
    "COUNTRIES",
    "LEVELS",
    "LICENCES",
    "NO_WISH",
    "Decision",
    "Language",
    "Parsed",
    "PlaceText",
    "Position",
    "begun_forms",
    "certificates_from_words",
    "certificates_held",
    "country_from_words",
    "covers",
    "decide",
    "distance_km",
    "is_within",
    "kindred_forms",
    "language_from_word",
    "language_name",
    "languages",
    "level_at_least",
    "level_from_word",
    "licences_from_words",
    "parts_of",
    "place_keys",
    "read_place_text",
    "regions_of_postcode",
    "split_wishes",
    "suggest_languages",
    "with_implied",
    "word_forms",
]
