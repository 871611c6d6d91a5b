"""The small path as a tag, for rows of lists in the wings below: `{% load path %}{% path_mini dates %}`."""

from __future__ import annotations

from django import template
from django.utils.safestring import SafeString, mark_safe

from throughgate.desk.path import figure
from throughgate.foundation.charts.pins import PathDates

register = template.Library()


@register.simple_tag
def path_mini(dates: PathDates | None) -> SafeString:
    """Return the path in miniature, nothing for somebody without a stay."""
    return figure.path_mini(dates) if dates else mark_safe("")
