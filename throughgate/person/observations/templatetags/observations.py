"""How sheets are drawn: `{% load observations %}`."""

from __future__ import annotations

from collections.abc import Sequence

from django import template
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from throughgate.person.observations.queries.grid import Grid, GridCell, GridRow

register = template.Library()


@register.simple_tag
def level_rows(grid: Grid, levels: Sequence[int]) -> SafeString:
    """Return the rows to fill in: in each cell a row of levels, or a field to type into where the scale is long.

    Made here and not in a template: a grid of 30 people and 12 competencies has more than 2,000 buttons. What is the same
    in all of them is escaped once.
    """
    left = format_html("<em>{}</em>", gettext("somebody who left"))
    names = {column.id: escape(column.name) for column in grid.columns}
    none = escape(gettext("not observed"))
    rows = []
    for row in grid.rows:
        person = escape(row.person or "")
        cells = "".join(
            _cell(grid, row, cell, f"{names[cell.column.id]}, {person}", none, levels) for cell in row.cells
        )
        rows.append(f'<tr><th scope="row">{person or left}</th>{cells}</tr>')
    return mark_safe("\n".join(rows))  # noqa: S308 - each part is escaped


def _cell(grid: Grid, row: GridRow, cell: GridCell, label: str, none: str, levels: Sequence[int]) -> str:
    """Return one cell; `label` and `none` are escaped."""
    column, name = cell.column, escape(cell.name)
    state = ' data-state="conflict"' if cell.theirs else ""
    field = _typed(grid, cell, label) if grid.scale.is_typed else _buttons(cell, label, none, levels)
    opened = "" if cell.opened is None else cell.opened
    return (
        f'<td data-label="{escape(column.name)}" data-of="{row.id}" data-competency="{column.id}"{state}>{field}'
        f'<input type="hidden" name="v:{name}" value="{cell.version}:{opened}">{_theirs(cell)}</td>'
    )


def _buttons(cell: GridCell, label: str, none: str, levels: Sequence[int]) -> str:
    start = f'<input type="radio" name="{escape(cell.name)}" value="'
    others = "".join(
        f'<label>{start}{level}"{" checked" if cell.level == level else ""}>{level}</label>'
        for level in levels
    )
    return (
        f'<span class="levels" role="radiogroup" aria-label="{label}"><label title="{none}">'
        f'{start}"{" checked" if cell.level is None else ""}><span aria-hidden="true">–</span>'
        f'<span class="unseen">{none}</span></label>{others}</span>'
    )


def _typed(grid: Grid, cell: GridCell, label: str) -> SafeString:
    """Return a field to type into; `label` is escaped."""
    return format_html(
        '<input class="level" type="number" inputmode="numeric" name="{}" min="{}" max="{}" value="{}" '
        'aria-label="{}" placeholder="–">',
        cell.name,
        grid.scale.lowest,
        grid.scale.highest,
        "" if cell.level is None else cell.level,
        mark_safe(label),  # noqa: S308 - as said
    )


def _theirs(cell: GridCell) -> SafeString | str:
    if cell.theirs is None:
        return ""
    return format_html(
        '<span class="conflict">{}</span>', gettext("Somebody else set: %(level)s") % {"level": cell.theirs}
    )
