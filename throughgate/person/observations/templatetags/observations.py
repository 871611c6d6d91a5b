"""How sheets are drawn: `{% load observations %}`."""

from __future__ import annotations

from collections.abc import Mapping

from django import template
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from throughgate.person.observations.queries.frameworks import Column
from throughgate.person.observations.queries.grid import Grid, GridCell

register = template.Library()


LONG = 7
"""A list with more anchors than that stands in one column."""


@register.simple_tag
def anchor_list(column: Column) -> SafeString:
    """Return what each level of a competency looks like. Made here, as a sheet of twelve has sixty of them."""
    items = "".join(
        f'<li data-level="{level}"><b>{level}</b>{escape(anchor)}</li>' for level, anchor in column.anchors
    )
    long = " long" if len(column.anchors) > LONG else ""
    return mark_safe(f'<ol class="anchors{long}">{items}</ol>')  # noqa: S308 - each part is escaped


@register.simple_tag
def level_rows(grid: Grid) -> SafeString:
    """Return the rows to fill in: in each cell one field, a list of levels, or to type into where the scale is long.

    Made here and not in a template: a grid of 30 people and 12 competencies has 360 cells. What is the same in all of them
    is made once, and a field is named by its column and row (`c1 p1`). `steps.js` draws buttons over a list.
    """
    left = format_html("<em>{}</em>", gettext("somebody who left"))
    labels = [escape(column.name) for column in grid.columns]
    lists = {} if grid.scale.is_typed else _lists(grid)
    rows = []
    for row_number, row in enumerate(grid.rows, 1):
        cells = "".join(
            _cell(grid, cell, label, f"c{number} p{row_number}", lists)
            for number, (label, cell) in enumerate(zip(labels, row.cells, strict=True), 1)
        )
        person = escape(row.person) if row.person else left
        rows.append(f'<tr><th scope="row" id="p{row_number}">{person}</th>{cells}</tr>')
    return mark_safe("\n".join(rows))  # noqa: S308 - each part is escaped


def _cell(grid: Grid, cell: GridCell, label: str, named: str, lists: Mapping[int | None, str]) -> str:
    """Return one cell; `label` and `lists` are escaped."""
    name = escape(cell.name)
    state = ' data-state="conflict"' if cell.theirs else ""
    opened = "" if cell.opened is None else cell.opened
    field = _chosen(name, named, lists[cell.level]) if lists else _typed(grid, cell, named)
    return (
        f'<td data-label="{label}"{state}>{field}'
        f'<input type="hidden" name="v:{name}" value="{cell.version}:{opened}">{_theirs(cell)}</td>'
    )


def _chosen(name: str, named: str, options: str) -> str:
    """Return a field to choose from; everything is escaped."""
    return f'<select name="{name}" aria-labelledby="{named}">{options}</select>'


def _lists(grid: Grid) -> dict[int | None, str]:
    """Return what there is to choose from, by what is chosen. The end of an option need not be written."""
    none = escape(gettext("– not observed"))

    def chosen(level: int | None) -> str:
        others = "".join(
            f"<option{' selected' if each == level else ''}>{each}" for each in grid.scale.levels
        )
        return f'<option value="">{none}{others}'

    return {level: chosen(level) for level in (None, *grid.scale.levels)}


def _typed(grid: Grid, cell: GridCell, named: str) -> SafeString:
    """Return a field to type into."""
    return format_html(
        '<input class="level" type="number" inputmode="numeric" name="{}" min="{}" max="{}" value="{}" '
        'aria-labelledby="{}" placeholder="–">',
        cell.name,
        grid.scale.lowest,
        grid.scale.highest,
        "" if cell.level is None else cell.level,
        named,
    )


def _theirs(cell: GridCell) -> SafeString | str:
    if cell.theirs is None:
        return ""
    return format_html(
        '<span class="conflict">{}</span>', gettext("Somebody else set: %(level)s") % {"level": cell.theirs}
    )
