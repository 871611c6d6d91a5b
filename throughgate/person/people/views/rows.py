"""Pages of the small rows about a person: all of a kind, add or change one, take one away.

A table of `OfPerson` gets its pages by three short classes; see docs/developers/add-an-app.md.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import Any, ClassVar

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views import View

from throughgate.foundation.web.components import Words
from throughgate.ground.acting.actor import Actor, actor_in
from throughgate.person.people import actions
from throughgate.person.people.access import asks_purpose, open_person
from throughgate.person.people.models import OfPerson
from throughgate.person.people.views.editing import Confirm, PersonFormPage, row_or_404


@method_decorator(asks_purpose, name="dispatch")
class RowsPage(View):
    """All rows of one kind, as a part of a person's pages; its template may say more in the block `row`."""

    http_method_names = ["get", "head", "options"]
    model: ClassVar[type[OfPerson]]
    part: ClassVar[str]
    """The name of the part; its addresses are `<part>:list`, `:add`, `:change` and `:remove`."""
    title: Words
    add_title: Words
    empty: Words = _("There are none.")
    template_name: ClassVar[str] = "people/rows.html"

    def get(self, request: HttpRequest, key: uuid.UUID) -> HttpResponse:
        """Show them."""
        actor = actor_in(request)
        actor.must("read", self.model.record_kind)
        person = open_person(request, key, with_stays=True)
        shown = {
            "part": self.part,
            "person": person,
            "title": self.title,
            "add_title": self.add_title,
            "empty": self.empty,
            "rows": self.rows(actor, self.model.objects.filter(person=person)),
            "may_write": actor.may("write", self.model.record_kind),
            **{name: f"{self.part}:{name}" for name in ("add", "change", "remove")},
        }
        return render(request, self.template_name, shown)

    def rows(self, actor: Actor, rows: QuerySet[Any]) -> Iterable[Any]:
        """Return the rows in the order of the page."""
        del actor
        return rows


class OneRow(PersonFormPage):
    """A page about one small row, whose key is the second in the address."""

    model: ClassVar[type[OfPerson]]

    def allow(self) -> None:
        """Ask the access table about the table's kind of record."""
        self.actor.must("write", self.model.record_kind)

    def find(self, row: uuid.UUID | None = None) -> Any:
        """Find the row, where one is named."""
        return row_or_404(self.model.objects.filter(person=self.person), row) if row else None


class RowPage(OneRow):
    """Add a row, or change the one in the address."""

    form_class: type[forms.Form]
    add_title: ClassVar[Words]

    def initial(self, row: Any) -> dict[str, Any]:
        """Show the row: fields of the form are called as those of the table."""
        return {name: getattr(row, name) for name in self.form_class.base_fields} if row else {}

    def values(self, form: Any) -> dict[str, Any]:
        """Return what is stored."""
        values: dict[str, Any] = form.cleaned_data
        return values

    def save(self, form: Any, version: int) -> None:
        """Add or change the row."""
        if self.row is None:
            actions.add_row(actor=self.actor, row=self.model(person=self.person, **self.values(form)))
        else:
            actions.change_row(actor=self.actor, row=self.row, expected=version, **self.values(form))

    def extra(self) -> dict[str, Any]:
        """Say whether something is added or changed."""
        return {} if self.row else {"title": self.add_title}


class RemoveRow(OneRow, Confirm):
    """The question whether a row should go."""

    button = _("Remove")
    done = _("Removed.")

    def save(self, form: Any, version: int) -> None:
        """Remove it."""
        del form, version
        actions.remove_row(actor=self.actor, row=self.row)

    def extra(self) -> dict[str, Any]:
        """Name it."""
        return {"what": self.called(self.row)}

    def called(self, row: Any) -> str:
        """Return what the row is called."""
        return str(row)
