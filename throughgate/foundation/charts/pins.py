"""The dates and events from which a person's path is drawn: plain data, known to every wing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

# In the order in which pins of the same day are listed: what needs someone comes first.
KINDS = ("late", "due", "work", "cert", "sheet", "mark", "milestone", "note")


@dataclass(frozen=True, slots=True)
class Pin:
    """One event on the path: a day, what it is, and where to read more (a page of ours or nothing)."""

    on: date
    kind: str
    title: str
    detail: str = ""
    url: str = ""
    state: str = ""

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"Unknown kind of pin: {self.kind!r}")
        # A pin links to our own pages only: no scheme, no other host.
        if self.url and (not self.url.startswith("/") or self.url[1:2] in {"/", "\\"}):
            raise ValueError("A pin may only link to a page of this site")

    @property
    def order(self) -> tuple[date, int, str, str, str, str]:
        """Return the sort key: by day, then by urgency, then by text."""
        return (self.on, KINDS.index(self.kind), self.title, self.detail, self.url, self.state)


@dataclass(frozen=True, slots=True)
class PathDates:
    """The dates that shape a path; every release date may be unknown."""

    arrived_on: date
    today: date
    earliest_on: date | None = None
    expected_on: date | None = None
    latest_on: date | None = None
    released_on: date | None = None
