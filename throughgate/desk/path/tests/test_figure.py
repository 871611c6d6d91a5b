"""The drawing as markup: escaped, named, linked, without inline style."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest
from django.template.loader import render_to_string
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from throughgate.desk.path import queries
from throughgate.desk.path.figure import TEMPLATE, path_figure, path_mini
from throughgate.desk.path.tests.plain import TODAY, some_dates, some_pins
from throughgate.foundation.charts.pins import PathDates, Pin

DATES = PathDates(arrived_on=date(2026, 2, 2), today=TODAY, expected_on=date(2027, 3, 14))
EVIL = "<script>alert('\"x\"')</script>"


def page(dates=DATES, pins=(), title="Path of Emre Şahin"):
    """Render the figure as it stands on a page."""
    return render_to_string(TEMPLATE, {"path": path_figure(dates, pins, title=title)})


def test_names_and_titles_are_escaped():
    """What people typed is shown as text, never run."""
    pins = [
        Pin(date(2027, 1, 8), "due", EVIL, EVIL, url='/a?b="><script>'),
        Pin(date(2026, 5, 1), "sheet", EVIL),
    ]
    html = page(pins=pins, title=EVIL)
    assert "<script" not in html
    assert "&lt;script&gt;" in html


@settings(max_examples=40, deadline=None)
@given(dates=some_dates, pins=st.lists(some_pins, max_size=12))
def test_every_drawing_is_well_formed(dates, pins):
    """Whatever was typed, the markup parses, and no text can leave its element."""
    figure = path_figure(dates, pins, title="Path")
    for svg in (figure.wide, figure.middle, figure.tall, path_mini(dates, pins)):
        # Characters that XML forbids are refused on entry; HTML shows them as nothing.
        ET.fromstring(re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", "", svg))


def test_no_inline_style_or_script():
    """The content security policy forbids inline style and handlers."""
    html = page(pins=[Pin(date(2027, 1, 8), "due", "ID card", url="/a")])
    assert not re.search(r"\sstyle=|\son\w+=", html)


def test_ids_are_unique_and_named():
    """The three sizes on one page do not share ids, and each has a title and a description."""
    html = page()
    ids = re.findall(r'\sid="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    for names in re.findall(r'aria-labelledby="([^"]+)"', html):
        assert set(names.split()) <= set(ids)


def test_the_sentence_tells_the_path():
    """The text alternative says arrival, release, what is behind and what is ahead."""
    pins = [Pin(date(2026, 5, 1), "sheet", "sport"), Pin(date(2027, 1, 8), "due", "ID card")]
    assert path_figure(DATES, pins, title="Path").sentence == (
        "Arrived 2 February 2026. Release 14 March 2027, expected. 1 entry lies behind. 1 step is ahead."
    )


def test_overdue_and_unknown_are_said():
    """A day that has passed and a day that is not known are said in words."""
    overdue = PathDates(DATES.arrived_on, TODAY, expected_on=TODAY - timedelta(days=3))
    assert "3 days ago, no release recorded" in page(overdue)
    assert "Release date not known yet" in page(PathDates(DATES.arrived_on, TODAY))


def test_a_linked_entry_is_a_link():
    """An entry with a page can be reached by keyboard, in the drawing and in the list."""
    html = page(pins=[Pin(date(2027, 1, 8), "due", "ID card", url="/steps/1")])
    assert html.count('href="/steps/1"') == 4


def test_the_list_holds_everything_in_order():
    """The path in words names each entry with its day, in the order of time."""
    pins = [Pin(date(2027, 1, 8), "due", "ID card"), Pin(date(2026, 5, 1), "sheet", "sport")]
    titles = [entry.title for entry in path_figure(DATES, pins, title="Path").entries]
    assert titles == [
        "Arrived",
        "sport",
        "Today",
        "ID card",
        "Release 14 March 2027",
        "6 weeks",
        "6 months",
        "12 months",
    ]


def test_the_miniature_says_the_same():
    """The small drawing in a list carries the sentence as its label."""
    assert 'aria-label="Arrived 2 February 2026. Release 14 March 2027, expected."' in path_mini(DATES)


def test_a_miniature_is_kept_for_its_dates_and_language_alone():
    """Whoever has the same dates has the same drawing; another day or another language has another one."""
    first = path_mini(DATES)
    assert path_mini(replace(DATES)) is first
    assert path_mini(replace(DATES, today=date(2027, 3, 9))) != first
    assert path_mini(replace(DATES, expected_on=None)) != first
    with translation.override("de"):
        assert 'aria-label="Angekommen' in path_mini(DATES)
    assert path_mini(DATES) is first


def test_a_failing_source_is_not_hidden(monkeypatch):
    """When a wing cannot answer, the page fails instead of showing half a path."""
    monkeypatch.setattr(queries, "declared", lambda *_names: (broken,))
    with pytest.raises(RuntimeError, match="no answer"):
        queries.pins_for(None, None)


def test_each_source_is_asked(monkeypatch):
    """Each source gives its pins for this actor and this person."""
    monkeypatch.setattr(queries, "declared", lambda *_names: (later, earlier))
    assert [pin.title for pin in queries.pins_for("actor", "person")] == ["actor", "person"]


def broken(actor, person):
    """Fail, as a source with a bug would."""
    raise RuntimeError("no answer")


def later(actor, person):
    """Return one pin."""
    return [Pin(date(2027, 1, 8), "due", person)]


def earlier(actor, person):
    """Return one pin before it."""
    return [Pin(date(2027, 1, 7), "due", actor)]


def test_small_paths_of_a_list_have_one_scale():
    """The same release stands at the same place whoever it is of, and a later one farther on, from days to years."""

    def gate(days, arrived):
        dates = replace(
            DATES,
            arrived_on=arrived,
            earliest_on=None,
            latest_on=None,
            expected_on=DATES.today + timedelta(days=days),
        )
        return float(re.search(r'class="gate" d="M([0-9.]+)', path_mini(dates))[1])

    long_ago = DATES.today - timedelta(days=900)
    places = [gate(days, long_ago) for days in (8, 38, 120, 200, 400, 730)]
    assert all(later - sooner >= 4 for sooner, later in pairwise(places))
    assert places == [gate(days, DATES.today - timedelta(days=3)) for days in (8, 38, 120, 200, 400, 730)]
