"""Expected: lists that stay as they are, halves that do not overlap, and a report that says what was asked."""

from __future__ import annotations

import pytest

from throughgate.bench.finding.ears import spell
from throughgate.bench.finding.jobs import language_names, titles
from throughgate.bench.finding.lists import is_held_out, pairs
from throughgate.bench.finding.run import LEAST, Hits, _titles, as_markdown
from throughgate.ground.vocabulary.rules import suggest_languages


@pytest.mark.parametrize(
    ("name", "table", "spelled"),
    [
        ("Aydoğan", "Turkish by German ear", "Aidoan"),
        ("İnce", "Turkish by German ear", "Indsche"),
        ("wazzaani", "Arabic in French", "Ouazzani"),
        ("al-qaadi", "Arabic in French", "El Kadi"),
        ("Чехов", "Russian by Duden", "Tschechow"),
        ("Яковлев", "Russian in passports", "Iakovlev"),
        ("Грищенко", "Ukrainian in passports", "Hryshchenko"),
        ("Грищенко", "Ukrainian through Russian", "Grischtschenko"),
        ("Đukić", "South Slavic by German ear", "Djukitsch"),
        ("Gheorghiu", "Romanian by German ear", "Georgiu"),
        ("Thiam", "West African in English", "Cham"),
        ("Xelîl", "Kurdish by German ear", "Chelil"),
    ],
)
def test_names_are_spelled_by_tables(name: str, table: str, spelled: str) -> None:
    """As offices and ears write them."""
    assert spell(name, table) == spelled


def test_each_name_is_in_one_half() -> None:
    """Whatever it is spelled like; both halves have every family of languages."""
    found = pairs()
    assert len(found) == len(set(found)) > 900
    assert all(pair.typed.casefold() != pair.kept.casefold() for pair in found)
    assert all(pair.held_out == is_held_out(pair.kept) for pair in found if not pair.given)
    families = {half: {pair.family for pair in found if pair.held_out is half} for half in (True, False)}
    assert families[True] == families[False]


def test_titles_and_languages_are_many() -> None:
    """At least 150 titles in each of the forms of adverts, each once, and codes that the vocabulary has."""
    found = list(titles())
    written = [title.written for title in found]
    assert len(written) == len(set(written)) >= 150
    assert {title.form for title in found} == {"(m/w/d)", "/in", "one word", "several words"}
    assert all(code.isdigit() for title in found for code in title.groups)
    assert len(list(language_names())) > 120


@pytest.mark.django_db
def test_titles_of_adverts_lead_to_their_group() -> None:
    """Of those held out nine in ten have it among the first five."""
    assert _titles().share(held_out=True) >= LEAST


def test_languages_are_found_by_every_usual_name() -> None:
    """In German and in English, whatever the page's language."""
    asked = [(name, codes, locale) for name, codes in language_names() for locale in ("de", "en")]
    found = {(name, locale): suggest_languages(name, locale, 1) for name, _codes, locale in asked}
    assert [name for name, codes, locale in asked if found[name, locale][0][0].code not in codes] == []


def test_the_report_tells_what_was_missed_while_tuning_alone() -> None:
    """What is held out stays unseen."""
    hits = Hits()
    for held_out, found, said in (
        (False, True, "a"),
        (False, False, "seen"),
        (True, False, "unseen"),
        (True, True, "b"),
    ):
        hits.add("Turkish", held_out, found, said)
    assert (hits.share(held_out=True), hits.share(held_out=True, group="Kurdish")) == (0.5, 0)
    figures = {
        "people": 7,
        "milliseconds": {"middle": 1.0, "p95": 2.0},
        "languages": {"asked": 4, "missed": ["Farsi (de)"]},
    }
    report = as_markdown({**figures, "names": hits.figures(), "occupations": Hits().figures()})
    assert "| Turkish | 1 of 2 | 0.500 | 1 of 2 | 0.500 |" in report
    assert "3 of 4 times" in report
    assert "seen." in report
    assert "unseen" not in report
