"""Pages of the data-protection officer, about the staff of the own organisation; nobody else opens them."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, ClassVar, Final
from urllib.parse import urlencode

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.formats import localize
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from throughgate.desk.oversight.log_page import (
    PERSON,
    WHEN,
    WHO,
    FilterForm,
    Line,
    LogPage,
    OversightPage,
    purpose_in_words,
)
from throughgate.desk.oversight.queries import firsts, how_many
from throughgate.desk.oversight.words import change_in_words, details, page_in_words, roles_in_words
from throughgate.desk.search import LONGEST, find_people
from throughgate.foundation.audit.models import Access, Entry
from throughgate.foundation.database.paging import Page
from throughgate.foundation.languages.folding import UnusableText, clean_text, search_key
from throughgate.foundation.web.components import Empty, Item
from throughgate.foundation.web.tables import Column
from throughgate.person.people.models import NamedPurpose
from throughgate.person.people.queries.accesses import accesses_from_outside

MOST_NAMED: Final = 500
"""So many of those whom one look showed are named: a page, not a register."""


class LooksFilterForm(FilterForm):
    """Also one look."""

    look = forms.IntegerField(required=False, widget=forms.HiddenInput)


class ChangesFilterForm(FilterForm):
    """Also what one request, or one import, did."""

    at_once = forms.CharField(max_length=36, required=False, widget=forms.HiddenInput)


class Looks(LogPage):
    """Who opened pages with people: when, which page, for what purpose, how many people; one look also says whom."""

    template_name = "desk/oversight/looks.html"
    filter_form = LooksFilterForm
    route, export_route = "oversight:looks", "oversight:export-looks"
    exported = "looks"
    log = Access
    caption = gettext_lazy("Looks at people")
    columns = (
        WHEN,
        WHO,
        Column(gettext_lazy("Function"), value=lambda line: roles_in_words(line.row.roles)),
        Column(gettext_lazy("Page"), value=lambda line: page_in_words(line.row.page)),
        Column(gettext_lazy("Purpose"), value=lambda line: purpose_in_words(line.row.purpose)),
        Column(
            gettext_lazy("People"),
            value=lambda line: len(line.row.people),
            link=lambda line: f"?look={line.row.pk}",
            number=True,
        ),
    )

    def about(self, person: uuid.UUID) -> dict[str, Any]:
        """Return the condition for looks at a person, among others or alone."""
        return {"people__contains": [person]}

    def whom(self, row: Any) -> None:
        """Name nobody: whom a look showed stands behind its number."""
        del row

    def rows(self) -> Any:
        """Return the looks, or one of them."""
        rows = super().rows()
        return rows.filter(pk=self.chosen["look"]) if "look" in self.chosen else rows

    def learn(self, rows: Sequence[Any]) -> None:
        """Keep whom the one look showed."""
        self.shown = rows[0].people if "look" in self.chosen and rows else []

    def named(self, rows: Sequence[Any]) -> Iterable[uuid.UUID | None]:
        """Name those whom the one look showed."""
        return [*super().named(rows), *self.shown[:MOST_NAMED]]

    def words(self, name: str, value: Any) -> str:
        """Say that it is one."""
        return _("one look") if name == "look" else super().words(name, value)

    def extra(self) -> dict[str, Any]:
        """Say whom the one look showed, each with the way to all looks at them."""
        shown = self.shown[:MOST_NAMED]
        here = sorted((self.people[key], key) for key in shown if key in self.people)
        return {
            "shown": [Item(name, f"?person={key}") for name, key in here],
            "gone": len(shown) - len(here),
            "more": len(self.shown) - len(shown),
        }


class Purposes(LogPage):
    """Why members opened people outside of their caseload."""

    route, export_route = "oversight:purposes", "oversight:export-purposes"
    exported = "purposes"
    log = NamedPurpose
    caption = gettext_lazy("Purposes named")
    moment = "named_at"
    orders: ClassVar = {"": ("-named_at", "-id")}
    columns = (
        WHEN,
        WHO,
        PERSON,
        Column(gettext_lazy("Purpose"), value=lambda line: purpose_in_words(line.row.purpose)),
        Column(gettext_lazy("In their words"), value=lambda line: line.row.words),
    )


def _at_once(line: Line) -> str:
    return f"?{urlencode({'at_once': line.row.request})}" if line.times > 1 else ""


def _times(line: Line) -> str:
    if line.times == 1:
        return ""
    return ngettext("%(n)s time, at once", "%(n)s times, at once", line.times) % {"n": localize(line.times)}


class Changes(LogPage):
    """What members changed; values are in the history of the record, not here.

    What one request or one import did many times is one line, which opens.
    """

    route, export_route = "oversight:changes", "oversight:export-changes"
    exported = "changes"
    log = Entry
    caption = gettext_lazy("Changes")
    filter_form = ChangesFilterForm
    columns = (
        WHEN,
        WHO,
        Column(
            gettext_lazy("What"),
            value=lambda line: change_in_words(line.row.action),
            link=_at_once,
            below=_times,
        ),
        PERSON,
        Column(gettext_lazy("Fields and reason"), value=lambda line: details(line.row.fields, line.row.why)),
    )

    of_each: Mapping[tuple[str, str], int]
    """For how many entries one stands, by request and action."""

    def learn(self, rows: Sequence[Any]) -> None:
        """Learn for how many entries each line stands; in a file each has its own."""
        self.of_each = {} if self.tells_all else how_many(super().rows(), rows)

    def whom(self, row: Any) -> uuid.UUID | None:
        """Name nobody in a line that stands for many."""
        return super().whom(row) if self.times(row) == 1 else None

    def times(self, row: Any) -> int:
        """Return for how many entries a line stands."""
        return self.of_each.get((row.request, row.action), 1)

    @property
    def tells_all(self) -> bool:
        """Whether every entry has a line: in a file, about one person, and of one request."""
        return self.is_file or not self.chosen.keys().isdisjoint({"person", "at_once"})

    def rows(self) -> Any:
        """Return one entry for all that one request did of a kind."""
        rows = super().rows()
        if "at_once" in self.chosen:
            rows = rows.filter(request=self.chosen["at_once"])
        return rows if self.tells_all else firsts(rows)

    def line(self, row: Any) -> Line:
        """Return an entry; one that stands for many names nobody."""
        return replace(super().line(row), times=self.times(row))

    def words(self, name: str, value: Any) -> str:
        """Say what is shown whole."""
        return _("done at once") if name == "at_once" else super().words(name, value)


class WhichPerson(OversightPage):
    """The question whom the log shall be about; the name comes by a form and stands in no address."""

    route = "oversight:person"
    title = gettext_lazy("Who looked at a person?")
    template_name = "desk/oversight/person.html"
    http_method_names = ["get", "head", "post"]

    def post(self, request: HttpRequest, **_keys: Any) -> HttpResponse:
        """Show who is called so."""
        self.read(request.GET)
        return self.show()

    def page(self, **_paging: Any) -> Page[Any]:
        """Return who is called so, the closest first."""
        try:
            self.asked = clean_text(self.request.POST.get("q", ""))[:LONGEST]
        except UnusableText:
            self.asked = ""
        return Page(find_people(self.actor, self.asked) if search_key(self.asked) else [])

    def item(self, row: Any) -> Item:
        """Return one with the way to who looked."""
        born = str(row.birth_on.year) if row.birth_on else ""
        return Item(row.formal_name, f"{reverse('oversight:looks')}?person={row.pk}", mark=born)

    def nothing(self) -> Empty | None:
        """Say so where nobody is called so."""
        return (
            Empty(_("Nothing found"), _("Try a part of the name or another spelling."))
            if self.asked
            else None
        )

    def extra(self) -> dict[str, Any]:
        """Show what was asked."""
        return {"asked": self.asked}


class Outside(OversightPage):
    """Why other organisations' staff opened people of this one: by function, and nobody is named."""

    route = "oversight:outside"
    caption = gettext_lazy("Purposes that others named for your people")
    columns = (
        WHEN,
        Column(gettext_lazy("Function"), value=lambda look: roles_in_words(look.roles), names_row=True),
        Column(gettext_lazy("Organisation"), value=lambda look: look.organisation),
        Column(gettext_lazy("Purpose"), value=lambda look: purpose_in_words(look.purpose)),
    )
    empty = Empty(
        gettext_lazy("Nothing in the log"),
        gettext_lazy("Nobody of another organisation named a purpose in the last 90 days."),
    )

    def page(self, **_paging: Any) -> Page[Any]:
        """Return all of them: what is older than 90 days is not shown."""
        return Page(accesses_from_outside(self.actor))
