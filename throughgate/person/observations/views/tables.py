"""A sheet as a spreadsheet: download it, bring it back through the one way in for lists."""

from __future__ import annotations

import uuid

from django import forms
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from throughgate.foundation.imports import actions as imports
from throughgate.foundation.imports.models import Import
from throughgate.foundation.spreadsheets import Unreadable
from throughgate.foundation.spreadsheets.words import say_unreadable
from throughgate.ground.acting.actor import Actor, actor_in
from throughgate.person.observations.importing import LEVELS
from throughgate.person.observations.queries.grid import Grid, sheet_grid, sheet_of
from throughgate.person.observations.tables import sheet_workbook
from throughgate.person.observations.views.grid import closed

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class UploadForm(forms.Form):
    """The filled-in table."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("XLSX, ODS or CSV, with the headings of the table you downloaded."),
        error_messages={"empty": _("This file is empty. Choose the list again.")},
    )


def _grid(request: HttpRequest, key: uuid.UUID) -> Grid:
    actor = actor_in(request)
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


@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Take in a table for this sheet and show what would happen; the columns are asked where one is not known."""
    actor = actor_in(request)
    actor.must("write", "sheet")
    sheet = sheet_of(actor, key)  # without its people: this page shows none, and the log would name them
    if sheet is None:
        raise Http404
    if sheet.state != "draft":
        return closed(request, _grid(request, key), {})
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            job = imports.add_import(actor=actor, kind=LEVELS.name, name=file.name, pieces=file.chunks())
        except Unreadable as error:
            form.add_error("file", say_unreadable(error))
        else:
            if any(job.mapping.values()):
                return redirect("imports:page" if _begin(actor, job, key) else "imports:columns", job.pk)
            imports.cancel(actor=actor, job=job)
            form.add_error(
                "file", _("No column of this file is known here. Use the headings of the downloaded table.")
            )
    context = {"sheet": sheet, "form": form}
    return render(request, "observations/upload.html", context, status=422 if form.is_bound else 200)


def _begin(actor: Actor, job: Import, sheet: uuid.UUID) -> bool:
    """Begin the preview where every column is known; a column that nobody knows is shown, never passed over."""
    job.save_over(job.version, options={"sheet": str(sheet)})
    if not all(job.mapping.values()):
        return False
    try:
        mapped = imports.map_columns(
            actor=actor,
            job=job,
            expected=job.version,
            mapping=job.mapping,
            options=job.options,
            remember=False,
        )
    except ValidationError:
        return False
    imports.start(actor=actor, job=mapped, expected=mapped.version, move="preview")
    return True
