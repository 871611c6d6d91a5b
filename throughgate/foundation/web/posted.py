"""What a form carries besides what was typed: the row's version, the key that makes it one change, and where to go on."""

from __future__ import annotations

import uuid

from django import forms
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

from throughgate.foundation.database.keys import read_key
from throughgate.foundation.web.stale import flat


def version_in(request: HttpRequest) -> int:
    """Return the version that a form was opened with; 0, which no row has, where it carries none."""
    return read_version(request.POST.get("version", ""))


def read_version(text: str | None) -> int:
    """Return a version as a form sends it; what is no number is no version: 0."""
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 10 else 0


def key_in(request: HttpRequest) -> uuid.UUID | None:
    """Return the form's key of one change (see `middleware/idempotency.py`)."""
    return read_key(request.POST.get("once"))


def must_read_key(text: str | None) -> uuid.UUID:
    """Return the key of a row as a form sends it; raise Http404 for what is none, as for a row that is not there."""
    key = read_key(text)
    if key is None:
        raise Http404
    return key


def next_in(request: HttpRequest, otherwise: str = "/") -> str:
    """Return where a form or an address says to go on, if that is a path of this house; else `otherwise`.

    Lead there by `HttpResponseRedirect`: `redirect` takes a word for the name of a route.
    """
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    is_own = wanted.startswith("/") and url_has_allowed_host_and_scheme(
        wanted, {request.get_host()}, require_https=request.is_secure()
    )
    return wanted if is_own else otherwise


def add_errors(form: forms.BaseForm, error: ValidationError) -> None:
    """Show an action's refusal at its field, or above the form where it has none."""
    if not hasattr(error, "error_dict"):
        form.add_error(None, error)
        return
    for name, errors in error.error_dict.items():
        for each in errors:
            form.add_error(name if name in form.fields else None, each)


def typed_words(form_class: type[forms.BaseForm], request: HttpRequest) -> list[tuple[str, str]]:
    """Return what somebody typed or chose in a form, with the labels of its fields."""
    typed = []
    for name, field in form_class.base_fields.items():  # type: ignore[attr-defined]  # set by the metaclass
        words = dict(flat(getattr(field, "choices", None) or ()))
        values = [words.get(value, value) for value in request.POST.getlist(name) if value.strip()]
        if values and not isinstance(field, forms.ModelChoiceField):
            typed.append((str(field.label or name), ", ".join(str(value) for value in values)))
    return typed
