"""The marks of a course: persons down, subjects across, saved cell by cell or all at once."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.http import require_POST

from throughgate.foundation.database.keys import read_key
from throughgate.foundation.web.posted import must_read_key, read_version, version_in
from throughgate.ground.acting.actor import NotAllowed, actor_in
from throughgate.person.schooling import actions
from throughgate.person.schooling.forms import SlotsForm
from throughgate.person.schooling.models import Course
from throughgate.person.schooling.queries.grid import Grid, GridCell, course_grid
from throughgate.person.schooling.rules.half_years import half_year_of, read_half_year
from throughgate.person.schooling.words import half_year_name, scale_name, shown

Place = tuple[uuid.UUID, uuid.UUID]
"""The keys of an enrolment and of a subject."""


def slots_in(params: QueryDict) -> actions.Slots:
    """Return which marks an address asks for; term reports of the half-year that goes on where it does not say."""
    half = read_half_year(params.get("half", "")) or half_year_of(timezone.localdate())
    kind, number = params.get("kind", ""), params.get("number", "")
    known = kind if kind in dict(SlotsForm.KINDS) else "report"
    return actions.Slots(half, known, int(number) if number in SlotsForm.NUMBERS else 1)


class Marks(View):
    """The grid of a course, for those who teach it or enter its marks."""

    http_method_names = ["get", "head", "post", "options"]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Find the marks; a course that does not name one shows none."""
        self.actor = actor_in(request)
        self.actor.must("write", "course_mark")
        self.slots = slots_in(request.GET)
        found = course_grid(self.actor, kwargs["key"], self.slots)
        if found is None:
            if Course.objects.visible_to(self.actor).filter(pk=kwargs["key"]).exists():
                raise NotAllowed("write course_mark")
            raise Http404
        self.grid = found
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, key: uuid.UUID) -> HttpResponse:
        """Show them."""
        del key
        return show(request, self.grid)

    def post(self, request: HttpRequest, key: uuid.UUID) -> HttpResponse:
        """Save all cells that were changed in the form, or none: then it comes back as it was typed."""
        cells = changed_cells(self.grid, request.POST)
        try:
            saved = actions.give_marks(actor=self.actor, course=key, slots=self.slots, cells=cells)
        except ObjectDoesNotExist:
            self.keep_typed(cells)
            said = _(
                "Somebody changed the course while you had it open. Nothing was saved: check it and save again."
            )
            return show(request, self.grid, problems=[said], status=409)
        except ValidationError as error:
            self.keep_typed(cells)
            return show(request, self.grid, problems=error.messages, status=422)
        if saved.problems or saved.conflicts:
            return self.left(request, cells, saved)
        if cells:
            messages.success(request, _("Saved."))
        return redirect(f"{request.path}?{request.GET.urlencode()}" if request.GET else request.path)

    def keep_typed(self, cells: Iterable[actions.Cell]) -> dict[Place, GridCell]:
        """Put what was typed into the grid, so that nothing is lost; return its cells by their places."""
        there = {
            (row.learner.enrolment.pk, column.subject.pk): cell
            for row in self.grid.rows
            for column, cell in zip(self.grid.columns, row.cells, strict=True)
        }
        for cell in cells:
            if cell.place in there:
                there[cell.place].typed = cell.text
        return there

    def left(self, request: HttpRequest, cells: Iterable[actions.Cell], saved: actions.Saved) -> HttpResponse:
        """Show what cannot be saved, each with its reason, and all else as it was typed: nothing was saved yet."""
        there = self.keep_typed(cells)
        said = [
            _("Some marks cannot be saved. They are marked below, with the reason. Nothing was saved yet.")
        ]
        for problem in saved.problems:
            if problem.cell.place in there:
                there[problem.cell.place].said = problem.words
            else:
                said.append(problem.words)
        for conflict in saved.conflicts:
            if cell := there.get(conflict.cell.place):
                cell.said = who_was_first(conflict)
                cell.version, cell.value, cell.non_mark = conflict.version, conflict.value, conflict.non_mark
        if saved.conflicts:
            said.append(_("Where somebody else was first, compare. Saving again keeps yours."))
        return show(request, self.grid, problems=said, status=409 if saved.conflicts else 422)


