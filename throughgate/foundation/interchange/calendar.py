"""Dates as a calendar takes them over: whole days, and moments in UTC, which every calendar shows in its own time.

A moment that does not recur needs no rules of a time zone beside it (RFC 5545, 3.3.5): in UTC it is the same everywhere.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Final

from throughgate.foundation.interchange.lines import escaped, file_of, line

TYPE: Final = "text/calendar; charset=utf-8"
MAKER: Final = "-//Openings and dates//Calendar 1//EN"
"""Every calendar names its maker; this one says nothing about whose dates they are."""
REMIND: Final = timedelta(days=3)


@dataclass(frozen=True)
class Event:
    """A day, or a time from `begins` to `ends`. Naive moments are refused: nobody knows when they are."""

    key: str
    """By it a calendar knows the same event again, whatever else of it changes."""
    title: str
    begins: date | datetime
    changed: datetime
    """When it was changed last."""
    ends: date | datetime | None = None
    """The last day of whole days, or the moment at which it ends."""
    place: str = ""
    description: str = ""
    address: str = ""
    version: int = 0
    """Grows with each change, so that a calendar takes the later one."""
    reminds: bool = False


def calendar(events: Iterable[Event]) -> bytes:
    """Return the file.

    Raise ValueError for a moment without a time zone, an end before the beginning, or no event at all: a calendar holds at
    least one thing (RFC 5545, 3.6).
    """
    events = list(events)
    if not events:
        raise ValueError("A calendar without an event is none.")
    return file_of(
        [
            "BEGIN:VCALENDAR\r\n",
            "VERSION:2.0\r\n",
            line("PRODID", MAKER),
            "CALSCALE:GREGORIAN\r\n",
            *(one for event in events for one in _event(event)),
            "END:VCALENDAR\r\n",
        ]
    )


def _event(event: Event) -> Iterable[str]:
    yield "BEGIN:VEVENT\r\n"
    yield line("UID", escaped(event.key))
    yield line("DTSTAMP", _moment(event.changed))
    yield from _times(event)
    yield line("SUMMARY", escaped(event.title))
    for name, text in (("LOCATION", event.place), ("DESCRIPTION", event.description)):
        if text:
            yield line(name, escaped(text))
    if event.address:
        yield line("URL", event.address)
    if event.version:
        yield line("SEQUENCE", str(event.version))
    if not isinstance(event.begins, datetime):
        # A whole day does not make anybody busy.
        yield "TRANSP:TRANSPARENT\r\n"
    if event.reminds:
        yield from _reminder(event)
    yield "END:VEVENT\r\n"


def _times(event: Event) -> Iterable[str]:
    begins, ends = event.begins, event.ends
    if isinstance(begins, datetime):
        if ends is not None and not isinstance(ends, datetime):
            raise ValueError("A moment ends at a moment.")
        if ends is not None and ends < begins:
            raise ValueError("It ends before it begins.")
        yield line("DTSTART", _moment(begins))
        if ends is not None:
            yield line("DTEND", _moment(ends))
        return
    last = ends if ends is not None else begins
    if isinstance(last, datetime) or last < begins:
        raise ValueError("Whole days end on a day, not before they begin.")
    yield line("DTSTART", f"{begins:%Y%m%d}", {"VALUE": "DATE"})
    # The day after the last one: the end does not belong to it.
    yield line("DTEND", f"{last + timedelta(days=1):%Y%m%d}", {"VALUE": "DATE"})


def _reminder(event: Event) -> Iterable[str]:
    yield "BEGIN:VALARM\r\n"
    yield "ACTION:DISPLAY\r\n"
    yield f"TRIGGER:-P{REMIND.days}D\r\n"
    yield line("DESCRIPTION", escaped(event.title))
    yield "END:VALARM\r\n"


def _moment(moment: datetime) -> str:
    if moment.tzinfo is None:
        raise ValueError("A moment needs its time zone.")
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"
