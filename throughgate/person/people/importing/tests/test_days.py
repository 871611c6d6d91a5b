"""Days of a row held against each other, against the birth and against today, without a database."""

from __future__ import annotations

import datetime as dt

import pytest

from throughgate.foundation.imports.kinds import Given
from throughgate.foundation.spreadsheets import Cell
from throughgate.person.people.importing.rows import Lookups, PlaceFound, read_row
from throughgate.person.people.rules import ReleaseDates, problems_of_stay

TODAY = dt.date(2026, 11, 30)


def read(*, confirmed=False, **texts):
    """Return what a row of these cells says."""
    cells = {"family_name": "Ahrend", "given_names": "Tom", "birth": "04.03.1990"} | texts
    given = Given(1, 2, {name: cell(value) for name, value in cells.items()}, confirmed=confirmed)
    return read_row(given, Lookups(lambda *_: PlaceFound(1), lambda _: []), today=TODAY, country="DE")


def cell(value):
    """Return a cell of text, or of what a workbook holds."""
    return Cell(value, value or None) if isinstance(value, str) else Cell(str(value), value)


def asked(draft):
    """Return what is asked, with its field."""
    return {(reason.code, reason.field) for reason in draft.reasons if reason.weight != "note"}


def noted(draft):
    """Return what is noted, with its field."""
    return {(reason.code, reason.field) for reason in draft.reasons if reason.weight == "note"}


@pytest.mark.parametrize(
    ("cells", "code", "name"),
    [
        ({"release_expected": "14.03.2017"}, "release_long_past", "release_expected"),
        ({"release_latest": "01.02.2026"}, "release_long_past", "release_latest"),
        ({"birth": "05.03.2009", "release_expected": "14.03.2007"}, "release_before_birth", "release_expected"),
        ({"release_latest": "05.03.1989"}, "release_before_birth", "release_latest"),
        ({"release_expected": "14.03.1999"}, "release_as_child", "release_expected"),
        ({"release_expected": "14.03.2094"}, "release_far_ahead", "release_expected"),
        ({"arrived": "01.02.2036"}, "arrived_in_future", "arrived"),
        ({"arrived": "01.12.2026"}, "arrived_in_future", "arrived"),
        ({"arrived": "04.03.1990"}, "arrived_as_child", "arrived"),
        ({"arrived": "01.05.1994"}, "arrived_as_child", "arrived"),
        ({"arrived": "01.05.1989"}, "arrived_before_birth", "arrived"),
        ({"arrived": "01.05.2026", "release_expected": "01.04.2026"}, "release_before_arrival", "release_expected"),
        ({"release_expected": "01.06.2027", "release_latest": "01.05.2027"}, "expected_after_latest", "release_latest"),
        ({"release_expected": "Fr 15.03.2027"}, "date_wrong_weekday", "release_expected"),
        ({"birth": "Mo 04.03.1990"}, "date_wrong_weekday", "birth"),
        ({"birth": "04.03.1990 (geschätzt)"}, "birth_estimated", "birth"),
        ({"release_expected": "ca. 15.03.2027"}, "date_estimated", "release_expected"),
        ({"birth": dt.datetime(1990, 3, 3, 23, 0)}, "birth_ambiguous", "birth"),
        ({"release_expected": "2028-02-28 22:00:00"}, "date_ambiguous", "release_expected"),
        ({"birth": dt.date(1900, 1, 1)}, "birth_out_of_range", "birth"),
        ({"birth": "31.11.1990"}, "birth_no_such_day", "birth"),
    ],
)  # fmt: skip
def test_days_that_speak_against_each_other_are_asked(cells, code, name):
    """Exactly the field that cannot be believed is asked about."""
    assert asked(read(**cells)) == {(code, name)}


@pytest.mark.parametrize(
    "cells",
    [
        {"release_earliest": "01.03.2027", "release_expected": "01.03.2027", "release_latest": "01.03.2027"},
        {"release_earliest": "01.03.2025", "release_expected": "01.03.2027"},
        {"release_expected": "01.10.2026"},
        {"arrived": "30.11.2026"},
        {"arrived": "04.03.2002", "release_latest": "04.03.2060"},
        {"arrived": "01.02.2015", "release_expected": "14.03.2017"},
        {"release_expected": "Mo., 15.03.27"},
    ],
)
def test_days_that_can_be_are_believed(cells):
    """Three equal days, early release gone by, a release that was put off: nothing is asked."""
    assert asked(read(**cells)) == set()


def test_a_guessed_century_of_a_release_lies_ahead_and_is_told():
    """57 of somebody born in 2009 is 2057, and the row says so; 27 is told nowhere."""
    draft = read(birth="05.03.2009", release_expected="30.06.57")
    assert draft.dates.expected_on == dt.date(2057, 6, 30)
    assert (asked(draft), noted(draft)) == (set(), {("date_century_guessed", "release_expected")})
    assert noted(read(release_expected="30.06.27")) == set()


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("1990-03-04T23:00:00.000Z", dt.date(1990, 3, 5)),
        ("'04.03.1990", dt.date(1990, 3, 4)),
        ("2026-03-04", None),
        (dt.datetime(1990, 3, 3, 23, 59, 40), dt.date(1990, 3, 4)),
    ],
)
def test_a_birth_as_programs_write_it(text, day):
    """Midnight of another zone, text of a spreadsheet, seconds that were lost."""
    from throughgate.foundation.spreadsheets.cleaning import text_cell

    draft = read(birth=text_cell(text).text if isinstance(text, str) else text)
    assert draft.birth.on == day or day is None
    assert (asked(draft) == set()) is (day is not None)


def test_nothing_is_held_against_a_birth_that_is_asked_about():
    """One question about a birth in 2021 is enough."""
    assert asked(read(birth="01.01.2021", arrived="03.02.2026")) == {("birth_unlikely", "birth")}


def test_no_problem_is_told_twice_of_one_field():
    """A release before the birth is not long past as well."""
    found = list(
        problems_of_stay(dt.date(2009, 3, 5), None, ReleaseDates(None, dt.date(2007, 3, 14), None), TODAY)
    )
    assert found == [("release_before_birth", "release_expected")]
