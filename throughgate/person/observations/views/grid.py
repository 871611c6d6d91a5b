"""The grid: persons down, competencies across, saved cell by cell or all at once."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from operator import itemgetter
from typing import Any

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from django.views.decorators.http import require_POST

from throughgate.foundation.codes.signs import written
from throughgate.foundation.database.rows import Stale
from throughgate.foundation.web.posted import must_read_key, read_version, version_in
from throughgate.foundation.web.tables import Column, Table
from throughgate.ground.acting.actor import NotAllowed, actor_in
from throughgate.person.observations import actions
from throughgate.person.observations.forms import NoteForm
from throughgate.person.observations.queries.grid import Grid, scale_of, sheet_grid
from throughgate.person.observations.rules import scales
from throughgate.person.observations.rules.scales import Scale
from throughgate.person.observations.rules.sheets import stamp
from throughgate.person.observations.words import PROBLEMS
from throughgate.person.people.sensitive_words import sensitive_words

ANY = Scale(1, 999)


class Sheet(View):
    """One's own sheet: a grid while it is a draft, then as it was signed."""

    http_method_names = ["get", "head", "post", "options"]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Find the sheet; anybody else's does not exist."""
        self.actor = actor_in(request)
        self.actor.must("write", "sheet")
        found = sheet_grid(self.actor, kwargs["key"])
        if found is None:
            raise Http404
        self.grid = found
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, key: uuid.UUID) -> HttpResponse:
        """Show it."""
        del key
        return show(request, self.grid)

    def post(self, request: HttpRequest, key: uuid.UUID) -> HttpResponse:
        """Save all cells that differ, and sign where that was asked."""
        grid, do = self.grid, request.POST.get("do", "save")
        if do == "note":
            return self.note(request)
        if do == "sign" and not grid.is_own:
            raise NotAllowed("sign sheet")
        try:
            typed, cells = changed_cells(grid, request.POST)
            if grid.sheet.state != "draft":
                return closed(request, grid, typed)
            _versions, conflicts = actions.rate_many(actor=self.actor, sheet=key, cells=cells)
        except ObjectDoesNotExist:
            return self.changed(request)
        except actions.SheetClosed:
            return closed(request, grid, typed)
        except ValidationError as error:
            return show(request, grid, problems=error.messages, status=422)
        if conflicts:
            return show_conflicts(request, grid, typed, conflicts)
        if do == "sign":
            return self.sign(request, typed, len(cells))
        if cells:
            messages.success(request, _("Saved."))
        return redirect("observations:sheet", key=key)

    def sign(self, request: HttpRequest, typed: Mapping[str, int | None], saved: int) -> HttpResponse:
        """Sign as seen: the versions in the form, and one more for each cell saved just now."""
        opened = [request.POST.get(f"v:{cell.name}", "") for cell in self.grid.cells]
        versions = [read_version(text.partition(":")[0]) for text in opened]
        seen = stamp(version_in(request), [*versions, saved])
        try:
            actions.sign_sheet(actor=self.actor, key=self.grid.sheet.pk, seen=seen)
        except Stale:
            return self.changed(request)
        except actions.SheetClosed:
            return closed(request, self.grid, typed)
        except actions.CannotSign as refused:
            return show(
                request, keep_typed(self.grid, typed), problems=refused.in_words(self.grid.names), status=422
            )
        messages.success(request, _("The sheet is signed."))
        return redirect("observations:sheet", key=self.grid.sheet.pk)

    def changed(self, request: HttpRequest) -> HttpResponse:
        """Show the sheet as it is now: somebody changed it, or who is on it."""
        fresh = sheet_grid(self.actor, self.grid.sheet.pk) or self.grid
        said = _("Somebody changed the sheet while you had it open. Check it and sign again.")
        return show(request, fresh, problems=[said], status=409)

    def note(self, request: HttpRequest) -> HttpResponse:
        """Write what was seen."""
        form = note_form(self.grid, request.POST)
        if not form.is_valid():
            return show(request, self.grid, form=form, status=422)
        line, competency = uuid.UUID(form.cleaned_data["person"]), form.cleaned_data["competency"]
        row = next(row for row in self.grid.rows if row.id == line)
        cell = next(cell for cell in row.cells if cell.column.key == competency)
        text = form.cleaned_data["text"]
        try:
            actions.write_note(
                actor=self.actor,
                sheet_person=line,
                competency=cell.column.id,
                # Without words the note is opened; what stands there is seen before it is replaced.
                expected=read_version(request.POST.get(f"n:{cell.name}")),
                text=text,
            )
        except Stale as stale:
            theirs: Any = stale.theirs
            form.add_error("text", _("There is a note already: “%(text)s”") % {"text": theirs.text})
            cell.note_version = theirs.version
            return show(request, self.grid, form=form, status=409)
        except ObjectDoesNotExist:
            return self.changed(request)
        except actions.SheetClosed:
            return closed(request, self.grid, {})
        found = sensitive_words(text)
        if found:
            words = ", ".join(f"“{word}”" for word in found[:4])
            said = _("Please check your text: %(words)s. Words about offences or illness do not belong here.")
            messages.warning(request, said % {"words": words})
        messages.success(request, _("The note is saved."))
        return redirect(reverse("observations:sheet", args=[self.grid.sheet.pk]) + "#notes")


