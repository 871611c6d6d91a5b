"""A stale form comes back with both versions: nothing typed is lost, nothing of the other is overwritten unseen."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from throughgate.foundation.web.components import Conflict


def stale_response(
    request: HttpRequest,
    *,
    form: forms.Form,
    theirs: forms.Form | None,
    version: int,
    who: str,
    when: datetime | None,
    back: str,
    meanwhile: Iterable[tuple[str, str, str]] = (),
) -> HttpResponse:
    """Return 409 with the fields that differ, and the typed form with the current version in it.

    `form` is what was typed (bound), `theirs` the same form made from the row as it is now (unbound); None where the
    form shows nothing of the row. For such forms `meanwhile` tells what changed there: label, as it was, as it is.
    """
    conflicts = [Conflict(label, was, now, who, when, is_typed=False) for label, was, now in meanwhile]
    for name, field in form.fields.items() if theirs else ():
        assert theirs is not None
        if field.widget.is_hidden:
            continue
        mine, other = shown(form[name]), shown(theirs[name])
        if mine != other:
            conflicts.append(Conflict(str(field.label or name), mine, other, who, when))
    return render(
        request,
        "409.html",
        {
            "conflicts": conflicts,
            "only_seen": theirs is None,
            "who": who,
            "when": when,
            "form": form,
            "version": version,
            "back_address": back,
        },
        status=409,
    )


def shown(bound: forms.BoundField) -> str:
    """Return a field's value in the words its page shows."""
    value: Any = bound.value()
    choices = getattr(bound.field, "choices", None)
    values = value if isinstance(value, (list, tuple)) else [value]
    if choices is not None:
        words = {str(key): str(label) for key, label in flat(choices)}
        return ", ".join(words.get(str(v), str(v)) for v in values if v not in (None, ""))
    prepared = bound.field.prepare_value(value)
    formatted = getattr(bound.field.widget, "format_value", lambda v: v)(prepared)
    return "" if formatted is None else str(formatted)


def flat(choices: Any) -> list[tuple[Any, Any]]:
    """Return choices without their groups."""
    flat: list[tuple[Any, Any]] = []
    for key, label in choices:
        flat += list(label) if isinstance(label, (list, tuple)) else [(key, label)]
    return flat
