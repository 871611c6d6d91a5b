"""How forms are drawn: one column, label above, hint under it, the error beside its field."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.forms.models import ModelChoiceIterator
from django.forms.renderers import TemplatesSetting
from django.http import HttpRequest
from django.template.exceptions import TemplateDoesNotExist

from throughgate.foundation.web.widgets import DRAWN

WIDTHS: tuple[tuple[type[forms.Widget], str], ...] = (
    (forms.DateInput, "short"),
    (forms.TimeInput, "short"),
    (forms.NumberInput, "short"),
)
MANY = 8
"""From this many short choices on, they stand in two columns."""


class Field(BoundField):
    """A bound field that knows how it is drawn."""

    @property
    def kind(self) -> str:
        """Return `check` for a lone box, `choices` for a set of them, else `plain`."""
        widget = self.field.widget
        if isinstance(widget, forms.CheckboxInput):
            return "check"
        return "choices" if self.use_fieldset else "plain"

    @property
    def is_optional(self) -> bool:
        """Say whether the label should tell that this may stay empty."""
        return not self.field.required and self.kind != "check" and not self.field.disabled

    @property
    def first_id(self) -> str:
        """Return the id an error links to: of the control, or of the first choice."""
        if self.kind == "choices" and self.auto_id:
            return f"{self.auto_id}_0"
        return self.id_for_label or self.auto_id

    def build_widget_attrs(self, attrs: dict[str, Any], widget: forms.Widget | None = None) -> dict[str, Any]:
        """Add a width that fits what is typed, and a counter where the length is limited."""
        attrs = super().build_widget_attrs(attrs, widget)
        widget = widget or self.field.widget
        for kind, width in WIDTHS:
            if isinstance(widget, kind) and "class" not in widget.attrs:
                attrs.setdefault("class", width)
        if "placeholder" in widget.attrs:
            # It is gone with the first letter typed; what matters stands in the hint.
            attrs["placeholder"] = False
        if isinstance(widget, forms.DateInput):
            attrs.setdefault("autocomplete", "off")
        if isinstance(widget, forms.Textarea) and (limit := getattr(self.field, "max_length", None)):
            # The counter warns; the server refuses. A browser's own limit would cut pasted text silently.
            attrs["maxlength"] = False
            attrs["data-limit"] = limit
            attrs.setdefault("rows", str(rows_for(limit)))
        return attrs

    def get_context(self) -> dict[str, Any]:
        """Return what the field's template sees."""
        return {"field": self}


class Renderer(TemplatesSetting):
    """Draw controls as in `widgets.py`, else with the templates in `web/forms`, or Django's where there is none."""

    form_template_name = "web/forms/form.html"
    formset_template_name = "web/forms/formset.html"
    field_template_name = "web/forms/field.html"
    bound_field_class = Field

    def render(self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None) -> str:
        """Draw a control, or whatever else a form consists of."""
        draw = DRAWN.get(template_name)
        return draw(context["widget"]) if draw else super().render(template_name, context, request)

    def get_template(self, template_name: str) -> Any:
        """Prefer our own drawing of a widget or an error list."""
        if template_name.startswith("django/forms/"):
            try:
                return super().get_template("web/forms/" + template_name.removeprefix("django/forms/"))
            except TemplateDoesNotExist:
                pass
        return super().get_template(template_name)


class DateInput(forms.DateInput):
    """A date as people write it: text, because browsers' own date fields know one way only."""

    input_type = "text"


class CodeInput(forms.TextInput):
    """A one-time code or a code from paper: large fixed letters, no help from the browser."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        """Set what keyboards and password managers need to know."""
        known = {"class": "code", "autocomplete": "one-time-code", "spellcheck": "false"}
        super().__init__({**known, **(attrs or {})})


class _AtOnce(ModelChoiceIterator):
    def __iter__(self) -> Iterator[tuple[Any, Any]]:
        if self.field.empty_label is not None:
            yield "", self.field.empty_label
        yield from map(self.choice, self.queryset)


class RowChoiceField(forms.ModelChoiceField):  # type: ignore[type-arg]  # it takes none when it runs
    """A choice among rows, few enough to be asked for at once: Django opens a cursor, reads from it and closes it."""

    iterator = _AtOnce


def rows_for(limit: int) -> int:
    """Return how many lines a text field of `limit` characters should show."""
    return min(14, max(3, math.ceil(limit / 80)))


def choice_field(form: forms.BaseForm, name: str) -> forms.ChoiceField:
    """Return a field of a form that offers choices, so that they can be set for this reader."""
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    return field


def row_field(form: forms.BaseForm, name: str) -> forms.ModelChoiceField[Any]:
    """Return a field of a form that offers rows, so that they can be set for this reader."""
    field = form.fields[name]
    assert isinstance(field, forms.ModelChoiceField)
    return field
