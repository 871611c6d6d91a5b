"""How marks are drawn: `{% load schooling %}`."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from throughgate.person.schooling.queries.grid import Grid, GridCell, GridRow
from throughgate.person.schooling.words import level_sign, mean_in_words

register = template.Library()


@register.simple_tag
def mark_rows(grid: Grid) -> SafeString:
    """Return the rows of a grid: a field in each cell, named by its row and column ("3:2"), as it is labelled (`s2 p3`).

    Made here and not in a template: 30 people and 15 subjects are 450 cells. Whose row it is and of which subject stands
    once in a hidden field each.
    """
    signs = {level: escape(level_sign(level)) for level in ("none", "basic", "extended")}
    rows = [_row(row, number, signs) for number, row in enumerate(grid.rows, 1)]
    return mark_safe("\n".join(rows))  # noqa: S308 - each part is escaped


def _row(row: GridRow, number: int, signs: Mapping[str, str]) -> str:
    cells = "".join(
        _cell(cell, f"{number}:{column}", f"s{column} p{number}", signs[cell.level])
        for column, cell in enumerate(row.cells, 1)
    )
    gone = f" <small>{escape(gettext('not here now'))}</small>" if row.learner.person is None else ""
    return (
        f'<tr><th scope="row" id="p{number}">{escape(row.learner.name)}{gone}'
        f'<input type="hidden" name="e{number}" value="{row.learner.enrolment.pk}"></th>{cells}</tr>'
    )


def _cell(cell: GridCell, name: str, named: str, sign: str) -> str:
    level = f"<small>{sign}</small>" if sign else ""
    said = f'<span class="conflict">{escape(cell.said)}</span>' if cell.said else ""
    state = ' data-state="conflict"' if said else ""
    # A word is longer than its field.
    word = f' class="word" title="{escape(cell.text)}"' if cell.non_mark else ""
    return (
        f'<td{state}><input name="{name}" value="{escape(cell.text)}" aria-labelledby="{named}"{word}>{level}'
        f'<input type="hidden" name="v:{name}" value="{cell.version}:{escape(cell.opened)}">{said}</td>'
    )


@register.filter
def mean(number: Decimal | None) -> str:
    """Return an average as people write it; a dash where there is none."""
    return "–" if number is None else mean_in_words(number)
