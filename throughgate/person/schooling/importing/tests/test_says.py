"""What titles, headings and cells say beside the marks; and that no cell of any row is lost."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughgate.person.schooling.importing.fields import column_of, fields
from throughgate.person.schooling.importing.points import on_other
from throughgate.person.schooling.importing.says import (
    Period,
    is_odd,
    names,
    part_level,
    read_half,
    read_level,
    read_period,
    without_class,
)
from throughgate.person.schooling.packs import scales
from throughgate.person.schooling.rules.scales import NUMBER


@pytest.mark.parametrize(
    ("text", "year", "half"),
    [
        ("Kurs: Hauptschulabschluss Kl. 10, JVA Musterstadt, 2. Hj.", None, 2),
        ("Zeugnisse 2025/26, 1. Halbjahr", 2025, 1),
        ("Schuljahr 2025/2026 – zweites Halbjahr", 2025, 2),
        ("Marks, 2nd half 2025-26", 2025, 2),
        ("HJ 1", None, 1),
        ("1. Hj. und 2. Hj.", None, None),
        ("Kl. 10, 12 Hj", None, None),
        ("2025/29", None, None),
        ("Kurs 2", None, None),
    ],
)
def test_the_half_year_of_a_title(text, year, half):
    """Only what is said plainly and once counts."""
    assert read_period([text]) == Period(year, half)


@pytest.mark.parametrize(
    ("text", "year", "half"),
    [
        ("2", None, 2),
        ("2. Hj.", None, 2),
        ("2025-1", 2025, 1),
        ("2025/26, 2. Hj.", 2025, 2),
        ("3", None, None),
    ],
)
def test_the_half_year_of_a_cell(text, year, half):
    """A bare number counts here."""
    assert read_half(text) == Period(year, half)


def test_small_readings():
    """A course is named word by word; a class is cut off a name; a level stands in words or behind a mark."""
    assert names("Kurs: Klasse 10, JVA", "Klasse 10")
    assert not names("Kurs: Klasse 10, JVA", "Klasse 1")
    assert without_class("Müller#10a") == "Müller"
    assert [read_level(text) for text in ("E", "G-Kurs", "Grundkurs", "", "x")] == [
        *("extended", "basic", "basic", "", None)
    ]
    assert part_level("3 (E)") == ("3", "extended")
    assert part_level("3- G") == ("3-", "basic")
    assert part_level("E3") == ("E3", "")
    assert part_level("nE") == ("nE", "")


def test_another_scale_or_a_slip():
    """One 7 among many is a slip; a 12 beside one other mark, or a third of all beyond the scale, is another scale."""
    assert not is_odd(24, ["7"])
    assert not is_odd(2, ["7"])
    assert not is_odd(24, ["12"])
    assert not is_odd(24, ["7", "0"])
    assert is_odd(2, ["12"])
    assert is_odd(5, ["7", "9"])


@given(st.text(max_size=8))
def test_a_level_is_only_cut_off_a_mark(text):
    """Whatever stands in a cell, it stays whole, or it is a number with a level behind it."""
    mark, level = part_level(text)
    assert mark == text if not level else NUMBER.fullmatch(mark)


def test_fields_have_keys_of_their_own():
    """No field is there twice, and each column of marks knows its subject."""
    found = fields([], scales().values())
    assert len({field.key for field in found}) == len(found)
    assert column_of("german__2").half == 2
    assert column_of("maths__e").level == "extended"
    assert column_of("absences") is None


def test_points_and_marks_are_one_order_in_two_ways_of_writing():
    """Every point has its mark and comes back from it, in the same order; other scales, and what lies between, have none."""
    marks, points, other = (scales()[key] for key in ("de", "de-15", "si"))
    pairs = [(point, on_other(points.mark(point), marks)) for point in range(16)]
    assert [one.text for _point, one in pairs] == [
        *("6", "5-", "5", "5+", "4-", "4", "4+", "3-", "3", "3+", "2-", "2", "2+", "1-", "1", "1+")
    ]
    assert [on_other(one, points).whole for _point, one in pairs] == list(range(16))
    # The upper level asks for more than a 4-, which is a pass from 1 to 6.
    assert [point for point, one in pairs if one.is_deficit != points.mark(point).is_deficit] == [4]
    assert on_other(marks.mark(Decimal("3.5")), points) is None
    assert on_other(marks.mark(3), other) is None
    assert on_other(other.mark(5), marks) is None