def read_level(text: str, scale: Scale) -> int | None:
    """Return a level as typed; None for "not observed"; raise ValidationError for anything else."""
    try:
        return scales.read_level(text, scale)
    except scales.NotALevel as error:
        raise ValidationError(str(PROBLEMS[error.code]), code=error.code) from error


def typed_level(sheet: uuid.UUID, text: str) -> int | None:
    """Return one level as typed, without asking for the scale: only what a 0 means depends on it before it is saved."""
    return read_level(text, scale_of(sheet) if text.strip().startswith("0") else ANY)


def changed_cells(grid: Grid, data: Mapping[str, str]) -> tuple[dict[str, int | None], list[actions.Cell]]:
    """Return what was typed, and the cells that were changed in the form (`v:` says what it was opened with)."""
    typed, cells = {}, []
    for row in grid.rows:
        for cell in row.cells:
            if f"v:{cell.name}" not in data:
                continue
            version, _colon, opened = data[f"v:{cell.name}"].partition(":")
            level = typed[cell.name] = read_level(data.get(cell.name, ""), grid.scale)
            if level != read_level(opened, grid.scale) and level != cell.level:
                cells.append(actions.Cell(row.id, cell.column.id, read_version(version), level))
    return typed, cells


def keep_typed(grid: Grid, typed: Mapping[str, int | None]) -> Grid:
    """Return the grid with what was typed in it, so that nothing is lost."""
    for cell in grid.cells:
        if cell.name in typed:
            cell.level = typed[cell.name]
    return grid


def level_words(level: int | None) -> str:
    """Return a level as people read it."""
    return _("not observed") if level is None else str(level)


def show_conflicts(
    request: HttpRequest, grid: Grid, typed: Mapping[str, int | None], conflicts: list[actions.Conflict]
) -> HttpResponse:
    """Show both values of each cell that somebody else changed; saving again keeps mine."""
    keep_typed(grid, typed)
    there = {(c.cell.sheet_person, c.cell.competency): c for c in conflicts}
    for row in grid.rows:
        for cell in row.cells:
            conflict = there.get((row.id, cell.column.id))
            if conflict:
                cell.theirs = level_words(conflict.level)
                cell.version, cell.opened = conflict.version, conflict.level
    said = _("Somebody else changed some cells meanwhile. Nothing was saved yet: compare, then save again.")
    return show(request, grid, problems=[said], status=409)


LOST = (
    Column(gettext_lazy("Person"), value=itemgetter(0)),
    Column(gettext_lazy("Competency"), value=itemgetter(1)),
    Column(gettext_lazy("Not saved"), value=itemgetter(2)),
)


def closed(request: HttpRequest, grid: Grid, typed: Mapping[str, int | None]) -> HttpResponse:
    """Say that the sheet was signed meanwhile, and show what was typed and not saved."""
    lost = [
        (row.person or _("somebody who left"), cell.column.name, level_words(typed[cell.name]))
        for row in grid.rows
        for cell in row.cells
        if cell.name in typed and typed[cell.name] != cell.level
    ]
    table = Table.whole(_("Not saved"), LOST, lost)
    return render(request, "observations/closed.html", {"table": table}, status=409)


def show(
    request: HttpRequest,
    grid: Grid,
    *,
    problems: list[str] | None = None,
    form: NoteForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """Render the sheet."""
    sheet = grid.sheet
    is_draft = sheet.state == "draft"
    last = max((sheet.changed_at, sheet.started_at))
    return render(
        request,
        "observations/sheet.html",
        {
            "grid": grid,
            "sheet": sheet,
            "is_draft": is_draft,
            "problems": problems or [],
            "note_form": form or (note_form(grid) if is_draft and grid.rows else None),
            "notes": [(row, cell) for row in grid.rows for cell in row.cells if cell.note],
            "code": written(sheet.code),
            "last": last,
            "may_sign": is_draft and grid.is_own,
        },
        status=status,
    )


def note_form(grid: Grid, data: Any = None) -> NoteForm:
    """Return the form for a note about anybody and any competency of the sheet."""
    return NoteForm(
        data,
        people=[(row.id, str(row.person or _("somebody who left"))) for row in grid.rows],
        competencies=[(column.key, column.name) for column in grid.columns],
    )


@require_POST
def save_cell(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Save one cell: the answer is its new version, or how it is now. One small request."""
    actor = actor_in(request)
    actor.must("write", "sheet")
    try:
        cell = actions.Cell(
            sheet_person=must_read_key(request.POST.get("of")),
            competency=must_read_key(request.POST.get("competency")),
            expected=version_in(request),
            level=typed_level(key, request.POST.get("level", "")),
        )
        versions, conflicts = actions.rate_many(actor=actor, sheet=key, cells=[cell])
    except (ObjectDoesNotExist, ValueError) as error:
        raise Http404 from error
    except actions.SheetClosed:
        return JsonResponse(
            {"closed": _("The sheet was signed meanwhile. This level was not saved.")}, status=409
        )
    except ValidationError as error:
        return JsonResponse({"problem": " ".join(error.messages)}, status=422)
    if conflicts:
        theirs = conflicts[0]
        words = _("Somebody else set: %(level)s") % {"level": level_words(theirs.level)}
        return JsonResponse({"version": theirs.version, "level": theirs.level, "conflict": words}, status=409)
    saved = _("Saved at %(time)s") % {"time": date_format(timezone.localtime(), "H:i")}
    return JsonResponse({"version": versions[cell.sheet_person, cell.competency], "said": saved})
