"""The one page with a list: filter, order, pages of it, what one chose last, and the list as a file.

A list says what it is in the class (`columns`, `orders`, `filter_form`, `remembered`, `empty`) and takes its rows in
`rows`. Page and file come of it: `as_view()` is the page, `as_file()` the download.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence, Sized
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.db.models import QuerySet
from django.forms.models import ModelChoiceField
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.choices import flatten_choices
from django.utils.translation import gettext_lazy
from django.views import View

from throughgate.foundation.database.paging import PAGE, Page, page_of
from throughgate.foundation.languages.days import short_day
from throughgate.foundation.web.components import (
    ActiveFilter,
    Empty,
    Item,
    LinkButton,
    Tab,
    Words,
    address_with,
)
from throughgate.foundation.web.exports import PIECE, Export, export, hidden_fields, pages
from throughgate.foundation.web.saved_filters import lead_back, remember
from throughgate.foundation.web.tables import Column, Table

NOTHING_HERE = Empty(gettext_lazy("Nothing here yet"))
NOTHING_FITS = Empty(
    gettext_lazy("Nothing fits"),
    gettext_lazy("Take a filter away to see more."),
    label=gettext_lazy("Show all"),
)


class ListPage(View):
    """A list of what the actor may see."""

    http_method_names: list[str] = ["get", "head"]
    kind: ClassVar[str] = ""
    """The kind of record that the actor must be allowed to read; a list without one asks in `allow`."""
    route: ClassVar[str] = ""
    title: Words = ""
    kicker: Words = ""
    """What stands above the title; by default one's organisation."""
    lead: Words = ""
    """A sentence below the title."""
    caption: Words = ""
    """What the table shows; by default the title."""
    columns: Sequence[Column] = ()
    """A table of these; a list without columns is one of rows (`item`)."""
    orders: ClassVar[Mapping[str, Sequence[str]]] = {"": ("-pk",)}
    """Name of an order to its fields, the last one unique; the first one is the plain order."""
    file_columns: Sequence[Column] = ()
    """What a file holds, where it says more than the page."""
    size: ClassVar[int] = PAGE
    filter_form: type[forms.Form] | None = None
    along: ClassVar[Mapping[str, Sequence[str]]] = {}
    """Parameters that go together with a filter: they are taken away with it."""
    cookie: ClassVar[str] = ""
    """Where filter and order are remembered, if they are."""
    remembered: ClassVar[Sequence[str]] = ()
    """Filters to remember, whose values are chosen from a list: a typed name never goes into a cookie."""
    exported: ClassVar[str] = ""
    """What the audit calls the list where it is handed over (`organisations`)."""
    export_route: ClassVar[str] = ""
    piece: ClassVar[int] = PIECE
    """So many rows are read at once for a file."""
    of_people: ClassVar[bool] = False
    """Whether a long file of it asks for a reason."""
    empty: Empty = NOTHING_HERE
    none_fit: Empty = NOTHING_FITS
    """What stands where filters leave nothing; it leads to the list without them."""
    tabs_label: Words = ""
    template_name: ClassVar[str] = "web/list_page.html"

    is_file: bool = False
    """Whether a file is asked for (`as_file`)."""
    request: HttpRequest
    actor: Any
    params: QueryDict
    """What was asked for: the address, or the form that asks for a file."""
    form: forms.Form | None = None
    chosen: Mapping[str, Any]
    """The filters in force, cleaned; what could not be read is not among them."""
    sort: str
    active: Sequence[ActiveFilter]

    # What a list says for itself.

    def allow(self) -> None:
        """Raise where the actor may not; asked before anything is looked for."""
        if self.kind:
            self.actor.must("read", self.kind)

    def open(self, *args: Any, **keys: Any) -> HttpResponse | None:
        """Open what the list is about by the keys in the address; a response answers the request."""
        del args, keys
        return None

    def rows(self) -> QuerySet[Any]:
        """Return the rows that the actor may see and the filter leaves, in any order."""
        raise NotImplementedError

    def page(self, *, after: str = "", before: str = "", size: int = 0) -> Page[Any]:
        """Return one page of the rows."""
        order = self.orders[self.sort]
        return page_of(self.rows(), order=order, after=after, before=before, size=size or self.size)

    def line(self, row: Any) -> Any:
        """Return what columns take their values from."""
        return row

    def item(self, row: Any) -> Item:
        """Return a row of a list without columns."""
        raise NotImplementedError

    def make_form(self, params: QueryDict) -> forms.Form | None:
        """Return the filter."""
        return self.filter_form(params or None) if self.filter_form else None

    def words(self, name: str, value: Any) -> str:
        """Return what a filter in force says; nothing where it is not shown."""
        assert self.form is not None
        field = self.form.fields[name]
        if value is True:
            return str(self.form[name].label)
        if isinstance(value, list | tuple):
            return ", ".join(self.words(name, one) for one in value)
        if isinstance(field, forms.ChoiceField) and not isinstance(field, ModelChoiceField):
            choices: Any = field.choices
            return str(dict(flatten_choices(choices)).get(value, value))
        return short_day(value) if isinstance(value, date) else str(value)

    def kept(self) -> Mapping[str, str] | None:
        """Return what is remembered of this visit; None leaves what was."""
        chosen = {name: self.params.get(name, "") if name in self.chosen else "" for name in self.remembered}
        return {**chosen, "sort": "" if self.sort == self.plain_sort else self.sort}

    def buttons(self) -> Sequence[LinkButton]:
        """Return what can be done here, the main thing last."""
        return ()

    def tabs(self) -> Sequence[Tab]:
        """Return where else one may look."""
        return ()

    def crumbs(self) -> Iterable[tuple[Words, str]]:
        """Return the way here: labels and addresses."""
        return ()

    def nothing(self) -> Empty | None:
        """Return what to say where no row is; None where something else on the page says it."""
        if not self.active:
            return self.empty
        none_fit = self.none_fit
        return Empty(none_fit.title, none_fit.hint, self.address_without_filters(), none_fit.label)

    def address_without_filters(self) -> str:
        """Return the whole list; an empty filter stays in it, for the bare address leads back to what was chosen."""
        return f"{self.request.path}?{self.remembered[0]}=" if self.cookie else self.request.path

    def count(self) -> Callable[[int], int] | None:
        """Return what counts rows without reading whom they are about."""
        return None

    def extra(self) -> dict[str, Any]:
        """Return what else the template shows."""
        return {}

    # How every list goes.

    @classmethod
    def as_file(cls) -> Any:
        """Return the view that hands the list over: a POST, so that no typed name stands in an address."""
        return cls.as_view(http_method_names=["post"], is_file=True)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Check the right, then open what the list is about."""
        if (request.method or "").lower() not in self.http_method_names:
            return self.http_method_not_allowed(request)
        self.actor = request.actor  # type: ignore[attr-defined]
        self.allow()
        if answer := self.open(**kwargs):
            return answer
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, **_keys: Any) -> HttpResponse:
        """Show a page of the list, or lead to it as it was left."""
        if self.cookie and (back := lead_back(request, self.cookie, (*self.remembered, "sort"))):
            return back
        self.read(request.GET)
        response = self.show()
        if self.cookie and (kept := self.kept()) is not None:
            remember(request, response, self.cookie, kept)
        return response

    def post(self, request: HttpRequest, **_keys: Any) -> HttpResponse:
        """Hand over what the list shows, as a file."""
        self.read(request.POST)
        what = Export(
            name=self.exported,
            title=self.title,
            columns=self.file_columns or self.columns,
            rows=lambda: map(self.line, pages(lambda after: self.page(after=after, size=self.piece))),
            back=reverse(self.route, kwargs=self.kwargs),
            of_people=self.of_people,
            count=self.count(),
        )
        return export(request, what)

    def read(self, params: QueryDict) -> None:
        """Read what is asked for. What cannot be read is shown with its error; the rest still narrows the list."""
        self.params = params
        self.form = self.make_form(params)
        cleaned: Mapping[str, Any] = {}
        if self.form is not None:
            self.form.is_valid()
            cleaned = getattr(self.form, "cleaned_data", {})
        self.chosen = {name: value for name, value in cleaned.items() if is_said(value)}
        asked = params.get("sort", "")
        self.sort = asked if asked in self.orders else self.plain_sort

    @property
    def plain_sort(self) -> str:
        """Return the order of a list for which nobody asked for one."""
        return next(iter(self.orders))

    def in_force(self) -> list[ActiveFilter]:
        """Return the filters in force, each with the address without it."""
        gone = "" if self.cookie else None
        return [
            ActiveFilter(
                words, address_with(self.request, **dict.fromkeys(self.along.get(name, ())), **{name: gone})
            )
            for name, value in self.chosen.items()
            if (words := self.words(name, value))
        ]

    def show(self, *, status: int = 200) -> HttpResponse:
        """Render the page."""
        said = self.request.GET
        page = self.page(after=said.get("after", ""), before=said.get("before", ""))
        self.active = self.in_force()
        table = Table.of(
            self.request,
            caption=self.caption or self.title,
            columns=self.columns,
            rows=[self.line(row) for row in page.rows],
            sort=self.sort,
            after=page.after,
            before=page.before,
        )
        context = {
            "title": self.title,
            "kicker": self.kicker or self.actor.organisation,
            "lead": self.lead,
            "trail": self.crumbs(),
            "buttons": self.buttons(),
            "tabs": self.tabs(),
            "tabs_label": self.tabs_label,
            "form": self.form,
            "active": self.active,
            "table": table,
            "items": () if self.columns else [self.item(row) for row in page.rows],
            "empty": None if page.rows else self.nothing(),
            "export_address": reverse(self.export_route, kwargs=self.kwargs) if self.export_route else "",
            "fields": self.fields(),
            "view": self,
        }
        return render(self.request, self.template_name, {**context, **self.extra()}, status=status)

    def fields(self) -> Sequence[tuple[str, str]]:
        """Return the filter as it goes into the form that asks for a file."""
        return hidden_fields(self.params)


def is_said(value: Any) -> bool:
    """Say whether a cleaned value of a filter narrows anything: an empty choice and an unticked box do not."""
    return value is not False and not (isinstance(value, Sized) and len(value) == 0) and value is not None
