"""Read the dates of a path and spread them over a line; the stretch before the gate gets the most room."""

from __future__ import annotations

import calendar
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from throughgate.foundation.charts.pins import PathDates, Pin

MILESTONES = ("six_weeks", "six_months", "twelve_months")


class Phase(StrEnum):
    """Where today lies on the path."""

    AHEAD = "ahead"  # the gate lies ahead
    TODAY = "today"  # the gate is today
    OVERDUE = "overdue"  # the expected day has passed, no release is recorded
    RELEASED = "released"
    UNKNOWN = "unknown"  # no date to draw a gate at


class GateKind(StrEnum):
    """Which of the release dates the gate stands on."""

    RELEASED = "released"
    EXPECTED = "expected"
    LATEST = "latest"
    EARLIEST = "earliest"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Timeline:
    """The dates of a path as read: phase, gate, ends and follow-up milestones."""

    dates: PathDates
    phase: Phase
    gate_kind: GateKind
    gate_on: date | None
    start_on: date
    end_on: date
    milestones: tuple[tuple[str, date], ...]

    @property
    def sure(self) -> bool:
        """Return whether the gate stands on a day that counts for the follow-up."""
        return self.gate_kind in {GateKind.RELEASED, GateKind.EXPECTED} and self.phase is not Phase.OVERDUE

    @property
    def maybe(self) -> tuple[date, date] | None:
        """Return the stretch in which the release may fall, if it is more than one day and still open."""
        if self.gate_on is None or self.phase is Phase.RELEASED or self.gate_kind is GateKind.RELEASED:
            return None
        known = [day for day in (self.dates.earliest_on, self.gate_on, self.dates.latest_on) if day]
        first, last = max(min(known), self.start_on), min(max(known), self.end_on)
        return (first, last) if first < last else None


def add_months(day: date, months: int) -> date:
    """Return the same day of the month some calendar months later, or the last day of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def milestones_after(released_on: date) -> tuple[tuple[str, date], ...]:
    """Return the follow-up days: 6 weeks, 6 months and 12 months after release."""
    days = (released_on + timedelta(weeks=6), add_months(released_on, 6), add_months(released_on, 12))
    return tuple(zip(MILESTONES, days, strict=True))


def _gate(dates: PathDates) -> tuple[GateKind, date | None, Phase]:
    today = dates.today
    if dates.released_on and dates.released_on <= today:
        phase = Phase.TODAY if dates.released_on == today else Phase.RELEASED
        return GateKind.RELEASED, dates.released_on, phase
    for kind, day in (
        (GateKind.EXPECTED, dates.released_on or dates.expected_on),
        (GateKind.LATEST, dates.latest_on),
    ):
        if day:
            phase = Phase.TODAY if day == today else Phase.OVERDUE if day < today else Phase.AHEAD
            return kind, day, phase
    # An earliest day that has passed says nothing about when the release will be.
    if dates.earliest_on and dates.earliest_on > today:
        return GateKind.EARLIEST, dates.earliest_on, Phase.AHEAD
    return GateKind.NONE, None, Phase.UNKNOWN


def read(dates: PathDates, pins: Iterable[Pin] = ()) -> Timeline:
    """Return what the dates say, wide enough for every pin."""
    kind, gate_on, phase = _gate(dates)
    sure = kind in {GateKind.RELEASED, GateKind.EXPECTED} and phase is not Phase.OVERDUE
    milestones = milestones_after(gate_on) if sure and gate_on else ()
    days = [pin.on for pin in pins] + [day for _, day in milestones]
    starts = [dates.arrived_on, dates.today, *([gate_on] if gate_on else []), *days]
    ends = [add_months(dates.today, {Phase.UNKNOWN: 6, Phase.OVERDUE: 3}.get(phase, 1)), *days]
    if gate_on:
        ends.append(gate_on if sure else add_months(gate_on, 2))
    if dates.latest_on and phase is not Phase.RELEASED:
        ends.append(dates.latest_on)
    return Timeline(dates, phase, kind, gate_on, min(starts), max(ends), milestones)


def _between(low: float, value: float, high: float) -> float:
    return max(low, min(value, high))


@dataclass(frozen=True, slots=True)
class Scale:
    """A piecewise linear way from days to pixels; later days never lie further left."""

    days: tuple[int, ...]
    places: tuple[float, ...]

    def __call__(self, day: date) -> float:
        """Return the place of a day on the line."""
        number = _between(self.days[0], day.toordinal(), self.days[-1])
        index = min(bisect_right(self.days, number), len(self.days) - 1)
        first, last = self.days[index - 1], self.days[index]
        part = (number - first) / (last - first)
        return self.places[index - 1] + part * (self.places[index] - self.places[index - 1])


def scale(line: Timeline, left: float, right: float, *, apart: float = 150) -> Scale:
    """Return the scale between two edges; today and the gate are at least `apart` pixels from each other."""
    room = right - left
    today, gate = line.dates.today, line.gate_on
    past = (today - line.start_on).days
    knots: list[tuple[date, float]] = [(line.start_on, 0.0)]
    if line.phase is Phase.AHEAD and gate:
        before = _between(room * 0.05, past * room / 280, room * 0.31) if past else 0.0
        after = room * (0.27 if line.sure else 0.12)
        most = room - before - after
        ahead = _between(apart, (gate - today).days * room / 80, most)
        # A release that is very near leaves its room to the time after it.
        before = min(before, room - ahead - after)
        knots += [(today, before), (gate, before + ahead)]
    elif line.phase is Phase.OVERDUE and gate:
        until = (gate - line.start_on).days
        before = _between(room * 0.05, until * room / 200, room * 0.4) if until else 0.0
        wait = _between(apart, (today - gate).days * room / 200, room * 0.3)
        knots += [(gate, before), (today, before + wait)]
    elif line.phase is Phase.RELEASED and gate:
        until = (gate - line.start_on).days
        before = _between(room * 0.05, until * room / 280, room * 0.28) if until else 0.0
        rest = room - before
        share = (today - gate).days / (line.end_on - gate).days
        knots += [(gate, before), (today, before + _between(apart, share * rest, rest * 0.92))]
    else:
        before = _between(room * 0.05, past * room / 280, room * 0.42) if past else 0.0
        knots.append((today, before))
    knots.append((line.end_on, room))
    days: list[int] = []
    places: list[float] = []
    for day, place in knots:
        if not days or day.toordinal() > days[-1]:
            days.append(day.toordinal())
            places.append(left + place)
    return Scale(tuple(days), tuple(places))
