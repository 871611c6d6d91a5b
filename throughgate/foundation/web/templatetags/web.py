"""Components as tags: `{% load web %}`. The style guide shows each of them."""

from __future__ import annotations

import re
import time
import uuid
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from typing import Any

from django import forms, template
from django.db import models
from django.template import Context, TemplateSyntaxError
from django.template.base import FilterExpression, Parser, Token, token_kwargs
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext

from throughgate.foundation.web.components import CURRENT, Tab, known_kind, tag
from throughgate.foundation.web.exports import hidden_fields
from throughgate.foundation.web.form_recovery import MARK, mark

register = template.Library()
register.simple_tag(tag)

REASON_KINDS = ("fits", "gap", "stop", "unknown")
NOTE_KINDS = ("", "due", "stop", "done", "go")
# First match wins: every browser claims to be some others too.
BROWSERS = (
    ("Edg", "Edge"),
    ("OPR|Opera", "Opera"),
    ("Firefox|FxiOS", "Firefox"),
    ("Chrome|Chromium|CriOS", "Chrome"),
    ("Safari", "Safari"),
)
SYSTEMS = (
    ("iPhone|iPad", "iOS"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS", "macOS"),
    ("Linux|X11", "Linux"),
)


class Fixed(template.Node):
    """What is drawn once for each language and for the values it is given; its own pieces see nothing else of the page."""

    def __init__(self, nodelist: template.NodeList, given: Mapping[str, FilterExpression]) -> None:
        self.nodelist = nodelist
        self.given = given
        self.drawn: dict[tuple[Any, ...], SafeString] = {}

    def render(self, context: Context) -> SafeString:
        """Return what was drawn before in this language of these values, or draw it."""
        values = {name: value.resolve(context) for name, value in self.given.items()}
        key = (get_language(), *values.values())
        drawn = self.drawn.get(key)
        if drawn is None:
            if any(isinstance(value, models.Model) for value in values.values()):
                # Equal by its key, however it has changed since.
                raise TemplateSyntaxError("a row is not drawn once")
            drawn = self.nodelist.render(context.new(values))
            if len(self.drawn) >= MOST_DRAWN:
                self.drawn.clear()
            self.drawn[key] = drawn
        return drawn


MOST_DRAWN = 1_000
"""How many are kept of each piece; then all begin anew."""


@register.tag
def fixed(parser: Parser, token: Token) -> Fixed:
    """Draw what hangs on nothing but the language once, and keep it: `{% fixed %}...{% endfixed %}`.

    For the parts of the frame that every page repeats. Inside is nothing of the page, so nothing of one page gets into
    another; what is given, as in `{% fixed name=account.name %}`, is there, and it is drawn once for each such value.
    """
    given = token_kwargs(token.split_contents()[1:], parser)
    nodelist = parser.parse(("endfixed",))
    parser.delete_first_token()
    return Fixed(nodelist, given)


@register.simple_tag(takes_context=True)
def nonce(context: Context) -> str:
    """Return the nonce attribute for a script, or nothing on a page drawn without a request."""
    value = getattr(context.get("request"), "csp_nonce", "")
    return format_html('nonce="{}"', value) if value else ""


@register.simple_tag(takes_context=True)
def once(context: Context) -> SafeString:
    """Return the key that makes a form one change, however often it is sent (see `middleware/idempotency.py`).

    For somebody signed in also the mark whose form it is, by which it comes back after sign-in (see `form_recovery.py`).
    """
    key = format_html('<input type="hidden" name="once" value="{}">', uuid.uuid4())
    user = getattr(context.get("request"), "user", None)
    if user is None or not user.is_authenticated:
        return key
    return key + format_html('<input type="hidden" name="{}" value="{}">', MARK, mark(user))


@register.simple_tag
def button(label: str, kind: str = "main", name: str = "", value: str = "") -> SafeString:
    """Return a submit button; kinds: main, stop, quiet, small, or nothing."""
    return format_html(
        '<button type="submit" class="button {}"{}>{}</button>',
        kind,
        format_html(' name="{}" value="{}"', name, value) if name else "",
        label,
    )


@register.simple_tag
def button_link(address: str, label: str, kind: str = "") -> SafeString:
    """Return a link that looks like a button."""
    return format_html('<a class="button {}" href="{}">{}</a>', kind, address, label)


@register.simple_tag
def reasons(items: Iterable[tuple[str, str]]) -> SafeString:
    """Return (kind, words) pairs as small facts; kinds: fits, gap, stop, unknown."""
    begins = _begins(get_language())
    # By hand: a page of openings has hundreds of them.
    rows = [
        f"{begins[known_kind(kind, REASON_KINDS)]}{conditional_escape(text)}</li>" for kind, text in items
    ]
    return mark_safe(f'<ul class="reasons">{"".join(rows)}</ul>')  # noqa: S308 - what stands in it is escaped


@cache
def _begins(_language: str | None) -> dict[str, str]:
    """Return how a reason of each kind begins; the same for all pages of a language."""
    words = (gettext("fits:"), gettext("missing:"), gettext("not possible:"), gettext("not known:"))
    return {
        kind: f'<li class="{kind}"><span class="unseen">{conditional_escape(word)} </span>'
        for kind, word in zip(REASON_KINDS, words, strict=True)
    }


@register.simple_tag
def facts(items: Iterable[tuple[Any, Any]]) -> SafeString:
    """Return (label, value) pairs as a list of facts; an empty value reads “not known”."""
    unknown = format_html('<span class="not-known">{}</span>', gettext("not known"))
    return format_html(
        '<dl class="facts">{}</dl>',
        format_html_join(
            "",
            "<dt>{}</dt><dd>{}</dd>",
            ((label, unknown if value in (None, "") else value) for label, value in items),
        ),
    )


@register.simple_block_tag
def note(content: str, kind: str = "") -> SafeString:
    """Set a note apart; kinds: due, stop, done, go, or plain."""
    return format_html('<div class="note {}">{}</div>', known_kind(kind, NOTE_KINDS), content)


@register.simple_block_tag(takes_context=True)
def form_frame(
    context: Context,
    content: str,
    label: str = "",
    kind: str = "main",
    name: str = "",
    value: str = "",
    **more: Any,
) -> SafeString:
    """Return the form of a page with token, key of one change, version, errors on top and its button.

    What stands inside takes the place of the fields in their order. `form`, `version` and `back` come from the page or
    are given; an empty `label` takes the page's `button_label`; `name` and `value` are the button's.
    """
    page = {known: context.get(known) for known in ("request", "csrf_token", "form", "version", "back")}
    button = {"label": label or context["button_label"], "kind": kind, "name": name, "value": value}
    fields = content if content.strip() else ""
    return render_to_string("web/components/form.html", {**page, **button, "fields": fields, **more})


@register.inclusion_tag("web/components/transitions.html", takes_context=True)
def transitions(
    context: Context, row: Any, address: str, offered: Iterable[tuple[str, str]]
) -> dict[str, Any]:
    """Draw a button for each (name, label) of the transitions offered, with the row's version; sent as `move`."""
    page = {known: context.get(known) for known in ("request", "csrf_token")}
    return {**page, "row": row, "address": address, "offered": list(offered)}


@register.simple_tag
def crumb_trail(trail: Iterable[tuple[Any, str]]) -> SafeString:
    """Return the way here from (label, address) pairs; nothing where there is none."""
    steps = list(trail)
    return render_to_string("web/components/crumbs.html", {"steps": steps}) if steps else SafeString()


@register.inclusion_tag("web/components/empty.html")
def empty(title: str, hint: str = "", address: str = "", label: str = "") -> dict[str, Any]:
    """Say that nothing is here, why, and what to do about it."""
    return {"title": title, "hint": hint, "address": address, "label": label}


@register.inclusion_tag("web/components/progress.html")
def progress(done: int, total: int, label: str, words: str = "") -> dict[str, Any]:
    """Show how far long work is; `words` says it for people (“120 of 400 rows”)."""
    return {"done": done, "total": max(total, 1), "label": label, "words": words}


@register.inclusion_tag("web/components/rows.html")
def rows(items: Iterable[Any]) -> dict[str, Any]:
    """Show a list of rows (`Item`)."""
    return {"items": items}


@register.simple_tag
def tabs(items: Iterable[Tab], label: str) -> SafeString:
    """Return ways of looking at one list, each with its number of rows."""
    return format_html(
        '<nav class="tabs" aria-label="{}">{}</nav>',
        label,
        format_html_join(
            "\n",
            '<a href="{}"{}>{}{}{}</a>',
            (
                (
                    item.address,
                    CURRENT if item.current else "",
                    "" if item.count is None else format_html("<b>{}</b>\n", item.count),
                    item.label,
                    format_html_join("", '<span id="{}"></span>', ((anchor,) for anchor in item.anchors)),
                )
                for item in items
            ),
        ),
    )


@register.inclusion_tag("web/components/crumbs.html")
def crumbs(*parts: str) -> dict[str, Any]:
    """Show the way here: label, address, label, address, ... from the outermost inwards."""
    return {"steps": list(zip(parts[::2], parts[1::2], strict=True))}


@register.inclusion_tag("web/components/filters.html", takes_context=True)
def filters(context: Context, form: forms.Form, active: Iterable[Any] = ()) -> dict[str, Any]:
    """Show a filter form that writes into the address, and the filters in force (`ActiveFilter`)."""
    request = context.get("request")
    return {"form": form, "active": active, "sort": request.GET.get("sort", "") if request else ""}


@register.inclusion_tag("web/components/export.html", takes_context=True)
def export_list(
    context: Context, address: str, fields: Sequence[tuple[str, str]] | None = None
) -> dict[str, Any]:
    """Offer what the list shows as a file (see `exports`); `fields` is its filter, by default what the address says."""
    request = context.get("request")
    if fields is None:
        fields = hidden_fields(request.GET) if request else ()
    return {"address": address, "fields": fields, "csrf_token": context.get("csrf_token")}


@register.inclusion_tag("web/components/error_summary.html")
def error_summary(*given: forms.BaseForm | forms.BaseFormSet[Any] | None) -> dict[str, Any]:
    """List what must be put right, each line a link to its field. Takes forms and formsets."""
    general: list[str] = []
    fields: list[tuple[Any, str]] = []
    for form in _flat(given):
        general.extend(str(error) for error in form.non_field_errors())
        form.errors_are_summed_up = True  # type: ignore[attr-defined]  # the form need not repeat them
        for name in form.errors:
            if name in form.fields:
                fields.extend((form[name], str(error)) for error in form.errors[name])
    return {"general": general, "fields": fields}


def _flat(given: Iterable[Any]) -> Iterable[forms.BaseForm]:
    for one in given:
        if one is None or not one.is_bound:
            continue
        if isinstance(one, forms.BaseFormSet):
            yield from one.forms
        else:
            yield one


@register.filter
def initials(name: object) -> str:
    """Return the first letters of the first and the last word."""
    words = [word for word in re.split(r"[\s\-]+", str(name)) if word[:1].isalpha()]
    return "".join(word[0] for word in (words[:1] + words[-1:] if len(words) > 1 else words)).upper()


@register.filter
def browser(user_agent: str) -> str:
    """Return what people call a browser and its system (“Firefox, Windows”)."""
    names = [name for pattern, name in BROWSERS if re.search(pattern, user_agent)][:1]
    systems = [name for pattern, name in SYSTEMS if re.search(pattern, user_agent)][:1]
    return ", ".join(names + systems) or gettext("another browser")


@register.filter
def drawn(svg: str) -> SafeString:
    """Return a picture made by ourselves (a QR code) to stand in the page, without its XML head."""
    picture = re.sub(r"^\s*<\?xml.*?\?>\s*", "", svg, flags=re.DOTALL)
    return mark_safe(picture.replace("<svg ", '<svg aria-hidden="true" focusable="false" ', 1))  # noqa: S308


@register.simple_tag
def printed_on() -> str:
    """Return the foot of a printed page. It tells the minute, so what one page was told serves the next."""
    return _printed_on(int(time.time()) // 60, get_language())


@lru_cache(maxsize=8)
def _printed_on(_minute: int, _language: str | None) -> str:
    when = date_format(timezone.localtime(), "DATETIME_FORMAT")
    return gettext("Printed from Throughgate on %(when)s") % {"when": when}
