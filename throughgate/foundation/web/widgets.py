"""Controls drawn here and not by templates: of a choice, Django's draw every option by two templates of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

Widget = Mapping[str, Any]
"""What a widget's `get_context` says of it."""


def attributes(given: Mapping[str, Any]) -> SafeString:
    """Return attributes with a blank before each; True stands for the name alone, False for nothing."""
    said = [
        f" {name}" if value is True else f' {name}="{conditional_escape(value)}"'
        for name, value in given.items()
        if value is not False
    ]
    return mark_safe("".join(said))  # noqa: S308 - names are ours, values are escaped


def control(widget: Widget) -> SafeString:
    """Return a lone control."""
    value = "" if widget["value"] is None else format_html(' value="{}"', widget["value"])
    return format_html(
        '<input type="{}" name="{}"{}{}>', widget["type"], widget["name"], value, attributes(widget["attrs"])
    )


def select(widget: Widget) -> SafeString:
    """Return a choice that opens."""
    return format_html(
        '<select name="{}"{}>\n{}\n</select>',
        widget["name"],
        attributes(widget["attrs"]),
        _grouped(widget, _option, '<optgroup label="{}">\n{}\n</optgroup>'),
    )


def choices(widget: Widget) -> SafeString:
    """Return a choice whose options all stand there, each a control with its label."""
    given = widget["attrs"]
    own = {"class": f"choices {given.get('class', '')}".rstrip(), "id": given.get("id") or False}
    return format_html(
        "<div{}>{}</div>", attributes(own), _grouped(widget, _choice, '<p class="choices-group">{}</p>{}')
    )


def _grouped(widget: Widget, draw: Callable[[Widget], SafeString], group: str) -> SafeString:
    found = [
        format_html(group, name, _joined(map(draw, options))) if name else _joined(map(draw, options))
        for name, options, _index in widget["optgroups"]
    ]
    return _joined(found)


def _joined(parts: Iterable[SafeString]) -> SafeString:
    return mark_safe("\n".join(parts))  # noqa: S308 - each is escaped


def _option(option: Widget) -> SafeString:
    return format_html(
        '<option value="{}"{}>{}</option>', option["value"], attributes(option["attrs"]), option["label"]
    )


def _choice(option: Widget) -> SafeString:
    whose = attributes({"for": option["attrs"].get("id") or False})
    return format_html(
        '<label class="choice"{}>{}<span>{}</span></label>', whose, control(option), option["label"]
    )


LONE = (
    "checkbox",
    "date",
    "datetime",
    "email",
    "file",
    "hidden",
    "number",
    "password",
    "search",
    "tel",
    "text",
    "time",
    "url",
)
DRAWN: Final[Mapping[str, Callable[[Widget], SafeString]]] = {
    "django/forms/widgets/select.html": select,
    "django/forms/widgets/radio.html": choices,
    "django/forms/widgets/checkbox_select.html": choices,
    **{f"django/forms/widgets/{name}.html": control for name in LONE},
}
"""What draws a widget, by the template that its class names."""
