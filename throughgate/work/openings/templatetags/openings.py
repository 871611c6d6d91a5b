"""Parts of the map of openings, drawn by hand: templates would take longer for its dots than for the rest of the page."""

from __future__ import annotations

from collections.abc import Iterable

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from throughgate.work.openings.map import Dot, Label

register = template.Library()


@register.simple_tag
def map_dots(dots: Iterable[Dot]) -> SafeString:
    """Return the dots, each with what is there as its title, and with their number where there are several."""
    return format_html_join("\n", "{}{}", ((_circle(dot), _number(dot)) for dot in dots))


@register.simple_tag
def map_names(labels: Iterable[Label]) -> SafeString:
    """Return the names of towns; what is there, the title of each dot says already."""
    return format_html_join(
        "\n",
        '<text class="town" x="{}" y="{}" text-anchor="{}" aria-hidden="true">{}</text>',
        ((label.x, label.y, label.anchor, label.text) for label in labels),
    )


@register.simple_tag
def map_words(dots: Iterable[Dot]) -> SafeString:
    """Return the same as lines of text with links."""
    unknown = gettext("place not known")
    return format_html_join("\n", "<li>{}: {}</li>", ((dot.where or unknown, _links(dot)) for dot in dots))


def _circle(dot: Dot) -> SafeString:
    said = " · ".join([dot.where, *(spot.title for spot in dot.spots)])
    return format_html(
        '<circle class="dot" cx="{}" cy="{}" r="{}"><title>{}</title></circle>',
        dot.x,
        dot.y,
        dot.radius,
        said,
    )


def _number(dot: Dot) -> SafeString | str:
    if dot.number == 1:
        return ""
    return format_html('<text class="number" x="{}" y="{}">{}</text>', dot.x, dot.y, dot.number)


def _links(dot: Dot) -> SafeString:
    return format_html_join(
        ", ", "{}", ((_link(spot.address, spot.title) if spot.address else spot.title,) for spot in dot.spots)
    )


def _link(address: str, title: str) -> SafeString:
    return format_html('<a href="{}">{}</a>', address, title)
