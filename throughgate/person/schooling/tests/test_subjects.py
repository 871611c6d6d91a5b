"""Expected: every subject has one key, and headings of files find it."""

from __future__ import annotations

import pytest

from throughgate.person.schooling.rules.subjects import find_subject, subjects

NAMED = """german maths english second_foreign_language natural_sciences_area biology chemistry physics work_economy_area
technology economics home_economics elective social_studies history geography sport arts music religion_philosophy"""


def test_the_list_has_the_subjects_of_every_school():
    """Each with an English and a German name."""
    assert set(NAMED.split()) < set(subjects())
    assert all(set(one.name) >= {"en", "de"} for one in subjects().values())


@pytest.mark.parametrize("key", [*subjects()])
def test_a_subject_is_found_by_its_key_and_names(key: str):
    """Whatever the case; no word means two subjects."""
    one = subjects()[key]
    assert {find_subject(word) for word in (key, key.upper(), *one.name.values(), *one.also)} == {key}


@pytest.mark.parametrize(
    ("heading", "key"),
    [
        ("Mathe.", "maths"),
        ("Naturwissenschaften", "natural_sciences_area"),
        ("Wirtschaft und Arbeitswelt", "work_economy_area"),
        ("Wirtschaft", "economics"),
        ("Prakt. Philosophie", "religion_philosophy"),
        ("Fehlzeiten", None),
        ("", None),
    ],
)
def test_headings_of_files(heading: str, key: str | None):
    """Short forms are found, what is no subject is not."""
    assert find_subject(heading) == key


def test_languages_and_areas_are_known():
    """What rules must know: foreign languages, and learning areas with one mark for several subjects."""
    assert {key for key, one in subjects().items() if one.is_area} == {
        "natural_sciences_area",
        "work_economy_area",
    }
    assert subjects()["french"].is_language
    assert not subjects()["english"].is_language
