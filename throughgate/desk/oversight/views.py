"""Pages of the data-protection officer, about the staff of the own organisation; nobody else opens them."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
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

from throughgate.desk.oversight.words import PURPOSES, change_in_words, details, page_in_words, roles_in_words
from throughgate.foundation.audit.models import Access, Entry
from throughgate.foundation.database.paging import Page
from throughgate.foundation.languages.fields import DateField
from throughgate.foundation.web.components import Empty, Tab
from throughgate.foundation.web.forms import choice_field
from throughgate.foundation.web.list_page import ListPage
from throughgate.foundation.web.tables import Column
from throughgate.ground.accounts.models import Membership
from throughgate.person.people.models import NamedPurpose
from throughgate.person.people.queries.accesses import accesses_from_outside


class FilterForm(forms.Form):
    """Whose lines, and of which day."""

    staff = forms.ChoiceField(label=gettext_lazy("Member of staff"), required=False)
    day = DateField(label=gettext_lazy("Day"), required=False)

    def __init__(self, *args: Any, names: Mapping[uuid.UUID, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = sorted(((str(key), name) for key, name in names.items()), key=lambda pair: pair[1])
        choice_field(self, "staff").choices = [("", gettext_lazy("all")), *choices]


@dataclass(frozen=True)
class Line:
    """A row of a log, the name of who is meant, and when it was."""

    row: Any
    who: str
    at: datetime


class OversightPage(ListPage):
    """One of the logs, beside the others."""

    kind = "access_log"
    title = gettext_lazy("Oversight")
    tabs_label = gettext_lazy("What to look at")

    def tabs(self) -> list[Tab]:
        """Lead to the other logs."""
        pages = (
            ("oversight:looks", _("Who looked")),
            ("oversight:purposes", _("Reasons given")),
            ("oversight:outside", _("From other organisations")),
            ("oversight:changes", _("Changes")),
        )
        return [Tab(label, reverse(route), current=route == self.route) for route, label in pages]


class LogPage(OversightPage):
    """A log of what members of the own organisation did, the latest first, by member and day."""

    log: ClassVar[type[models.Model]]
    moment: ClassVar[str] = "at"
    orders: ClassVar = {"": ("-at", "-id")}
    filter_form = FilterForm
    none_fit = empty = Empty(
        gettext_lazy("Nothing in the log"),
        gettext_lazy("Take a filter away, or choose another day."),
        label=gettext_lazy("Show all"),
    )

    names: Mapping[uuid.UUID, str]
    """Everybody who works or worked for the organisation."""

    def open(self) -> None:
        """Learn who works here."""
        members = Membership.objects.filter(organisation=self.actor.organisation).select_related("user")
        self.names = {member.pk: str(member.user) for member in members}

    def make_form(self, params: QueryDict) -> FilterForm:
        """Offer the members."""
        return FilterForm(params or None, names=self.names)

    def rows(self) -> Any:
        """Return what the filter leaves of the log."""
        rows = self.log._default_manager.filter(organisation_id=self.actor.organisation.pk)
        if "staff" in self.chosen:
            rows = rows.filter(membership_id=self.chosen["staff"])
        if "day" in self.chosen:
            rows = rows.filter(**{f"{self.moment}__range": _whole(self.chosen["day"])})
        return rows

    def line(self, row: Any) -> Line:
        """Return a row of the log with who did it and when."""
        return Line(row, self.names.get(row.membership_id) or _("somebody"), getattr(row, self.moment))


def _purpose(code: str) -> Any:
    return PURPOSES.get(code, code)


WHEN = Column(gettext_lazy("When"), value=lambda line: line.at, one_line=True)
WHO = Column(gettext_lazy("Who"), value=lambda line: line.who, names_row=True)


class Looks(LogPage):
    """Who opened pages with people: when, which page, for what purpose, how many people."""

    route = "oversight:looks"
    log = Access
    caption = gettext_lazy("Looks at people")
    columns = (
        WHEN,
        WHO,
        Column(gettext_lazy("Page"), value=lambda line: page_in_words(line.row.page)),
        Column(gettext_lazy("Purpose"), value=lambda line: _purpose(line.row.purpose)),
        Column(gettext_lazy("People"), value=lambda line: len(line.row.people), number=True),
    )


class Purposes(LogPage):
    """Why members opened people outside of their caseload."""

    route = "oversight:purposes"
    log = NamedPurpose
    caption = gettext_lazy("Purposes named")
    moment = "named_at"
    orders: ClassVar = {"": ("-named_at", "-id")}
    columns = (
        WHEN,
        WHO,
        Column(gettext_lazy("Purpose"), value=lambda line: _purpose(line.row.purpose)),
        Column(gettext_lazy("In their words"), value=lambda line: line.row.words),
        Column(gettext_lazy("Person"), cell="desk/oversight/open.html"),
    )


class Changes(LogPage):
    """What members changed; values are in the history of the record, not here."""

    route = "oversight:changes"
    log = Entry
    caption = gettext_lazy("Changes")
    columns = (
        WHEN,
        WHO,
        Column(gettext_lazy("What"), value=lambda line: change_in_words(line.row.action)),
        Column(gettext_lazy("Fields and reason"), value=lambda line: details(line.row.fields, line.row.why)),
    )


class Outside(OversightPage):
    """Why other organisations' staff opened people of this one: by function, and nobody is named."""

    route = "oversight:outside"
    caption = gettext_lazy("Purposes that others named for your people")
    columns = (
        WHEN,
        Column(gettext_lazy("Function"), value=lambda look: roles_in_words(look.roles), names_row=True),
        Column(gettext_lazy("Organisation"), value=lambda look: look.organisation),
        Column(gettext_lazy("Purpose"), value=lambda look: _purpose(look.purpose)),
    )
    empty = Empty(
        gettext_lazy("Nothing in the log"),
        gettext_lazy("Nobody of another organisation named a purpose in the last 90 days."),
    )

    def page(self, **_paging: Any) -> Page[Any]:
        """Return all of them: what is older than 90 days is not shown."""
        return Page(accesses_from_outside(self.actor))


def _whole(day: date) -> tuple[datetime, datetime]:
    start = timezone.make_aware(datetime.combine(day, time.min))
    return start, timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min)) - timedelta(
        microseconds=1
    )
