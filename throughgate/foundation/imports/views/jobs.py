"""The list of imports, the upload, and the page of one import: how far it is, what it would do, what it did."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from throughgate.foundation.imports import actions
from throughgate.foundation.imports.forms import UploadForm
from throughgate.foundation.imports.kinds import ActorLike, Kind, kinds, kinds_for
from throughgate.foundation.imports.models import Import, Outcome, RowResult, State
from throughgate.foundation.imports.queries import import_of, rows_page
from throughgate.foundation.imports.rules import IMPORT, OPEN_TO_ANSWERS, OUTCOMES, PROBLEMS, WORKING
from throughgate.foundation.imports.words import say_failure, say_reason, say_skipped, words_of
from throughgate.foundation.jobs.progress import Progress, progress_part
from throughgate.foundation.spreadsheets import Unreadable
from throughgate.foundation.spreadsheets.words import say_unreadable
from throughgate.foundation.web.components import Tab, address_with, tag
from throughgate.foundation.web.posted import version_in
from throughgate.foundation.web.pressed import answer_button
from throughgate.foundation.web.tables import Column, Table
from throughgate.foundation.web.uploads import had_no_room

MARKS: Mapping[str, str] = {
    "created": "done",
    "changed": "go",
    "unchanged": "",
    "asked": "due",
    "refused": "late",
}


MOST_COUNTED = 2000
"""Rows among which questions that many share are looked for."""


def actor_of(request: HttpRequest) -> ActorLike:
    """Return who asks; raise PermissionDenied where they import nothing."""
    actor: ActorLike | None = request.actor  # type: ignore[attr-defined]
    if actor is None or not kinds_for(actor):
        raise PermissionDenied("imports")
    return actor


def job_of(request: HttpRequest, key: uuid.UUID) -> tuple[ActorLike, Import, Kind]:
    """Return the actor, the import and its kind; raise Http404 where there is none to see."""
    actor = actor_of(request)
    job = import_of(actor, key)
    if job is None:
        raise Http404
    return actor, job, kinds()[job.kind]


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """Take in a file and lead on to its columns."""
    actor = actor_of(request)
    offered = kinds_for(actor)
    page = {"kinds": offered, "of_people": any(kind.of_people for kind in offered)}
    if request.method != "POST":
        chosen = request.GET.get("kind", "")
        form = UploadForm(kinds=offered, initial={"kind": chosen} if chosen else {})
        return render(request, "imports/add.html", {**page, "form": form})
    form = UploadForm(request.POST, request.FILES, kinds=offered)
    if had_no_room(request):
        form.errors["file"] = form.error_class([say_unreadable(Unreadable("no_room"))])
    elif form.is_valid():
        file = form.cleaned_data["file"]
        try:
            job = actions.add_import(
                actor=actor, kind=form.cleaned_data["kind"], name=file.name, pieces=file.chunks()
            )
        except Unreadable as error:
            form.add_error("file", say_unreadable(error))
        else:
            return redirect("imports:columns", job.pk)
    return render(request, "imports/add.html", {**page, "form": form}, status=422)


def _first_waiting(job: Import) -> RowResult | None:
    if not any(job.counts.get(name) for name in PROBLEMS):
        return None
    return RowResult.objects.filter(of=job, outcome__in=PROBLEMS).order_by("index").first()


@dataclass(frozen=True)
class Sum:
    """How many rows share a reason, with the first of them."""

    weight: str
    number: int
    words: str
    field: str
    rows: str


def _why(one: Sum) -> SafeString:
    """Return the reason behind its field."""
    return format_html("<b>{}:</b> {}", one.field, one.words) if one.field else format_html("{}", one.words)


SUMS = (
    Column(gettext_lazy("Rows"), value=lambda one: one.number, number=True),
    Column(gettext_lazy("Why"), cell=_why),
    Column(gettext_lazy("Row in the file"), value=lambda one: one.rows, names_row=True),
)


@require_safe
def show(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Show an import as it stands."""
    actor, job, kind = job_of(request, key)
    if job.state in ("uploaded", "mapped"):
        return redirect("imports:columns", job.pk)
    progress = _progress(job)
    if (part := progress_part(request, progress)) is not None:
        return part
    context: dict[str, Any] = {
        "job": job,
        "kind": kind,
        "state": State(job.state).label,
        "progress": progress,
        "works": not progress.is_over,
        "moves": {one.name for one in IMPORT.allowed(job.state, {"importer"})},
    }
    if progress.is_over:
        context |= _results(request, actor, kind, job)
    return render(request, "imports/page.html", context)


def _progress(job: Import) -> Progress:
    done = job.last_index
    if job.state == "undoing":
        done = job.undone + job.kept
    words = ngettext("%(number)s row", "%(number)s rows", done) % {"number": done}
    labels = {
        "previewing": _("Looking at the rows"),
        "running": _("Importing"),
        "undoing": _("Undoing"),
    }
    return Progress(
        labels.get(job.state, ""),
        words,
        round(100 * job.share),
        reverse("imports:page", args=[job.pk]),
        is_over=job.state not in WORKING,
    )


