"""What happened to one person, as data: days count back from today, release dates count forward."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

Dates = tuple[int | None, int | None, int | None]
"""Earliest, expected, latest release in days from today; None where it is not known."""
UNKNOWN: Dates = (None, None, None)


@dataclass(frozen=True)
class DateChange:
    """The release dates were changed so many days ago, to these."""

    days_ago: int
    dates: Dates
    why: str = ""


@dataclass(frozen=True)
class Transfer:
    """Moved to another prison so many days ago, where somebody took over."""

    days_ago: int
    to: str
    lead: str
    dates: Dates


@dataclass(frozen=True)
class Asked:
    """A consent: what for, for whom, asked when, and what became of it."""

    purpose: str
    state: str
    days_ago: int
    recipient: str = ""
    scope: str = ""


@dataclass(frozen=True)
class Story:
    """One person of the sample region."""

    given: str
    family: str
    language: str
    prison: str
    lead: str
    """Who registers the person: the case lead, except where `unled`."""
    arrived: int
    dates: Dates = UNKNOWN
    called: str = ""
    birth_on: date | None = None
    precision: str = "day"
    german: str = ""
    """Level, "" where not known; not used for people whose first language it is."""
    home: str = ""
    reach: int | None = None
    licences: tuple[str, ...] | None = None
    right_to_work: str = ""
    wish_kinds: tuple[str, ...] = ()
    occupations: tuple[str, ...] = ()
    number: str = ""
    unled: bool = False
    date_changes: tuple[DateChange, ...] = ()
    released: int | None = None
    transfer: Transfer | None = None
    earlier: tuple[int, int] | None = None
    """A stay before this one: arrived and released so many days ago."""
    probation: str = ""
    """Who takes over after release, where anybody does."""
    shares: tuple[str, ...] = ()
    consents: tuple[Asked, ...] = ()
    conditions: tuple[str, ...] = ()
    qualifications: tuple[str, ...] = ()
    guardian: tuple[str, str, str] | None = None
    telephone: str = ""
    looked_at_by: tuple[str, ...] = field(default=())
    """Colleagues who named a purpose to look."""
