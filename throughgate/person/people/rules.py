"""Pure questions about people: consents, stays, parts in a case. No database, no Django."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from throughgate.foundation.states import StateTable, Transition

_ASKERS = frozenset({"case_lead", "probation_officer", "placement_officer"})

CONSENT = StateTable(
    "consent",
    [
        Transition("ask", "not_asked", "asked", _ASKERS, ("explained_in",)),
        Transition("give", "asked", "given", _ASKERS),
        Transition("refuse", "asked", "refused", _ASKERS),
        Transition("withdraw", "given", "withdrawn", _ASKERS),
        Transition("expire", "given", "expired", _ASKERS),
        Transition("ask", "refused", "asked", _ASKERS, ("explained_in",)),
        Transition("ask", "withdrawn", "asked", _ASKERS, ("explained_in",)),
        Transition("ask", "expired", "asked", _ASKERS, ("explained_in",)),
    ],
    start="not_asked",
)
"""A refused or withdrawn consent may be asked for again; nothing else follows from it."""

PART_OF_KIND = {
    "prison": "custody",
    "probation": "aftercare",
    "school": "school",
    "company": "placement",
    "chamber": "placement",
    "employment_service": "placement",
    "third_sector": "companion",
    "club": "companion",
    "volunteer": "companion",
    "authority": "authority",
    "network": "companion",
}
"""What an organisation of a kind does in a person's case."""

BY_STATUTE = frozenset({"custody", "aftercare"})
"""Parts for which a law is enough and which whoever holds the case may link independently of their own link."""

LOOK_LASTS = timedelta(minutes=30)
ADULT_AT = 18
YOUNGEST = 12
"""Nobody in custody or aftercare is younger: a birth date that says so has the wrong century or is a slip."""
OLDEST = 100
LONG_PAST = timedelta(days=180)
"""How long ago a release may have been due of somebody who stands in a list of people inside."""
YEARS_AHEAD = 60
"""Nobody's release lies farther ahead."""


@dataclass(frozen=True)
class ReleaseDates:
    """The three dates of a stay; each may be unknown."""

    earliest_on: date | None
    expected_on: date | None
    latest_on: date | None

    def problems(self) -> list[str]:
        """Return what contradicts itself: `earliest_after_expected`, `expected_after_latest`, `earliest_after_latest`."""
        found = []
        if self.earliest_on and self.expected_on and self.earliest_on > self.expected_on:
            found.append("earliest_after_expected")
        if self.expected_on and self.latest_on and self.expected_on > self.latest_on:
            found.append("expected_after_latest")
        if self.earliest_on and self.latest_on and not self.expected_on and self.earliest_on > self.latest_on:
            found.append("earliest_after_latest")
        return found

    @property
    def best(self) -> date | None:
        """Return the date to plan with: expected, else earliest, else latest."""
        return self.expected_on or self.earliest_on or self.latest_on


def problems_of_stay(
    birth_on: date | None, arrived_on: date | None, dates: ReleaseDates, today: date
) -> Iterator[tuple[str, str]]:
    """Say what speaks against the days of a stay, each as a code and the field that it is about.

    They are held against the birth and against today; against each other: `ReleaseDates.problems`.
    """
    if arrived_on:
        if birth_on and arrived_on < birth_on:
            yield "arrived_before_birth", "arrived"
        elif birth_on and age_on(birth_on, arrived_on) < YOUNGEST:
            yield "arrived_as_child", "arrived"
        elif arrived_on > today:
            yield "arrived_in_future", "arrived"
    releases = {
        "release_earliest": dates.earliest_on,
        "release_expected": dates.expected_on,
        "release_latest": dates.latest_on,
    }
    # A day of early release may have gone by as long as another one lies ahead.
    last = max((day for day in releases.values() if day), default=None)
    for name, day in releases.items():
        if day is None:
            continue
        if birth_on and day < birth_on:
            yield "release_before_birth", name
        elif birth_on and age_on(birth_on, day) < YOUNGEST:
            yield "release_as_child", name
        elif arrived_on is None and day == last and day < today - LONG_PAST:
            yield "release_long_past", name
        elif day.year > today.year + YEARS_AHEAD or (birth_on and age_on(birth_on, day) > OLDEST):
            yield "release_far_ahead", name


def is_likely_birth(birth_on: date, today: date) -> bool:
    """Say whether somebody with this date of birth can be in custody or aftercare."""
    return YOUNGEST <= age_on(birth_on, today) <= OLDEST


def age_on(birth_on: date, day: date) -> int:
    """Return completed years. Somebody born on 29 February gets older on 1 March of other years (§ 188 BGB)."""
    return day.year - birth_on.year - ((day.month, day.day) < (birth_on.month, birth_on.day))


def is_minor(birth_on: date | None, day: date) -> bool | None:
    """Say whether somebody is under 18; None where the birth date is unknown."""
    return None if birth_on is None else age_on(birth_on, day) < ADULT_AT


def needs_guardian(birth_on: date | None, precision: str, day: date) -> bool:
    """Say whether a guardian decides together with the person; an unknown day counts as the latest possible one."""
    return birth_on is not None and age_on(_latest(birth_on, precision), day) < ADULT_AT


def age_of(birth_on: date, precision: str, day: date) -> int | None:
    """Return completed years; None where they depend on a day of birth that is not known."""
    age = age_on(birth_on, day)
    return age if age == age_on(_latest(birth_on, precision), day) else None


def _latest(birth_on: date, precision: str) -> date:
    """Return the latest day on which somebody can be born whose month or year alone is known."""
    return birth_on + timedelta(days={"month": 30, "year": 365}.get(precision, 0))
