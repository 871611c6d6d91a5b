"""The one page with a form: open, show, check, act; a stale form comes back with both versions.

A page says what it is in the class and what it does in three methods: `find` the row, `initial` values of it, `save`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views import View

from throughgate.foundation.audit.changes import last_change
from throughgate.foundation.database.rows import Stale
from throughgate.foundation.web.components import Item, Tab, Words
from throughgate.foundation.web.posted import add_errors, typed_words, version_in
from throughgate.foundation.web.stale import stale_response


class FormPage(View):
    """A form about one row, or for a new one."""

    http_method_names = ["get", "head", "post", "options"]
    kind: ClassVar[str] = ""
    """The kind of record that the actor must be allowed to write; a page without one asks in `allow`."""
    form_class: type[forms.BaseForm]
    title: Words = ""
    kicker: Words = ""
    hint: Words = ""
    button: Words = ""
    button_kind: str = "main"
    done: Words = ""
    """What is said after the change."""
    shows_row: ClassVar[bool] = True
    """Whether the form shows what stands in the row; else a stale form tells what changed there meanwhile."""
    template_name: ClassVar[str] = "web/form_page.html"

    request: HttpRequest
    actor: Any
    row: Any = None
    """What is edited; None where something is added."""

    # What a page says for itself.

    def allow(self) -> None:
        """Raise where the actor may not; asked before anything is looked for."""
        if self.kind:
            self.actor.must("write", self.kind)

    def open(self, **keys: Any) -> dict[str, Any]:
        """Open what surrounds the row by the keys in the address; return those by which `find` finds it."""
        return keys

    def find(self, *args: Any, **keys: Any) -> Any:
        """Return the row that is edited, None where one is added; raise Http404 where there is none."""
        del args, keys
        return None

    def initial(self, row: Any) -> dict[str, Any]:
        """Return what the form shows of a row (None: of nothing yet)."""
        del row
        return {}

    def form_options(self) -> dict[str, Any]:
        """Return what else the form is made with."""
        return {}

    def save(self, form: Any, version: int) -> Any:
        """Call the action; `version` is the one the form was opened with. A response answers the request."""
        raise NotImplementedError

    def back(self) -> str:
        """Return the address that Cancel leads to; nothing where there is nothing to go back to."""
        return ""

    def target(self) -> str:
        """Return where one goes after the change: back, or to this page once more."""
        return self.back() or self.request.path

    def crumbs(self) -> Iterable[tuple[Words, str]]:
        """Return the way here: labels and addresses."""
        return ()

    def extra(self) -> dict[str, Any]:
        """Return what else the template shows."""
        return {}

    # How every page goes.

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Check the right, then find what the page is about."""
        self.actor = request.actor  # type: ignore[attr-defined]
        self.allow()
        keys = self.open(**kwargs)
        try:
            self.row = self.find(**keys)
        except Http404:
            if request.method != "POST" or not (typed := typed_words(self.form_class, request)):
                raise
            return render(request, "web/gone.html", {"typed": typed, "back": self.back()}, status=404)
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, **_keys: Any) -> HttpResponse:
        """Show the form."""
        del request
        return self.show(self.make(None, self.row))

    def post(self, request: HttpRequest, **_keys: Any) -> HttpResponse:
        """Act, or show what must be put right."""
        form = self.make(request.POST, self.row)
        if not form.is_valid():
            return self.show(form, status=422)
        try:
            answer = self.save(form, version_in(request))
        except Stale as stale:
            return self.stale(form, stale.theirs)
        except ValidationError as error:
            return self.refused(form, error)
        if isinstance(answer, HttpResponse):
            return answer
        self.say_done(form)
        return redirect(self.target())

    def make(self, data: Any, row: Any) -> Any:
        """Return the form of a row, filled with `data` where something was sent."""
        options = self.form_options()
        if issubclass(self.form_class, forms.ModelForm):
            return self.form_class(data, instance=row, **options)
        return self.form_class(data, initial=self.initial(row), **options)

    def say_done(self, form: Any) -> None:
        """Say that it is done."""
        del form
        messages.success(self.request, str(self.done or _("Saved.")))

    def refused(self, form: Any, error: ValidationError) -> HttpResponse:
        """Show what the action refused."""
        add_errors(form, error)
        return self.show(form, status=422)

    def stale(self, form: Any, theirs: Any) -> HttpResponse:
        """Answer with both versions, and with who was first."""
        who, when = last_change(theirs.pk)
        return stale_response(
            self.request,
            form=form,
            theirs=self.make(None, theirs) if self.shows_row else None,
            meanwhile=[] if self.shows_row else self.meanwhile(theirs),
            version=theirs.version,
            who=who,
            when=when,
            back=self.back(),
        )

    def meanwhile(self, theirs: Any) -> list[tuple[str, str, str]]:
        """Return what changed in a row that the form does not show: which field, as it was, as it is."""
        del theirs
        return []

    def show(self, form: Any, *, status: int = 200) -> HttpResponse:
        """Render the page."""
        # What was typed is judged against the version that it was typed over.
        version = (form.is_bound and version_in(self.request)) or getattr(self.row, "version", 0)
        page = {
            "form": form,
            "row": self.row,
            "version": version,
            "title": self.title,
            "kicker": self.kicker,
            "hint": self.hint,
            "button_label": self.button or _("Save"),
            "button_kind": self.button_kind,
            "back": self.back(),
            "trail": self.crumbs(),
            "view": self,
        }
        return render(self.request, self.template_name, {**page, **self.extra()}, status=status)


class Confirm(FormPage):
    """A question to be answered by a button, for what ends something."""

    form_class = forms.Form
    button_kind = "stop"
    shows_row = False


class FormBesideList(FormPage):
    """A form for one more, beside those that are there already."""

    lead: Words = ""
    list_title: Words = ""
    form_title: Words = ""
    empty: Words = ""
    """What stands where none is there yet."""
    tabs_label: Words = ""
    template_name = "web/form_beside_list.html"

    def items(self) -> Sequence[Item]:
        """Return those that are there."""
        raise NotImplementedError

    def tabs(self) -> Sequence[Tab]:
        """Return where else one may look."""
        return ()

    def extra(self) -> dict[str, Any]:
        """Show them."""
        return {
            "kicker": self.kicker or self.actor.organisation,
            "items": self.items(),
            "tabs": self.tabs(),
            "tabs_label": self.tabs_label,
        }