def _results(request: HttpRequest, actor: ActorLike, kind: Kind, job: Import) -> dict[str, Any]:
    outcome = request.GET.get("outcome", "")
    outcome = outcome if outcome in OUTCOMES else ""
    page = rows_page(
        actor,
        kind,
        job,
        outcome=outcome,
        after=request.GET.get("after", ""),
        before=request.GET.get("before", ""),
    )
    fields = {field.key: field.label for field in kind.fields(actor)}
    answers = job.state in OPEN_TO_ANSWERS
    table = Table.of(
        request,
        caption=_("Rows of the file"),
        columns=[
            Column(_("Row"), value=lambda row: row["line"].row.number, number=True),
            Column(
                _("Who"),
                value=lambda row: row["line"].name or "…",
                link=_answer_or_target,
                names_row=True,
            ),
            Column(_("What happens") if job.state == "previewed" else _("What happened"), cell=_outcome),
            Column(_("Why"), cell="imports/why.html"),
        ],
        rows=[
            {
                "line": line,
                "outcome": Outcome(line.row.outcome).label,
                "mark": MARKS[line.row.outcome],
                "why": [
                    (fields.get(name, ""), say_reason(job.kind, code, values))
                    for code, name, _weight, values in line.row.reasons
                ],
                "open": answers and line.row.outcome in PROBLEMS,
            }
            for line in page.rows
        ],
        after=page.after,
        before=page.before,
    )
    sums = _sums(job, fields)
    asked = [one for one in sums if one.weight in PROBLEMS]
    notes = [one for one in sums if one.weight not in PROBLEMS]
    tabs = [Tab(_("All"), address_with(request, outcome=None), sum(job.counts.values()), current=not outcome)]
    tabs += [
        Tab(
            str(Outcome(name).label),
            address_with(request, outcome=name),
            job.counts.get(name, 0),
            current=outcome == name,
        )
        for name in OUTCOMES
    ]
    return {
        "table": table,
        "tabs": tabs,
        "outcome": outcome,
        "sums": Table.whole(_("Reasons and rows"), SUMS, asked) if asked else None,
        "notes": Table.whole(_("Reasons and rows"), SUMS, notes) if notes else None,
        "first_waiting": _first_waiting(job) if answers else None,
        "alike": _alike(kind, job, fields) if answers else [],
        "skipped": [
            (first, last, say_skipped(reason)) for first, last, reason in job.skipped if reason != "empty"
        ],
        "failure": say_failure(job) if job.state == "failed" else "",
        "problems": sum(job.counts.get(name, 0) for name in PROBLEMS),
    }


def _alike(kind: Kind, job: Import, fields: Mapping[str, Any]) -> list[Sum]:
    """Return questions that can be settled for many rows at once: nothing else is asked about these."""
    codes = {name.split(":", 2)[1] for name in job.reasons}
    if not codes & kind.cleared_by_looking or not job.counts.get("asked"):
        return []
    waiting = actions.asked_rows(job).only("reasons")[:MOST_COUNTED]
    found = Counter(question for row in waiting if (question := actions.only_question(row)))
    return [
        Sum(f"{code}:{field}", number, _without_values(str(words)), str(fields.get(field, "")), "")
        for (code, field), number in found.most_common()
        if number > 1 and field and code in kind.cleared_by_looking and (words := words_of(job.kind, code))
    ]


def _settle(request: HttpRequest, actor: ActorLike, job: Import) -> HttpResponse:
    """Take all rows of which one thing is asked as they stand."""
    code, _colon, field = request.POST.get("question", "").partition(":")

    def change() -> None:
        came_in, more = actions.settle_alike(actor=actor, job=job, code=code, field=field)
        said = ngettext("%(number)s row came in.", "%(number)s rows came in.", came_in) % {"number": came_in}
        messages.success(request, said)
        if more:
            messages.info(request, _("More rows wait for the same. Press once more."))

    return answer_button(request, change, back=lambda: reverse("imports:page", args=[job.pk]))


def _answer_or_target(row: Mapping[str, Any]) -> str:
    """Return where a row is answered, or what came of it stands."""
    line = row["line"]
    return reverse("imports:row", args=[line.row.of_id, line.row.pk]) if row["open"] else line.address


def _outcome(row: Mapping[str, Any]) -> SafeString:
    """Return what happened to a row as marks."""
    settled = {"undone": tag(_("undone")), "kept": tag(_("left as it is"), "due")}
    return format_html("{} {}", tag(row["outcome"], row["mark"]), settled.get(row["line"].row.settled, ""))


def _sums(job: Import, fields: Mapping[str, Any]) -> list[Sum]:
    """Return why rows are asked or refused, and what else was noticed; the most frequent first."""
    found = []
    for name, (number, examples) in job.reasons.items():
        weight, code, field = name.split(":", 2)
        words = words_of(job.kind, code)
        if words is None:
            continue
        shown = ", ".join(str(one) for one in examples) + (" …" if number > len(examples) else "")
        found.append(Sum(weight, number, _without_values(str(words)), str(fields.get(field, "")), shown))
    return sorted(found, key=lambda one: (-one.number, one.words))


class _Dots(dict[str, str]):
    """Three dots for every value, as the sentence stands for many rows; nothing for `at`, the place of one cell."""

    def __missing__(self, key: str) -> str:
        return "" if key == "at" else "…"


def _without_values(words: str) -> str:
    return (words % _Dots()).replace("….", "…")


@require_POST
def move(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Start, stop or undo."""
    actor, job, _kind = job_of(request, key)
    what, version = request.POST.get("do", ""), version_in(request)
    if what == "settle":
        return _settle(request, actor, job)
    if what not in ("cancel", "preview", "run", "undo"):
        raise Http404

    def change() -> None:
        if what == "cancel":
            actions.cancel(actor=actor, job=job)
        else:
            actions.start(actor=actor, job=job, expected=version, move=what)

    done = _("The import was stopped.") if what == "cancel" else ""
    return answer_button(request, change, back=lambda: reverse("imports:page", args=[job.pk]), done=done)
