"""What the list of people shows of each, on the page and in a file: declared once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from throughgate.foundation.charts.pins import PathDates
from throughgate.foundation.web.components import tag
from throughgate.foundation.web.tables import Column, link_to
from throughgate.person.people.models import Person
from throughgate.person.people.queries.lists import Row
from throughgate.person.people.queries.path import path_dates
from throughgate.person.people.words import days_left


@dataclass(frozen=True)
class Line:
    """Somebody as the list shows them."""

    person: Person
    dates: PathDates | None
    release_on: date | None
    """The release to plan with, or the day of the release."""
    leads: tuple[str, ...]

    @classmethod
    def of(cls, row: Row) -> Line:
        """Make the line of a row."""
        dates = path_dates(row.stays)
        released_on = dates.released_on if dates else None
        return cls(row.person, dates, released_on or row.release_on, row.leads)

    @property
    def name(self) -> str:
        """Return the name as lists show it."""
        return ", ".join(part for part in (self.person.family_name, self.person.given_names) if part)

    @property
    def called(self) -> str:
        """Return what the person is called, where the given names do not say it."""
        called = self.person.called_name
        return _("called %(name)s") % {"name": called} if called and called != self.person.given_names else ""

    @property
    def whole_name(self) -> str:
        """Return both, as a file has them."""
        return f"{self.name} ({self.called})" if self.called else self.name

    @property
    def how_long(self) -> str:
        """Return how far the release is away, or that it was."""
        if self.dates and self.dates.released_on:
            return _("released")
        if self.release_on is None:
            return ""
        return days_left(self.release_on, self.dates.today if self.dates else None)

    @property
    def looked_after_by(self) -> SafeString:
        """Return the colleagues one below the other, or a mark where there is none."""
        if not self.leads:
            return tag(_("nobody yet"), "late")
        return mark_safe("<br>".join(map(escape, self.leads)))  # noqa: S308 - escaped


PATH = Column(gettext_lazy("Path"), cell="people/path.html", bare=True)
"""Drawn, not written; for those who read stays."""
COLUMNS = (
    Column(
        gettext_lazy("Name"),
        value=lambda line: line.whole_name,
        cell=lambda line: line.name,
        link=link_to("desk:person", lambda line: line.person.pk),
        below=lambda line: line.called,
        sort="name",
    ),
    PATH,
    Column(
        gettext_lazy("Release"),
        value=lambda line: line.release_on,
        below=lambda line: line.how_long,
        sort="release",
        one_line=True,
        asked=True,
    ),
    Column(
        gettext_lazy("Looked after by"),
        value=lambda line: ", ".join(line.leads),
        cell=lambda line: line.looked_after_by,
    ),
)
