"""Hand a list over as CSV or XLSX: exactly the columns and rows that it shows, and written down who took it.

A list declares its columns once (`tables.Column` with a `value`); page and download share them. The download is a
POST with the filter as hidden fields, so that no typed name stands in an address. Rows come from the list's own query
as the actor's, and the access log names everybody in them (see `audit.reading`).
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, Final
from urllib.parse import urlencode

from django import forms
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from throughgate.foundation.audit.record import record
from throughgate.foundation.languages.fields import CleanTextField
from throughgate.foundation.spreadsheets.writing import OutColumn, csv_lines, write_xlsx
from throughgate.foundation.web.components import Words
from throughgate.foundation.web.tables import Column

MOST: Final = 10_000
"""Rows of one download. Whoever needs more takes a report, which shows nobody by name."""
REASON_ABOVE: Final = 100
"""From so many people on, somebody says what the list is for."""
PIECE: Final = 500
"""Rows read at once."""
FORMATS: Final = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
OWN_FIELDS: Final = frozenset({"csrfmiddlewaretoken", "once", "format", "reason"})
LONGEST: Final = 200


@dataclass(frozen=True)
class Export:
    """A list to hand over."""

    name: str
    """What the audit calls it (`people.export`)."""
    title: Words
    """What people call it; also the sheet's and the file's name, so it names nobody."""
    columns: Sequence[Column]
    rows: Callable[[], Iterable[Any]]
    back: str
    """Where the list stands."""
    of_people: bool = False
    count: Callable[[int], int] | None = None
    """Count up to so many rows without reading whom they are about; asked for lists of people."""


class ReasonForm(forms.Form):
    """What a large list is for."""

    reason = CleanTextField(
        label=_("What is the list for?"),
        max_length=300,
        help_text=_("Your data-protection officer reads it. Name nobody."),
    )


def export(request: HttpRequest, what: Export) -> HttpResponse:
    """Return the file; or, with 422, the question for a reason, or that the list is too long for one file."""
    number, rows = _counted(what)
    fields = hidden_fields(request.POST)
    page = {
        "what": what,
        "number": number,
        "most": MOST,
        "fields": fields,
        "back": address_of(what.back, fields),
    }
    if number > MOST:
        return render(request, "web/export_many.html", page, status=422)
    form = ReasonForm(request.POST if "reason" in request.POST else None)
    asks = what.of_people and number > REASON_ABOVE
    kind = request.POST.get("format", "")
    kind = kind if kind in FORMATS else "csv"
    if asks and not form.is_valid():
        return render(request, "web/export_reason.html", {**page, "form": form, "format": kind}, status=422)
    columns, lines = _table(what, rows)
    record(
        f"{what.name}.export",
        subject=("list", None),
        fields=[kind, f"rows: {number}"],
        why=form.cleaned_data["reason"] if asks else "",
    )
    stem = slugify(str(what.title)) or "list"
    return handed_over(_file(kind, columns, lines, str(what.title)), FORMATS[kind], stem, kind)


def handed_over(content: bytes | str, kind: str, stem: str, ending: str) -> HttpResponse:
    """Return a file to be kept, named by what it is and the day: its name stays in download folders, and names nobody."""
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{stem}-{timezone.localdate()}.{ending}"'
    response["Cache-Control"] = "no-store"
    return response


def pages(page_after: Callable[[str], Any]) -> Iterator[Any]:
    """Yield the rows of all pages of a list, a piece at a time."""
    after = ""
    while True:
        page = page_after(after)
        yield from page.rows
        if not page.after:
            return
        after = page.after


def hidden_fields(said: QueryDict) -> list[tuple[str, str]]:
    """Return a filter as it goes into a form, without what belongs to paging or to the form itself."""
    left_out = OWN_FIELDS | {"after", "before"}
    return [
        (name, value[:LONGEST])
        for name, values in said.lists()
        if name not in left_out
        for value in values
        if value
    ]


def address_of(back: str, fields: Sequence[tuple[str, str]]) -> str:
    """Return the address of the list with its filter; a typed name stays out of it."""
    said = [(name, value) for name, value in fields if name != "name"]
    return f"{back}?{urlencode(said)}" if said else back


def _counted(what: Export) -> tuple[int, Iterable[Any]]:
    """Return how many rows there are, one above the limit at most, and the rows."""
    if what.count is not None:
        return what.count(MOST + 1), _later(what)
    rows = list(islice(what.rows(), MOST + 1))
    return len(rows), rows


def _later(what: Export) -> Iterator[Any]:
    """Yield the rows; nobody is read before the first is asked for."""
    yield from islice(what.rows(), MOST)


def _table(what: Export, rows: Iterable[Any]) -> tuple[list[OutColumn], Iterator[Mapping[str, Any]]]:
    written = [(str(place), column) for place, column in enumerate(what.columns) if column.value is not None]
    columns = [OutColumn(key, str(column.label), 28) for key, column in written]
    lines = ({key: column.value(row) for key, column in written if column.value} for row in rows)
    return columns, lines


def _file(kind: str, columns: Sequence[OutColumn], lines: Iterator[Mapping[str, Any]], title: str) -> bytes:
    # Read whole before anything is written: an error half-way is an error page, not half a file.
    rows = [{key: _plain(value) for key, value in line.items()} for line in lines]
    if kind == "xlsx":
        file = io.BytesIO()
        write_xlsx(file, columns, rows, sheet=title)
        return file.getvalue()
    return "".join(csv_lines(columns, rows)).encode("utf-8", "replace")


def _plain(value: Any) -> Any:
    """Return words of the page's language as text; numbers and dates stay what they are."""
    return str(value) if isinstance(value, Promise) else value
