"""Tables: a list says its columns once; page, order and file are made of them.

Rows are drawn here and not by a template for each: what is the same in all of them is made once.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from html import escape
from typing import Any

from django.http import HttpRequest
from django.template import Context, engines
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format, localize
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from throughgate.foundation.languages.days import short_day
from throughgate.foundation.web.components import Words, address_with

Of = Callable[[Any], Any]
"""What is taken from a row."""


@dataclass(frozen=True)
class Column:
    """One column: what it holds, how the page shows that, and the order it is sorted by, if it can be."""

    label: Words
    value: Of | None = None
    """What a row holds here. A download writes it (see `exports`), and the page shows it unless `cell` says more."""
    cell: Of | str = ""
    """What the page shows in place of the value: a function of the row, or the name of a template with `row`."""
    link: Of | None = None
    """Where it leads to; an empty address leads nowhere."""
    below: Of | None = None
    """A softer line under it, if there is one to say."""
    sort: str = ""
    number: bool = False
    one_line: bool = False
    """Whether it never breaks, as a day."""
    names_row: bool = False
    """Whether it says which row this is; the first column where none does."""
    asked: bool = False
    """Whether a row without a value says “not known”; else the cell stays empty."""
    bare: bool = False
    """Whether a phone shows it without its heading: a picture or a mark speaks for itself."""
    unseen: bool = False
    """The heading is for screen readers alone, as over a column of buttons."""


@dataclass(frozen=True)
class Heading:
    """A column as the table shows it just now."""

    column: Column
    direction: str = ""
    """`ascending`, `descending` or nothing: what `aria-sort` says."""
    address: str = ""


@dataclass(frozen=True)
class Table:
    """Rows with a caption that says what is shown, sort links and steps to the neighbouring pages."""

    caption: Words
    headings: Sequence[Heading]
    rows: Sequence[Any]
    previous: str = ""
    next: str = ""

    @classmethod
    def of(
        cls,
        request: HttpRequest,
        *,
        caption: Words,
        columns: Sequence[Column],
        rows: Sequence[Any],
        sort: str = "",
        after: str | None = None,
        before: str | None = None,
    ) -> Table:
        """Make a table for this address. `sort` is the order in force, `-name` for descending.

        `after` and `before` are the keys of the neighbouring pages, or nothing where there is none.
        """
        return cls(
            caption=caption,
            headings=[_heading(request, column, sort) for column in columns],
            rows=rows,
            previous=address_with(request, before=before) if before else "",
            next=address_with(request, after=after) if after else "",
        )

    @classmethod
    def whole(cls, caption: Words, columns: Sequence[Column], rows: Sequence[Any]) -> Table:
        """Make a table of all its rows, in the one order that it has."""
        return cls(caption, [Heading(column) for column in columns], rows)

    @property
    def body(self) -> SafeString:
        """Return all rows, drawn."""
        columns = [heading.column for heading in self.headings]
        named = next((column for column in columns if column.names_row), columns[0])
        cells = [_cell(column, "th" if column is named else "td") for column in columns]
        rows = (f"<tr>{''.join([cell(row) for cell in cells])}</tr>" for row in self.rows)
        return mark_safe("\n".join(rows))  # noqa: S308 - every cell is escaped


def link_to(route: str, key: Of) -> Of:
    """Return the `link` of a column: the address of a route with one key. The way to it is found once, not in every row."""

    @cache
    def around() -> tuple[str, str]:
        before, _key, after = reverse(route, args=[NO_KEY]).partition(str(NO_KEY))
        return before, after

    return lambda row: str(key(row)).join(around())


NO_KEY = uuid.UUID(int=0)


def _heading(request: HttpRequest, column: Column, sort: str) -> Heading:
    if not column.sort:
        return Heading(column)
    ascending = sort == column.sort
    direction = "ascending" if ascending else "descending" if sort == f"-{column.sort}" else ""
    following = f"-{column.sort}" if ascending else column.sort
    return Heading(column, direction, address_with(request, sort=following))


def _cell(column: Column, tag: str) -> Callable[[Any], str]:
    """Return what draws the cells of a column: the tag around them is made once."""
    label = (
        "" if tag == "th" or column.bare or column.unseen else format_html(' data-label="{}"', column.label)
    )
    classes = [name for name, has in (("number", column.number), ("one-line", column.one_line)) if has]
    styled = format_html(' class="{}"', " ".join(classes)) if classes else ""
    scope = ' scope="row"' if tag == "th" else ""
    start, end = f"<{tag}{scope}{styled}{label}>", f"</{tag}>"
    show, link, below = _show(column), column.link, column.below

    def draw(row: Any) -> str:
        content = show(row)
        if link is not None and (address := link(row)):
            content = f'<a class="name" href="{conditional_escape(address)}">{content}</a>'
        if below is not None and (line := below(row)):
            content = f"{content}<p>{conditional_escape(line)}</p>"
        return f"{start}{content}{end}"

    return draw


def _show(column: Column) -> Callable[[Any], str]:
    if isinstance(column.cell, str) and column.cell:
        return _by_template(column.cell)
    take = column.cell or column.value
    if not callable(take):
        return lambda _row: ""
    missing = format_html('<span class="not-known">{}</span>', gettext("not known")) if column.asked else ""
    return lambda row: shown(take(row)) or missing


def _by_template(name: str) -> Callable[[Any], str]:
    template = engines["django"].get_template(name).template  # type: ignore[attr-defined]
    context = Context()

    def draw(row: Any) -> str:
        context["row"] = row
        with context.bind_template(template):
            return str(template.nodelist.render(context)).strip()

    return draw


def shown(value: Any) -> str:
    """Return a value as a page shows it, escaped; nothing for None."""
    if value is None:
        return ""
    if type(value) is str:  # most cells, and nothing that is safe already
        return escape(value)
    if isinstance(value, datetime):
        return date_format(timezone.localtime(value), "SHORT_DATETIME_FORMAT")
    if isinstance(value, date):
        return conditional_escape(short_day(value))
    if isinstance(value, int | float):
        return str(localize(value))
    return conditional_escape(value)
