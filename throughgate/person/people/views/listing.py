"""The list of people. The beginning of a name comes by POST and goes along by POST; all else stands in the address."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any, Final
from urllib.parse import urlencode

from django import forms
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from throughgate.foundation.database.paging import Page
from throughgate.foundation.languages.fields import CleanTextField
from throughgate.foundation.web.components import ActiveFilter, Empty, LinkButton, Tab, address_with
from throughgate.foundation.web.list_page import ListPage
from throughgate.foundation.web.tables import Column
from throughgate.person.people.queries.lists import ORDERS, PIECE, Row, Wanted, count_people, people_page
from throughgate.person.people.views.columns import COLUMNS, PATH, Line

RELEASES: Final = [
    ("", _("Any")),
    ("30", _("Within 30 days")),
    ("90", _("Within 90 days")),
    ("180", _("Within 180 days")),
    ("unknown", _("Not known")),
]
LEADS: Final = [("", _("Any")), ("none", _("Nobody yet"))]


class FilterForm(forms.Form):
    """What the list is narrowed to."""

    show = forms.ChoiceField(choices=[("mine", ""), ("all", "")], required=False, widget=forms.HiddenInput)
    name = CleanTextField(label=_("Family name begins with"), max_length=60, required=False)
    release = forms.ChoiceField(label=_("Release"), choices=RELEASES, required=False)
    lead = forms.ChoiceField(label=_("Looked after by"), choices=LEADS, required=False)


class PeopleList(ListPage):
    """The caseload, or everybody at the organisation."""

    kind = "person"
    route, export_route = "people:list", "people:export"
    title = _("People")
    tabs_label = _("Whose people")
    columns: Sequence[Column] = COLUMNS
    orders = ORDERS
    filter_form = FilterForm
    cookie = "people_list"
    remembered = ("show", "release", "lead")
    exported = "people"
    of_people = True
    piece = PIECE
    none_fit = Empty(
        _("Nobody fits these filters"),
        _("Take a filter away to see more people."),
        label=_("Show without filters"),
    )
    template_name = "people/list.html"
    http_method_names = ["get", "head", "post"]

    wanted: Wanted
    wide: bool

    def open(self) -> None:
        """Leave the path to those who read where somebody was and is."""
        if not self.actor.may("read", "stay"):
            self.columns = tuple(column for column in COLUMNS if column is not PATH)

    def get(self, request: HttpRequest, **keys: Any) -> HttpResponse:
        """Show the list; what was typed is asked for again by POST or not at all."""
        if request.method == "POST" or "name" in request.GET:
            request.GET = without_name(request)  # type: ignore[assignment]  # links of the page are made from it
            if not request.POST.get("name", "").strip():
                return redirect(f"{request.path}?{request.GET.urlencode()}")
        return super().get(request, **keys)

    def post(self, request: HttpRequest, **keys: Any) -> HttpResponse:
        """Hand the list over, or show it by the name that was sent."""
        return super().post(request, **keys) if self.is_file else self.get(request, **keys)

    def make_form(self, params: QueryDict) -> FilterForm:
        """Read the filter from the address, but the name from what was sent."""
        return FilterForm({**params.dict(), "name": self.request.POST.get("name", "")})

    def read(self, params: QueryDict) -> None:
        """Read the filter; what is not on the list of allowed values counts as not said."""
        super().read(params)
        self.wide = self.actor.reaches_organisation
        known = dict(self.chosen)
        asked = known.pop("show", "mine")
        show = asked if self.wide else "mine"
        if show != "all":
            known.pop("lead", None)
        self.chosen, self.wanted = known, Wanted(show=show, sort=self.sort, **known)
        mine = show == "mine"
        self.caption = _now("People in your caseload") if mine else _now("People of the organisation")

    def page(self, *, after: str = "", before: str = "", size: int = 0) -> Page[Row]:
        """Return one page."""
        page = people_page(self.actor, self.wanted, after=after, before=before, size=size)
        return Page(page.rows, page.after, page.before)

    def line(self, row: Row) -> Line:
        """Return somebody as the list shows them."""
        return Line.of(row)

    def count(self) -> Callable[[int], int]:
        """Count without reading whom the list is about."""
        return lambda most: count_people(self.actor, self.wanted, most)

    def words(self, name: str, value: Any) -> str:
        """Say what is narrowed."""
        match name:
            case "release":
                return _now("Release: %(what)s") % {"what": dict(RELEASES)[value]}
            case "lead":
                return _now("Looked after by nobody yet")
        return _now("Begins with “%(name)s”") % {"name": value}

    def in_force(self) -> list[ActiveFilter]:
        """Return the filters in force; the address without one still says `show`, so that it is not the bare list."""
        return [
            ActiveFilter(self.words(name, value), self._without(name)) for name, value in self.chosen.items()
        ]

    def _without(self, name: str) -> str:
        return address_with(self.request, **{name: None}, show=self.wanted.show)

    def address_without_filters(self) -> str:
        """Return the list, of the same people."""
        return f"{self.request.path}?show={self.wanted.show}"

    def kept(self) -> Mapping[str, str]:
        """Remember what differs from the plain list. Never the name: it would stay on a shared computer."""
        names = (*self.remembered, "sort")
        said = {name: getattr(self.wanted, name) for name in names}
        return {name: "" if value == getattr(Wanted(), name) else value for name, value in said.items()}

    def fields(self) -> Sequence[tuple[str, str]]:
        """Return the filter, with the name: it goes along by POST."""
        said = {name: getattr(self.wanted, name) for name in ("show", "release", "lead", "name", "sort")}
        return [(name, value) for name, value in said.items() if value]

    def buttons(self) -> list[LinkButton]:
        """Let those register people who may."""
        add = LinkButton(reverse("people:add"), _now("Add a person"), "main")
        return [add] if self.actor.may("write", "person") else []

    def nothing(self) -> Empty | None:
        """Say how people get here."""
        if self.active:
            return super().nothing()
        if self.wanted.show == "all":
            title = _now("Nobody here yet")
            hint = _now(
                "People stand here when your organisation registers them or takes part in their case."
            )
        else:
            title = _now("Nobody is assigned to you")
            hint = _now("People stand here when a case lead assigns them to you, or when you register them.")
        add = self.buttons()
        return Empty(title, hint, add[0].address, add[0].label) if add else Empty(title, hint)

    def tabs(self) -> list[Tab]:
        """Lead from one's own people to all of the organisation and back."""
        if not self.wide:
            return []
        wanted, here = self.wanted, reverse(self.route)
        everybody = _now("All at %(organisation)s") % {"organisation": self.actor.organisation.name}
        keep = {name: value for name, value in (("release", wanted.release), ("sort", wanted.sort)) if value}
        return [
            Tab(label, f"{here}?{urlencode({'show': show, **keep})}", current=wanted.show == show)
            for show, label in (("mine", _now("My people")), ("all", everybody))
        ]

    def extra(self) -> dict[str, Any]:
        """Draw the filter; carry the name along to other pages of the list and other orders by POST."""
        name = self.wanted.name
        carried = {"fields": {"name": name}, "address": self._without("name")} if name else None
        # A name that was typed is not kept.
        draw = filter_drawn.__wrapped__ if name else filter_drawn
        return {
            "carried": carried,
            "form": draw(self.wanted.show, tuple(self.chosen.items()), get_language()),
        }


@lru_cache(maxsize=64)
def filter_drawn(show: str, chosen: tuple[tuple[str, str], ...], _language: str | None) -> SafeString:
    """Return the filter as it is in force. Few choices are made often: each is drawn once for each language."""
    form = FilterForm(initial={"show": show, **dict(chosen)})
    if show == "mine":
        del form.fields["lead"]
    return SafeString(form)


def without_name(request: HttpRequest) -> QueryDict:
    """Return the filter as it may stand in an address: all that was chosen, nothing that was typed."""
    said = request.GET.copy()
    for name in (*PeopleList.remembered, "sort"):
        if name in request.POST:
            said[name] = request.POST[name]
    for name in [name for name, value in said.items() if name == "name" or not value]:
        del said[name]
    said.setdefault("show", "mine")
    return said
