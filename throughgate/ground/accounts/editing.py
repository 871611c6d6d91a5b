"""One form, one change: show it, save it, answer 422 with what is wrong or 409 with both versions."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from throughgate.foundation.database.rows import Stale
from throughgate.foundation.web.stale import stale_response
from throughgate.ground.accounts.queries import last_change

Make = Callable[[Mapping[str, Any] | None, Any], Any]


def edit(
    request: HttpRequest,
    *,
    make: Make,
    save: Callable[[Any, int], object],
    back: str | Callable[[], str],
    row: Any = None,
    template: str = "accounts/form.html",
    context: Mapping[str, Any] | None = None,
    done: str = "",
) -> HttpResponse:
    """Answer a request for one form. `make(data, row)` makes it, `save(form, version)` calls the action.

    After a change the answer leads to `back`. `version` is the one that the form was opened with.
    """
    form = make(request.POST if request.method == "POST" else None, row)
    version = getattr(row, "version", 0)
    if request.method == "POST" and form.is_valid():
        try:
            save(form, version_in(request))
        except ValidationError as error:
            add_errors(form, error)
        except Stale as stale:
            who, when = last_change(stale.theirs.pk)
            return stale_response(
                request,
                form=form,
                theirs=make(None, stale.theirs),
                version=stale.theirs.version,  # type: ignore[attr-defined]
                who=who,
                when=when,
                back=address(back),
            )
        else:
            messages.success(request, done or _("Saved."))
            return redirect(address(back))
    if form.is_bound:
        # What was typed is judged against the version that it was typed over.
        version = version_in(request) or version
    shown = {"form": form, "version": version, "back_address": address(back), **(context or {})}
    return render(request, template, shown, status=422 if form.is_bound else 200)


def address(back: str | Callable[[], str]) -> str:
    """Return where the form leads back to."""
    return back() if callable(back) else back


def version_in(request: HttpRequest) -> int:
    """Return the version in a form; 0, which no row has, where there is none."""
    text = request.POST.get("version", "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0


def key_in(request: HttpRequest) -> uuid.UUID | None:
    """Return the form's key of one change."""
    try:
        return uuid.UUID(request.POST.get("once", ""))
    except ValueError:
        return None


def add_errors(form: forms.BaseForm, error: ValidationError) -> None:
    """Show what an action refused beside its fields, or on top where the form has no such field."""
    if not hasattr(error, "error_dict"):
        form.add_error(None, error)
        return
    for name, errors in error.error_dict.items():
        form.add_error(name if name in form.fields and name != NON_FIELD_ERRORS else None, errors)
