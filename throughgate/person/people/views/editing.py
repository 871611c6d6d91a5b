"""Pages that change something about a person, and what surrounds them."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.db import models
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _

from throughgate.foundation.web import form_page
from throughgate.foundation.web.components import Words
from throughgate.foundation.web.form_page import FormPage
from throughgate.foundation.web.posted import version_in
from throughgate.person.people.access import asks_purpose, open_person
from throughgate.person.people.models import Person
from throughgate.person.people.queries.card import changed_since
from throughgate.person.people.sensitive_words import sensitive_words
from throughgate.person.people.words import FIELD_NAMES, field_value


@method_decorator(asks_purpose, name="dispatch")
class PersonFormPage(FormPage):
    """A form about one person, whose key is the first in the address."""

    part: ClassVar[str] = ""
    """The part of the person's pages from which one comes, where it is one of its own: `<part>:list`."""
    anchor: ClassVar[str] = ""
    free_text: ClassVar[tuple[str, ...]] = ()
    """Fields in which words about offences or illness raise a warning."""

    person: Person

    def open(self, **keys: Any) -> dict[str, Any]:
        """Open the person."""
        self.person = open_person(self.request, keys.pop("key"))
        return {"row": None, **keys}

    def find(self, row: uuid.UUID | None) -> Any:
        """Return the row that is edited; raise Http404 where there is none."""
        del row
        return None

    def crumbs(self) -> Iterable[tuple[Words, str]]:
        """Lead over the list and the person."""
        return ((_("People"), reverse("people:list")), (str(self.person), self.back()))

    def meanwhile(self, theirs: Any) -> list[tuple[str, str, str]]:
        """Tell what the history keeps of it."""
        return [
            (str(FIELD_NAMES[name]), field_value(theirs, name, before), field_value(theirs, name, now))
            for name, (before, now) in changed_since(self.actor, theirs, version_in(self.request)).items()
            if name in FIELD_NAMES
        ]

    def say_done(self, form: Any) -> None:
        """Say that it is done, and warn gently of words that do not belong here."""
        super().say_done(form)
        warn_of_sensitive_words(self.request, form, self.free_text)

    def back(self) -> str:
        """Return the person's page, at the part that is changed."""
        key = self.person.pk
        return reverse(f"{self.part}:list", args=[key]) if self.part else person_address(key, self.anchor)


class Confirm(PersonFormPage, form_page.Confirm):
    """A question about a person, to be answered by a button."""


PAGE_OF: dict[str, str] = {
    **dict.fromkeys(("profile", "conditions"), "desk:person-work"),
    **dict.fromkeys(("consents", "who"), "desk:person-sharing"),
    **dict.fromkeys(("identity", "contact", "guardian"), "desk:person-facts"),
}
"""On which of the person's pages a section stands; any other stands on the overview."""


def person_address(key: uuid.UUID, anchor: str = "") -> str:
    """Return the address of a section of the person's pages."""
    address = reverse(PAGE_OF.get(anchor, "desk:person"), args=[key])
    return f"{address}#{anchor}" if anchor else address


def row_or_404(rows: models.QuerySet[Any], key: uuid.UUID | None) -> Any:
    """Return a row that is there and visible."""
    found = rows.filter(pk=key).first()
    if found is None:
        raise Http404
    return found


def warn_of_sensitive_words(request: HttpRequest, form: forms.Form, names: tuple[str, ...]) -> None:
    """Warn gently where free text speaks of offences or illness; it was saved as typed."""
    found = sensitive_words(*(str(form.cleaned_data.get(name) or "") for name in names))
    if found:
        words = ", ".join(f"“{word}”" for word in found[:4])
        said = _("Please check your text: %(words)s. Words about offences or illness do not belong here.")
        messages.warning(request, said % {"words": words})
