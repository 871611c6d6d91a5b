"""Keyset paging: page 4,000 costs what page 1 costs. A page starts after (or before) the key of a row."""

from __future__ import annotations

import base64
import json
import uuid
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Generic, TypeVar

from django.db import connection, models
from django.db.models import Q

from throughgate.foundation.database.text import is_text

T = TypeVar("T")
PAGE = 50


@dataclass(frozen=True)
class Page(Generic[T]):
    """Rows of one page and the keys of its neighbours; empty where there is none."""

    rows: Sequence[T]
    after: str = ""
    before: str = ""


def page_of(
    rows: models.QuerySet[Any], *, order: Sequence[str], after: str = "", before: str = "", size: int = PAGE
) -> Page[Any]:
    """Return one page of `rows` ordered by `order` (field names, all `-` or none; the last one unique).

    A key that cannot be read starts at the beginning: it comes from an address that anybody may edit.
    """
    names = [name.lstrip("-") for name in order]
    descending = order[0].startswith("-")
    backwards = bool(before) and not after
    key = _read(before if backwards else after, rows.model, names)
    if key is None:
        backwards = False
    else:
        rows = rows.filter(_beyond(names, key, smaller=descending != backwards))
    ordering = (
        order if not backwards else [n.removeprefix("-") if n.startswith("-") else f"-{n}" for n in order]
    )
    found = list(rows.order_by(*ordering)[: size + 1])
    more, found = len(found) > size, found[:size]
    if backwards:
        found.reverse()
    if not found:
        return Page([])
    first, last = key_of(found[0], rows.model, names), key_of(found[-1], rows.model, names)
    has_previous = more if backwards else key is not None
    has_next = True if backwards else more
    return Page(found, after=last if has_next else "", before=first if has_previous else "")


def page_among(
    rows: Sequence[T], key: Callable[[T], str], *, after: str = "", before: str = "", size: int = PAGE
) -> Page[T]:
    """Return one page of rows that are all at hand, in their order; one that is no longer there starts at the beginning."""
    keys = [key(row) for row in rows]
    start, end = 0, size
    if after in keys:
        start = keys.index(after) + 1
        end = start + size
    elif before in keys:
        end = keys.index(before)
        start = max(end - size, 0)
    found = rows[start:end]
    if not found:
        return Page([])
    return Page(found, key(found[-1]) if end < len(rows) else "", key(found[0]) if start else "")


def _beyond(names: Sequence[str], key: Sequence[Any], *, smaller: bool) -> Q:
    """Return (a, b, c) > (x, y, z) so that the first column's index range is used."""
    step = "lt" if smaller else "gt"
    condition = Q(**{f"{names[-1]}__{step}": key[-1]})
    for name, value in zip(reversed(names[:-1]), reversed(key[:-1]), strict=True):
        condition = Q(**{f"{name}__{step}": value}) | Q(**{name: value}) & condition
    return Q(**{f"{names[0]}__{step}e": key[0]}) & condition


def key_of(row: Any, model: type[models.Model], names: Sequence[str]) -> str:
    """Return the key of a row, of `model` or with columns named like its own."""
    columns = [str(getattr(model._meta.get_field(name), "attname", name)) for name in names]
    values = [getattr(row, column) for column in columns]
    return written(v.isoformat() if isinstance(v, date | datetime) else str(v) for v in values)


def written(values: Iterable[str]) -> str:
    """Return values as they stand in an address."""
    return base64.urlsafe_b64encode(json.dumps(list(values)).encode()).decode().rstrip("=")


def read(text: str) -> list[str]:
    """Return the values of a key in an address; raise ValueError for anything that `written` does not write."""
    try:
        values = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)).decode("ascii"))
    except RecursionError as error:
        raise ValueError("nested") from error
    if not isinstance(values, list) or not all(isinstance(one, str) and is_text(one) for one in values):
        raise ValueError("no list of text")
    return values


def _read(text: str, model: type[models.Model], names: Sequence[str]) -> list[Any] | None:
    if not text:
        return None
    try:
        fields = [model._meta.get_field(name) for name in names]
        return [_typed(field, value) for field, value in zip(fields, read(text), strict=True)]
    except (ValueError, OverflowError):
        return None


def _typed(field: Any, value: str) -> Any:
    """Return the value of a column; raise ValueError, or OverflowError, where the column never has it."""
    if isinstance(field, models.ForeignKey):
        field = field.target_field
    if isinstance(field, models.GeneratedField):
        field = field.output_field
    if isinstance(field, models.UUIDField):
        return uuid.UUID(value)
    if isinstance(field, models.DateTimeField):
        moment = datetime.fromisoformat(value)
        if moment.tzinfo is None:
            raise ValueError("no moment")
        return moment.astimezone(UTC)
    if isinstance(field, models.DateField):
        return date.fromisoformat(value)
    if isinstance(field, models.IntegerField):
        number = int(value)
        lowest, highest = connection.ops.integer_field_range(field.get_internal_type())
        if not lowest <= number <= highest:
            raise ValueError("no number of this column")
        return number
    return value
