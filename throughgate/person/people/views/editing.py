"""One way to change something about a person: open, show, check, act; a stale form comes back with both versions."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views import View

from throughgate.foundation.database.rows import Stale
from throughgate.foundation.web.stale import flat, stale_response
from throughgate.ground.accounts.actor import Actor
from throughgate.person.people.access import asks_purpose, open_person
from throughgate.person.people.careful_words import careful_words
from throughgate.person.people.models import Person
from throughgate.person.people.queries.card import changed_since, last_change
from throughgate.person.people.words import FIELD_NAMES, field_value


@method_decorator(asks_purpose, name="dispatch")
class Edit(View):
    """A form about one person. What a page needs to say stands in the class; what it does, in three methods."""

    http_method_names = ["get", "head", "post", "options"]
    kind: ClassVar[str]
    """The kind of record that the actor must be allowed to write."""
    form_class: ClassVar[type[forms.Form]]
    title: ClassVar[str | Promise]
    hint: ClassVar[str | Promise] = ""
    button: ClassVar[str | Promise] = ""
    button_kind: ClassVar[str] = "main"
    done: ClassVar[str | Promise] = ""
    anchor: ClassVar[str] = ""
    free_text: ClassVar[tuple[str, ...]] = ()
    """Fields in which words about offences or illness raise a warning."""
    shows_row: ClassVar[bool] = True
    """Whether the form shows what stands in the row; else a stale form tells what changed there meanwhile."""
    template_name = "people/form.html"

    request: HttpRequest
    actor: Actor
    person: Person
    row: Any = None
    """What is edited; None where something is added."""

    # What a page says for itself.

    def find(self, row: uuid.UUID | None) -> Any:
        """Return the row that is edited; raise Http404 where there is none."""
        del row
        return None

    def initial(self, row: Any) -> dict[str, Any]:
        """Return what the form shows of a row (None: of nothing yet)."""
        del row
        return {}

    def form_options(self) -> dict[str, Any]:
        """Return what else the form is made with."""
        return {}

    def save(self, form: Any, version: int) -> None:
        """Call the action."""
        raise NotImplementedError

    def extra(self) -> dict[str, Any]:
        """Return what else the template shows."""
        return {}

    # How every page goes.

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Check the right, then open the person and the row."""
        self.actor = request.actor  # type: ignore[attr-defined]
        self.actor.must("write", self.kind)
        self.person = open_person(request, kwargs["key"])
        try:
            self.row = self.find(kwargs.get("row"))
        except Http404:
            if request.method != "POST" or not (typed := typed_words(self.form_class, request.POST)):
                raise
            return render(request, "people/gone.html", {"typed": typed, "back": self.back()}, status=404)
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, **_keys: Any) -> HttpResponse:
        """Show the form."""
        del request
        return self.show(self.form_class(initial=self.initial(self.row), **self.form_options()))

    def post(self, request: HttpRequest, **_keys: Any) -> HttpResponse:
        """Act, or show what must be put right."""
        initial = self.initial(self.row)
        form = self.form_class(request.POST, initial=initial, **self.form_options())
        if not form.is_valid():
            return self.show(form, status=422)
        try:
            self.save(form, self.version_seen())
        except Stale as stale:
            return self.stale(form, stale)
        except ValidationError as error:
            add_errors(form, error)
            return self.show(form, status=422)
        self.say_done(form)
        return redirect(self.target())

    def version_seen(self) -> int:
        """Return the version that the form was opened with."""
        text = self.request.POST.get("version", "")
        return int(text) if text.isascii() and text.isdecimal() and len(text) < 9 else 0

    def stale(self, form: forms.Form, stale: Stale) -> HttpResponse:
        """Answer with both versions."""
        theirs: Any = stale.theirs
        who, when = last_change(self.actor, theirs)
        return stale_response(
            self.request,
            form=form,
            theirs=self.form_class(initial=self.initial(theirs), **self.form_options())
            if self.shows_row
            else None,
            meanwhile=self.meanwhile(theirs),
            version=theirs.version,
            who=who,
            when=when,
            back=self.back(),
        )

    def meanwhile(self, theirs: Any) -> list[tuple[str, str, str]]:
        """Return what changed in a row that the form does not show: which field, as it was, as it is."""
        if self.shows_row:
            return []
        return [
            (str(FIELD_NAMES[name]), field_value(theirs, name, before), field_value(theirs, name, now))
            for name, (before, now) in changed_since(self.actor, theirs, self.version_seen()).items()
            if name in FIELD_NAMES
        ]

    def say_done(self, form: forms.Form) -> None:
        """Say that it is done, and warn gently of words that do not belong here."""
        if self.done:
            messages.success(self.request, str(self.done))
        warn_of_careful_words(self.request, form, self.free_text)

    def back(self) -> str:
        """Return where one goes from here: the person's page, at the part that was changed."""
        return person_address(self.person.pk, self.anchor)

    def target(self) -> str:
        """Return where one goes after the change."""
        return self.back()

    def show(self, form: forms.Form, *, status: int = 200) -> HttpResponse:
        """Render the page."""
        version = self.request.POST.get("version", "") if form.is_bound else getattr(self.row, "version", 0)
        return render(
            self.request,
            self.template_name,
            {
                "person": self.person,
                "form": form,
                "row": self.row,
                "version": version,
                "title": self.title,
                "hint": self.hint,
                "button_label": self.button or _("Save"),
                "button_kind": self.button_kind,
                "back": self.back(),
                **self.extra(),
            },
            status=status,
        )


class Confirm(Edit):
    """A question to be answered by a button, for what ends something."""

    form_class = forms.Form
    template_name = "people/confirm.html"
    button_kind = "stop"
    shows_row = False


def person_address(key: uuid.UUID, anchor: str = "") -> str:
    """Return the address of the person's page."""
    address = reverse("desk:person", args=[key])
    return f"{address}#{anchor}" if anchor else address


def row_or_404(rows: models.QuerySet[Any], key: uuid.UUID | None) -> Any:
    """Return a row that is there and visible."""
    found = rows.filter(pk=key).first()
    if found is None:
        raise Http404
    return found


def typed_words(form_class: type[forms.Form], said: Any) -> list[tuple[str, str]]:
    """Return what somebody typed or chose in a form, with the labels of its fields."""
    typed = []
    for name, field in form_class.base_fields.items():
        words = dict(flat(getattr(field, "choices", None) or ()))
        values = [words.get(value, value) for value in said.getlist(name) if value.strip()]
        if values and not isinstance(field, forms.ModelChoiceField):
            typed.append((str(field.label or name), ", ".join(str(value) for value in values)))
    return typed


def add_errors(form: forms.Form, error: ValidationError) -> None:
    """Show an action's refusal at its field, or above the form where it has none."""
    if not hasattr(error, "error_dict"):
        form.add_error(None, error)
        return
    for name, errors in error.error_dict.items():
        for each in errors:
            form.add_error(name if name in form.fields else None, each)


def warn_of_careful_words(request: HttpRequest, form: forms.Form, names: tuple[str, ...]) -> None:
    """Warn gently where free text speaks of offences or illness; it was saved as typed."""
    found = careful_words(*(str(form.cleaned_data.get(name) or "") for name in names))
    if found:
        words = ", ".join(f"“{word}”" for word in found[:4])
        said = _("Please check your text: %(words)s. Words about offences or illness do not belong here.")
        messages.warning(request, said % {"words": words})