def who_was_first(conflict: actions.Conflict) -> str:
    """Return what somebody else entered, who that was, and when."""
    what = shown(conflict.value, conflict.non_mark)
    at = date_format(timezone.localtime(conflict.at), "H:i")
    if not what:
        return _("%(who)s emptied this at %(time)s, before you.") % {"who": conflict.who, "time": at}
    return _("%(who)s entered %(mark)s at %(time)s, before you.") % {
        "who": conflict.who,
        "mark": what,
        "time": at,
    }


def changed_cells(grid: Grid, data: Mapping[str, str]) -> list[actions.Cell]:
    """Return the cells that were changed in the form (`v:` says what each was opened with, `e` and `s` whose it is)."""
    people = dict(_keys(data, "e", len(grid.rows) + len(data)))
    subjects = dict(_keys(data, "s", len(grid.columns) + len(data)))
    cells = []
    for name, opened in data.items():
        if not name.startswith("v:"):
            continue
        row, _colon, column = name[2:].partition(":")
        version, _colon, before = opened.partition(":")
        text = data.get(f"{row}:{column}", "").strip()[:40]
        if row in people and column in subjects and text != before.strip():
            cells.append(actions.Cell(people[row], subjects[column], read_version(version), text))
    return cells


def _keys(data: Mapping[str, str], letter: str, most: int) -> Iterable[tuple[str, uuid.UUID]]:
    for number in map(str, range(1, most)):
        key = read_key(data.get(f"{letter}{number}"))
        if key is None:
            return
        yield number, key


def show(
    request: HttpRequest, grid: Grid, *, problems: Iterable[str] = (), status: int = 200
) -> HttpResponse:
    """Render the grid."""
    course = grid.course
    halves = course.half_years(timezone.localdate())
    asked = {"half": grid.slots.half_year.code, "kind": grid.slots.kind, "number": str(grid.slots.number)}
    query = QueryDict(mutable=True)
    query.update(asked)
    context = {
        "grid": grid,
        "course": course,
        "half_year": half_year_name(grid.slots.half_year),
        "scale": scale_name(course.scale),
        "averages": grid.averages(),
        "form": SlotsForm(initial=asked, halves=[(one.code, half_year_name(one)) for one in halves]),
        "query": query.urlencode(),
        "problems": list(problems),
        "address": reverse("schooling:course", args=[course.pk]),
    }
    return render(request, "schooling/grid.html", context, status=status)


@require_POST
def save_cell(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Save one cell: the answer is its new version and how it is kept, or how it is now. One small request."""
    actor = actor_in(request)
    actor.must("write", "course_mark")
    cell = actions.Cell(
        enrolment=must_read_key(request.POST.get("enrolment")),
        subject=must_read_key(request.POST.get("subject")),
        expected=version_in(request),
        text=request.POST.get("value", "")[:40],
    )
    try:
        saved = actions.give_marks(actor=actor, course=key, slots=slots_in(request.GET), cells=[cell])
    except ObjectDoesNotExist as error:
        raise Http404 from error
    except ValidationError as error:
        return JsonResponse({"problem": " ".join(error.messages)}, status=422)
    if saved.problems:
        return JsonResponse({"problem": saved.problems[0].words}, status=422)
    if saved.conflicts:
        theirs = saved.conflicts[0]
        now = shown(theirs.value, theirs.non_mark)
        words = who_was_first(theirs)
        return JsonResponse({"version": theirs.version, "value": now, "conflict": words}, status=409)
    said = _("Saved at %(time)s") % {"time": date_format(timezone.localtime(), "H:i")}
    kept = shown(*saved.values[cell.place])
    return JsonResponse({"version": saved.versions[cell.place], "value": kept, "said": said})
