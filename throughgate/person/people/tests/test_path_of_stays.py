"""Stays become the dates of the path and its pins."""

from __future__ import annotations

import uuid
from datetime import date
from types import SimpleNamespace

from throughgate.person.people.queries.path import path_dates, path_pins
from throughgate.person.people.queries.rows import StayLine

TODAY = date(2026, 11, 21)


def stay(arrived, ended=None, how="", expected=None, prison="North"):
    """Return a stay as pages read it."""
    return StayLine(uuid.uuid4(), 1, uuid.uuid4(), prison, arrived, None, expected, None, ended, how)


def pins_of(*stays):
    """Return the pins of somebody with these stays."""
    return path_pins(SimpleNamespace(), SimpleNamespace(stays_read=stays))  # type: ignore[arg-type]


def test_nobody_without_a_stay_has_a_path():
    """Without a stay there is nothing to draw."""
    assert path_dates(()) is None
    assert pins_of() == []


def test_a_transfer_goes_on_with_the_same_path():
    """Arrival is the first prison's; the dates are the last one's; the move is a pin."""
    stays = (
        stay(date(2026, 1, 2), date(2026, 5, 1), "transferred"),
        stay(date(2026, 5, 1), expected=date(2027, 3, 14), prison="South"),
    )
    dates = path_dates(stays, today=TODAY)
    assert dates is not None
    assert (dates.arrived_on, dates.expected_on) == (date(2026, 1, 2), date(2027, 3, 14))
    assert [(pin.on, pin.title, pin.detail) for pin in pins_of(*stays)] == [
        (date(2026, 5, 1), "Moved", "to South")
    ]


def test_a_return_starts_a_new_path_with_the_earlier_time_as_pins():
    """An earlier release belongs to the past of the path, not to its gate."""
    stays = (
        stay(date(2024, 1, 2), date(2024, 12, 1), "released"),
        stay(date(2026, 2, 1), expected=date(2027, 1, 1)),
    )
    dates = path_dates(stays, today=TODAY)
    assert dates is not None
    assert dates.arrived_on == date(2026, 2, 1)
    assert dates.released_on is None
    assert [(pin.on, pin.title) for pin in pins_of(*stays)] == [
        (date(2024, 1, 2), "Arrived"),
        (date(2024, 12, 1), "Released"),
    ]


def test_a_release_is_the_gate():
    """After release the gate stands on the day of release."""
    dates = path_dates((stay(date(2026, 1, 2), date(2026, 9, 1), "released"),), today=TODAY)
    assert dates is not None
    assert dates.released_on == date(2026, 9, 1)
