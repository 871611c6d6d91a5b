"""The lines of a comparison as a tag: `{% load near %}{% near_lines lines %}`."""

from __future__ import annotations

from collections.abc import Iterable

from django import template
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from throughgate.desk.near import Shown
from throughgate.foundation.web.components import tag
from throughgate.foundation.web.templatetags.web import reasons

register = template.Library()


@register.simple_tag
def near_lines(lines: Iterable[Shown]) -> SafeString:
    """Return what was compared as rows with their reasons. By hand: a page has dozens of them."""
    rows = [
        f'<li><div><a class="name" href="{conditional_escape(line.address)}">{conditional_escape(line.title)}</a>'
        f" {tag(line.verdict, line.tag)}<p>{conditional_escape(line.second)}</p>{reasons(line.reasons)}{_propose(line)}</div></li>"
        for line in lines
    ]
    return mark_safe(f'<ul class="rows">{"".join(rows)}</ul>')  # noqa: S308 - what stands in it is escaped


def _propose(line: Shown) -> str:
    if not line.propose:
        return ""
    words = conditional_escape(gettext("Propose an introduction"))
    unseen = conditional_escape(line.title)
    return f'<p><a href="{conditional_escape(line.propose)}">{words}<span class="unseen">: {unseen}</span></a></p>'
