"""Labels avoid each other and stay on the canvas, for every set of pins."""

from __future__ import annotations

import random
from datetime import date, timedelta
from itertools import combinations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from throughgate.desk.path.scale import Phase
from throughgate.desk.path.tall import tall
from throughgate.desk.path.tests.plain import TODAY, WORDS, some_dates, some_pins
from throughgate.desk.path.wide import MIDDLE, wide, with_milestones
from throughgate.foundation.charts.pins import PathDates, Pin

FULL = PathDates(
    arrived_on=date(2026, 2, 2),
    today=TODAY,
    earliest_on=date(2027, 2, 2),
    expected_on=date(2027, 3, 14),
    latest_on=date(2027, 4, 30),
)
slow = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


def middle(dates, pins, words):
    """Lay the path out for a tablet."""
    return wide(dates, pins, words, MIDDLE)


both = pytest.mark.parametrize("lay", [wide, middle, tall], ids=["wide", "middle", "tall"])
many_pins = st.lists(some_pins, max_size=60)


def check(drawing):
    """Assert what holds for every drawing."""
    for a, b in combinations(drawing.boxes, 2):
        assert not a.meets(b), (a, b)
    for box in drawing.boxes:
        assert 0 <= box.left <= box.right <= drawing.width
        assert 0 <= box.top <= box.bottom <= drawing.height
    for stop in drawing.stops:
        assert 0 <= stop.x <= drawing.width
        assert 0 <= stop.y <= drawing.height


@both
@slow
@given(dates=some_dates, pins=many_pins)
def test_labels_never_meet_and_never_leave(lay, dates, pins):
    """Whatever is on the path, no two texts overlap and none leaves the canvas."""
    check(lay(dates, pins, WORDS))


@both
@slow
@given(dates=some_dates, pins=many_pins)
def test_every_pin_is_there(lay, dates, pins):
    """Every pin belongs to exactly one marker, follow-ups included."""
    drawing = lay(dates, pins, WORDS)
    drawn = sorted((pin for stop in drawing.stops for pin in stop.pins), key=lambda pin: pin.order)
    assert drawn == sorted(with_milestones(drawing.line, pins, WORDS), key=lambda pin: pin.order)


@both
@slow
@given(dates=some_dates, pins=st.lists(some_pins, max_size=30), seed=st.integers(0, 99))
def test_the_order_of_pins_does_not_matter(lay, dates, pins, seed):
    """The same pins in another order give the same drawing."""
    shuffled = pins[:]
    random.Random(seed).shuffle(shuffled)
    assert lay(dates, pins, WORDS) == lay(dates, shuffled, WORDS)


@both
@slow
@given(dates=some_dates, pins=many_pins)
def test_markers_follow_time(lay, dates, pins):
    """On one side of the line, a later entry never has its marker before an earlier one."""
    drawing = lay(dates, pins, WORDS)
    sides: dict[float, list] = {}
    for stop in drawing.stops:
        sides.setdefault(stop.y if lay is not tall else 0, []).append(stop)
    for stops in sides.values():
        places = sorted(
            (pin.on, stop.x if lay is not tall else stop.y) for stop in stops for pin in stop.pins
        )
        along = [place for _, place in places]
        assert along == sorted(along)


@both
def test_many_entries_of_one_day_become_one(lay):
    """Beyond three entries on a day, their number is drawn."""
    day = date(2027, 1, 8)
    drawing = lay(FULL, [Pin(day, "due", f"Step {number}") for number in range(5)], WORDS)
    texts = [line.text for stop in drawing.stops for line in stop.label.lines]
    assert "5 entries" in texts
    assert "Step 1" not in texts


@both
def test_a_long_word_is_cut_and_kept_in_full(lay):
    """A word that does not fit ends in an ellipsis; its full form stays with the text."""
    word = "Aufenthaltsgestattungsverlängerungsantragsformularausgabestelle"
    drawing = lay(FULL, [Pin(date(2027, 1, 8), "due", word)], WORDS)
    line = next(line for stop in drawing.stops for line in stop.label.lines if line.full == word)
    assert line.text.endswith("…")


def test_a_usual_path_crosses_no_text():
    """With a handful of steps no leader runs through a label."""
    pins = [
        Pin(date(2026, 12, 4), "work", "Meeting at Roth Roofing", "on day release"),
        Pin(date(2027, 1, 8), "due", "ID card", "apply by 8 Jan"),
        Pin(date(2027, 2, 1), "due", "Register for first certificate", "last day"),
        Pin(date(2027, 3, 8), "due", "Hand-over to probation"),
    ]
    drawing = wide(FULL, pins, WORDS)
    for stop in drawing.stops:
        for other in drawing.stops:
            box = other.label.box
            if other is not stop:
                assert not (box.left < stop.x < box.right and stop.lead.y2 > box.top)


def test_unknown_release_has_an_open_end():
    """Without a release date there is no gate, and the line stays open."""
    drawing = wide(PathDates(arrived_on=date(2026, 2, 2), today=TODAY), [], WORDS)
    assert drawing.gate is None
    assert drawing.line.phase is Phase.UNKNOWN
    assert "line-open" in {stroke.style for stroke in drawing.strokes}


def test_a_path_of_sixty_pins_is_quick():
    """A crowded path costs a page little; measured 0.15 s on a slow machine."""
    pins = [Pin(TODAY + timedelta(days=number * 2), "due", f"Step {number}") for number in range(60)]
    check(wide(FULL, pins, WORDS))


@pytest.mark.parametrize("before", range(1, 60, 4))
def test_the_words_over_the_gate_are_avoided(before):
    """Entries shortly before a release keep clear of what stands over the gate."""
    dates = PathDates(arrived_on=date(2026, 2, 2), today=TODAY, released_on=date(2026, 8, 1))
    pins = [
        Pin(date(2026, 8, 1) - timedelta(days=before + number * 9), "sheet", f"Workshop for metal {number}")
        for number in range(9)
    ]
    check(wide(dates, pins, WORDS))
