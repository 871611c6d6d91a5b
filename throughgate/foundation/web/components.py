"""What components are filled with: plain values that views make and templates show."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

PAGING = ("after", "before")
"""Parameters of keyset paging: they belong to one sort order and one filter."""


def address_with(request: HttpRequest, **changes: str | None) -> str:
    """Return this page's address with some parameters changed; `None` takes one away. Paging starts anew."""
    query = request.GET.copy()
    for name in PAGING:
        query.pop(name, None)
    for name, value in changes.items():
        if value is None:
            query.pop(name, None)
        else:
            query[name] = value
    return f"?{query.urlencode()}" if query else request.path


@dataclass(frozen=True)
class Column:
    """One column: its heading, and the name it is sorted by, if it can be."""

    label: str
    sort: str = ""
    number: bool = False
    unseen: bool = False
    """The heading is for screen readers alone, as over a column of buttons."""
    value: Callable[[Any], Any] | None = None
    """What a download writes for a row (see `exports`); a column without it is not part of one."""


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

    caption: str
    headings: Sequence[Heading]
    rows: Sequence[Any]
    previous: str = ""
    next: str = ""

    @classmethod
    def of(
        cls,
        request: HttpRequest,
        *,
        caption: str,
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


def _heading(request: HttpRequest, column: Column, sort: str) -> Heading:
    if not column.sort:
        return Heading(column)
    ascending = sort == column.sort
    direction = "ascending" if ascending else "descending" if sort == f"-{column.sort}" else ""
    following = f"-{column.sort}" if ascending else column.sort
    return Heading(column, direction, address_with(request, sort=following))


@dataclass(frozen=True)
class Tab:
    """One way of looking at a list, with the number of rows behind it."""

    label: str
    address: str
    count: int | str | None = None
    current: bool = False


@dataclass(frozen=True)
class ActiveFilter:
    """A filter in force and the address without it."""

    label: str
    address: str


@dataclass(frozen=True)
class Conflict:
    """One field that two people changed at once."""

    label: str
    mine: str
    theirs: str
    who: str = ""
    when: Any = None
    is_typed: bool = True
    """Whether `mine` was typed; else it is what stood there when the form was opened."""
