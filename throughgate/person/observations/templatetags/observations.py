"""How sheets are drawn: `{% load observations %}`."""

from __future__ import annotations

from collections.abc import Sequence

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from throughgate.person.observations.queries.grid import Grid, GridCell, GridRow

register = template.Library()


@register.simple_tag
def level_cell(grid: Grid, row: GridRow, cell: GridCell, levels: Sequence[int]) -> SafeString:
    """Return a cell to fill in: a row of levels, or a field to type into where the scale is long.

    Made here and not in a template: a grid of 30 people and 12 competencies has more than 2,000 of these buttons.
    """
    label = f"{cell.column.name}, {row.person or ''}"
    return format_html(
        '{}<input type="hidden" name="v:{}" value="{}:{}">{}',
        _typed(grid, cell, label) if grid.scale.is_typed else _buttons(cell, label, levels),
        cell.name,
        cell.version,
        "" if cell.opened is None else cell.opened,
        _theirs(cell),
    )


def _buttons(cell: GridCell, label: str, levels: Sequence[int]) -> SafeString:
    none = gettext("not observed")
    first = format_html(
        '<label title="{}"><input type="radio" name="{}" value=""{}><span aria-hidden="true">–</span>'
        '<span class="unseen">{}</span></label>',
        none,
        cell.name,
        _checked(cell.level is None),
        none,
    )
    others = format_html_join(
        "",
        '<label><input type="radio" name="{}" value="{}"{}>{}</label>',
        ((cell.name, level, _checked(cell.level == level), level) for level in levels),
    )
    return format_html(
        '<span class="levels" role="radiogroup" aria-label="{}">{}{}</span>', label, first, others
    )


def _typed(grid: Grid, cell: GridCell, label: str) -> SafeString:
    return format_html(
        '<input class="level" type="number" inputmode="numeric" name="{}" min="{}" max="{}" value="{}" '
        'aria-label="{}" placeholder="–">',
        cell.name,
        grid.scale.lowest,
        grid.scale.highest,
        "" if cell.level is None else cell.level,
        label,
    )


def _theirs(cell: GridCell) -> SafeString | str:
    if cell.theirs is None:
        return ""
    return format_html(
        '<span class="conflict">{}</span>', gettext("Somebody else set: %(level)s") % {"level": cell.theirs}
    )


def _checked(is_so: bool) -> SafeString | str:  # noqa: FBT001
    return SafeString(" checked") if is_so else ""
