"""A sheet as a spreadsheet: download it, bring it back."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from throughgate.foundation.tables import Unreadable
from throughgate.foundation.tables.words import UNREADABLE
from throughgate.ground.accounts.actor import Actor
from throughgate.person.observations import actions
from throughgate.person.observations.queries.grid import Grid, sheet_grid
from throughgate.person.observations.tables import Reading, read_upload, sheet_workbook
from throughgate.person.observations.views.grid import closed, level_words

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class UploadForm(forms.Form):
    """The filled-in table."""

    file = forms.FileField(
        label=_("File"), help_text=_("XLSX, ODS or CSV, with the headings of the table you downloaded.")
    )


def _grid(request: HttpRequest, key: uuid.UUID) -> Grid:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    actor.must("write", "sheet")
    grid = sheet_grid(actor, key)
    if grid is None:
        raise Http404
    return grid


@require_safe
def download(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Give the sheet as a table to fill in; the file's name names nobody."""
    response = HttpResponse(sheet_workbook(_grid(request, key)), content_type=XLSX)
    response["Content-Disposition"] = 'attachment; filename="sheet.xlsx"'
    response["Cache-Control"] = "no-store"
    return response


def upload(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Take levels from a table; say what came in and name every cell that did not. Twice is once."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    grid = _grid(request, key)
    if grid.sheet.state != "draft":
        return closed(request, grid, {})
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method != "POST":
        return _show(request, grid, form)
    if not form.is_valid():
        return _show(request, grid, form, status=422)
    try:
        reading = read_upload(grid, form.cleaned_data["file"].chunks())
    except Unreadable as error:
        form.add_error("file", str(UNREADABLE[error.code]) % error.detail)
        return _show(request, grid, form, status=422)
    try:
        versions, conflicts = actions.rate_many(actor=actor, sheet=key, cells=reading.cells)
    except actions.SheetClosed:
        return closed(request, grid, {})
    names = {(row.id, cell.column.id): (row, cell) for row in grid.rows for cell in row.cells}
    changed = [(*names[c.cell.sheet_person, c.cell.competency], level_words(c.level)) for c in conflicts]
    return _show(request, grid, UploadForm(), reading=reading, saved=len(versions), changed=changed)


def _show(
    request: HttpRequest,
    grid: Grid,
    form: UploadForm,
    *,
    reading: Reading | None = None,
    saved: int = 0,
    changed: Sequence[object] = (),
    status: int = 200,
) -> HttpResponse:
    context = {
        "grid": grid,
        "sheet": grid.sheet,
        "form": form,
        "reading": reading,
        "saved": saved,
        "changed": changed,
        "title": _now("Fill in with a spreadsheet"),
    }
    return render(request, "observations/upload.html", context, status=status)
