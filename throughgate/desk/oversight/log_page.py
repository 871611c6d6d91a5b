"""A log of the data-protection officer: its lines, its filter, and the person it is about."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, ClassVar

from django import forms
from django.db import models
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from throughgate.desk.oversight.queries import names_of
from throughgate.desk.oversight.words import PURPOSES
from throughgate.foundation.database.paging import Page
from throughgate.foundation.languages.fields import DateField
from throughgate.foundation.web.components import Empty, LinkButton, Tab
from throughgate.foundation.web.forms import choice_field
from throughgate.foundation.web.list_page import ListPage
from throughgate.foundation.web.tables import Column
from throughgate.ground.accounts.models import Membership


class FilterForm(forms.Form):
    """Whose lines, of which day, about whom."""

    staff = forms.ChoiceField(label=gettext_lazy("Member of staff"), required=False)
    day = DateField(label=gettext_lazy("Day"), required=False)
    person = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, names: Mapping[uuid.UUID, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = sorted(((str(key), name) for key, name in names.items()), key=lambda pair: pair[1])
        choice_field(self, "staff").choices = [("", gettext_lazy("all")), *choices]


@dataclass(frozen=True)
class Line:
    """A row of a log, the name of who is meant, when it was, and about whom it is."""

    row: Any
    who: str
    at: datetime
    person: uuid.UUID | None = None
    name: str = ""
    """What the one person it is about is called, where they can still be seen."""
    times: int = 1
    """For how many rows it stands."""


class OversightPage(ListPage):
    """One of the logs, beside the others."""

    kind = "access_log"
    title = gettext_lazy("Oversight")
    tabs_label = gettext_lazy("What to look at")

    def tabs(self) -> list[Tab]:
        """Lead to the other logs, about the same person."""
        pages = (
            ("oversight:looks", _("Who looked")),
            ("oversight:purposes", _("Reasons given")),
            ("oversight:outside", _("From other organisations")),
            ("oversight:changes", _("Changes")),
        )
        about = f"?person={self.chosen['person']}" if "person" in self.chosen else ""
        return [
            Tab(
                label,
                reverse(route) + (about if route != "oversight:outside" else ""),
                current=route == self.route,
            )
            for route, label in pages
        ]


class LogPage(OversightPage):
    """A log of what members of the own organisation did, the latest first, by member, day and person."""

    log: ClassVar[type[models.Model]]
    moment: ClassVar[str] = "at"
    orders: ClassVar = {"": ("-at", "-id")}
    filter_form: type[FilterForm] = FilterForm
    of_people = True
    none_fit = empty = Empty(
        gettext_lazy("Nothing in the log"),
        gettext_lazy("Take a filter away, or choose another day."),
        label=gettext_lazy("Show all"),
    )

    names: Mapping[uuid.UUID, str]
    """Everybody who works or worked for the organisation."""
    people: Mapping[uuid.UUID, str]
    """Whom the page is about, as far as they can still be seen."""

    def open(self) -> None:
        """Learn who works here."""
        members = Membership.objects.filter(organisation=self.actor.organisation).select_related("user")
        self.names = {member.pk: str(member.user) for member in members}

    def make_form(self, params: QueryDict) -> FilterForm:
        """Offer the members."""
        return self.filter_form(params or None, names=self.names)

    def rows(self) -> Any:
        """Return what the filter leaves of the log."""
        rows = self.log._default_manager.filter(organisation_id=self.actor.organisation.pk)
        if "staff" in self.chosen:
            rows = rows.filter(membership_id=self.chosen["staff"])
        if "day" in self.chosen:
            rows = rows.filter(**{f"{self.moment}__range": _whole(self.chosen["day"])})
        if "person" in self.chosen:
            rows = rows.filter(**self.about(self.chosen["person"]))
        return rows

    def about(self, person: uuid.UUID) -> dict[str, Any]:
        """Return the condition for what is about a person."""
        return {"person_id": person}

    def whom(self, row: Any) -> uuid.UUID | None:
        """Return whom a row names on the page."""
        key: uuid.UUID | None = row.person_id
        return key

    def page(self, **paging: Any) -> Page[Any]:
        """Return one page, knowing the names that stand on it."""
        page = super().page(**paging)
        self.learn(page.rows)
        self.people = names_of(self.named(page.rows))
        return page

    def learn(self, rows: Sequence[Any]) -> None:
        """Learn what else the lines of a page need."""

    def named(self, rows: Sequence[Any]) -> Iterable[uuid.UUID | None]:
        """Return whom the page names."""
        return [self.chosen.get("person"), *(self.whom(row) for row in rows)]

    def count(self) -> Callable[[int], int]:
        """Count without reading whom the log is about."""
        return lambda most: self.rows()[:most].count()

    def words(self, name: str, value: Any) -> str:
        """Say whom the log is narrowed to."""
        if name == "person":
            return _("About %(person)s") % {"person": self.people.get(value) or GONE}
        return super().words(name, value)

    def line(self, row: Any) -> Line:
        """Return a row of the log with who did it and when."""
        who = self.names.get(row.membership_id) or _("somebody")
        person = self.whom(row)
        name = self.people.get(person, "") if person else ""
        return Line(row, who, getattr(row, self.moment), person, name)

    def buttons(self) -> list[LinkButton]:
        """Lead to the page of the person it is about, or to the question whom it shall be about."""
        ask = LinkButton(reverse("oversight:person"), _("Who looked at a person?"))
        person = self.chosen.get("person")
        if person not in self.people:
            return [ask]
        return [LinkButton(reverse("desk:person", args=[person]), _("Open the person's page")), ask]


GONE = gettext_lazy("somebody who is no longer here")


def purpose_in_words(code: str) -> Any:
    """Return what a purpose is called."""
    return PURPOSES.get(code, code)


def _about(line: Line) -> str:
    return f"?person={line.person}" if line.person else ""


WHEN = Column(gettext_lazy("When"), value=lambda line: line.at, one_line=True)
WHO = Column(gettext_lazy("Who"), value=lambda line: line.who, names_row=True)
PERSON = Column(
    gettext_lazy("Person"), value=lambda line: line.name or (GONE if line.person else None), link=_about
)


def _whole(day: date) -> tuple[datetime, datetime]:
    start = timezone.make_aware(datetime.combine(day, time.min))
    return start, timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min)) - timedelta(
        microseconds=1
    )
