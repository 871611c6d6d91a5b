"""Asked and refused rows: answered on a page of their own, or downloaded with their reasons."""

from __future__ import annotations

import io
import uuid
from collections.abc import Iterator, Sequence
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from throughgate.foundation.audit.record import record
from throughgate.foundation.database.keys import read_key
from throughgate.foundation.imports import actions
from throughgate.foundation.imports.forms import AnswerForm
from throughgate.foundation.imports.kinds import ActorLike, Choice, Given, ImportField, Kind, Reason
from throughgate.foundation.imports.models import Import, Outcome, RowResult
from throughgate.foundation.imports.rules import OPEN_TO_ANSWERS, PROBLEMS
from throughgate.foundation.imports.views.jobs import job_of
from throughgate.foundation.imports.words import say_reason
from throughgate.foundation.spreadsheets import Cell
from throughgate.foundation.spreadsheets.writing import OutColumn, csv_lines, write_xlsx

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, key: uuid.UUID, row: uuid.UUID) -> HttpResponse:
    """Show a row with what is asked about it, or take the answer."""
    actor, job, kind = job_of(request, key)
    result = RowResult.objects.filter(of=job, pk=row, is_preview=False).first()
    if result is None:
        raise Http404
    if result.outcome not in PROBLEMS or job.state not in OPEN_TO_ANSWERS:
        messages.info(request, _("This row needs no answer any more."))
        return redirect("imports:page", job.pk)
    # Also fields without a column, where something is asked about them.
    used = {field for field in job.mapping.values() if field} | {
        name for _code, name, *_more in result.reasons
    }
    fields = [field for field in kind.fields(actor) if field.key in used]
    if request.method != "POST":
        return _ask(request, actor, kind, job, result, fields)
    return _take(request, actor, kind, job, result, fields)


def _ask(
    request: HttpRequest,
    actor: ActorLike,
    kind: Kind,
    job: Import,
    result: RowResult,
    fields: Sequence[ImportField],
) -> HttpResponse:
    """Show the row with what is asked about it now: others may have settled a part of it."""
    given = Given(
        result.index,
        result.number,
        {name: Cell(text, text) for name, text in result.values.items()},
        begun=result.target,
    )
    session = kind.session(actor, options=job.options)
    try:
        planned = session.plan([given])[0]
    finally:
        session.close()
    reasons = [*planned.reasons, *_seen_in_file(kind, result, planned.reasons)]
    form = _form(actor, kind, result, fields, reasons)
    return _render(request, kind, job, result, form, fields, reasons, planned.outcome)


def _seen_in_file(kind: Kind, result: RowResult, now: Sequence[Reason]) -> list[Reason]:
    """Return reasons that only the whole file could give, such as a short row."""
    told = {reason.code for reason in now}
    return [
        Reason(code, name, weight, values)
        for code, name, weight, values in result.reasons
        if code in kind.cleared_by_looking and code not in told
    ]


def _take(
    request: HttpRequest,
    actor: ActorLike,
    kind: Kind,
    job: Import,
    result: RowResult,
    fields: Sequence[ImportField],
) -> HttpResponse:
    reasons = [Reason(code, name, weight, values) for code, name, weight, values in result.reasons]
    form = _form(actor, kind, result, fields, reasons, request.POST)
    # Who it may be depends on what is typed: every candidate that the plan names is taken, and checked there.
    same_as = request.POST.get("row-same_as", "")
    if "same_as" in form.fields:
        del form.fields["same_as"]
    if not form.is_valid():
        return _render(request, kind, job, result, form, fields, reasons, "asked", status=422)
    looks = [one for one in reasons if one.code in kind.cleared_by_looking]
    confirmed = bool(form.cleaned_data.get("confirmed"))
    texts = form.texts()
    if looks and not confirmed and texts == {name: result.values.get(name, "") for name in texts}:
        form = _with_errors(_form(actor, kind, result, fields, looks, request.POST), result, looks)
        return _render(request, kind, job, result, form, fields, looks, "asked", status=422)
    try:
        planned = actions.answer_row(
            actor=actor, row=result, texts=texts, same_as=same_as[:40], confirmed=confirmed
        )
    except ValidationError as error:
        messages.warning(request, " ".join(error.messages))
        return redirect("imports:page", job.pk)
    if planned.outcome in PROBLEMS:
        form = _form(actor, kind, result, fields, planned.reasons, request.POST)
        form = _with_errors(form, result, planned.reasons)
        return _render(request, kind, job, result, form, fields, planned.reasons, planned.outcome, status=422)
    said = {
        "created": _("Row %(row)s came in as new."),
        "changed": _("Row %(row)s changed what was here."),
        "unchanged": _("Row %(row)s was here already; nothing changed."),
    }
    messages.success(request, said[planned.outcome] % {"row": result.number})
    return redirect(_following(job, result))


def _following(job: Import, result: RowResult) -> str:
    """Return the next row that waits, else the page of the import."""
    following = (
        RowResult.objects.filter(of=job, outcome__in=PROBLEMS, index__gt=result.index)
        .order_by("index")
        .first()
    )
    if following is not None:
        return reverse("imports:row", args=[job.pk, following.pk])
    return reverse("imports:page", args=[job.pk])


def _form(
    actor: ActorLike,
    kind: Kind,
    result: RowResult,
    fields: Sequence[ImportField],
    reasons: Sequence[Reason],
    posted: Any = None,
) -> AnswerForm:
    keys = [
        key for reason in reasons if not reason.field or reason.field == "number" for key in _keys(reason)
    ]
    people = kind.targets(actor, keys) if keys else {}
    candidates: list[Choice] = [people[key] for key in dict.fromkeys(keys) if key in people]
    suggestions = {
        reason.field: reason.values["candidates"]
        for reason in reasons
        if reason.field and reason.field != "number" and reason.values.get("candidates")
    }
    form = AnswerForm(
        posted,
        fields=fields,
        candidates=candidates,
        suggestions=suggestions,
        confirms=any(reason.code in kind.cleared_by_looking for reason in reasons),
        initial=dict(result.values),
    )
    form.linked = candidates  # type: ignore[attr-defined]
    for reason in reasons:
        if reason.field in form.fields and reason.weight in PROBLEMS and posted is None:
            words = say_reason(result.kind, reason.code, reason.values)
            form.fields[reason.field].help_text = f"{words} {form.fields[reason.field].help_text}".strip()
    return form


def _with_errors(form: AnswerForm, result: RowResult, reasons: Sequence[Reason]) -> AnswerForm:
    """Show what still stands in the way at its field."""
    for reason in reasons:
        if reason.weight not in PROBLEMS:
            continue
        words = say_reason(result.kind, reason.code, reason.values)
        name = reason.field
        if name not in form.fields:
            name = "same_as" if "same_as" in form.fields and reason.values.get("candidates") else ""
        form.add_error(name or None, words)
    return form


def _keys(reason: Reason) -> Iterator[uuid.UUID]:
    yield from (key for text in reason.values.get("candidates", ()) if (key := read_key(text)))


def _render(
    request: HttpRequest,
    kind: Kind,
    job: Import,
    result: RowResult,
    form: AnswerForm,
    fields: Sequence[ImportField],
    reasons: Sequence[Reason],
    outcome: str,
    *,
    status: int = 200,
) -> HttpResponse:
    labels = {field.key: field.label for field in fields}
    weights = {"refused": "stop", "asked": "gap", "note": "unknown"}
    shown = [
        (
            weights[reason.weight],
            labels.get(reason.field, ""),
            say_reason(job.kind, reason.code, reason.values),
        )
        for reason in sorted(reasons, key=lambda one: ["refused", "asked", "note"].index(one.weight))
    ]
    return render(
        request,
        "imports/row.html",
        {
            "job": job,
            "kind": kind,
            "result": result,
            "form": form,
            "reasons": shown,
            "ready": outcome not in PROBLEMS and not any(one.weight in PROBLEMS for one in reasons),
            "outcome": Outcome(outcome).label,
            "linked": getattr(form, "linked", []),
        },
        status=status,
    )


@require_POST
def download(request: HttpRequest, key: uuid.UUID) -> HttpResponse | StreamingHttpResponse:
    """Give rows that wait, with their reasons, as a table."""
    actor, job, kind = job_of(request, key)
    outcome = request.POST.get("outcome", "")
    outcomes = [outcome] if outcome in PROBLEMS else sorted(PROBLEMS)
    used = {field for field in job.mapping.values() if field}
    fields = [field for field in kind.fields(actor) if field.key in used]
    columns = [
        OutColumn("row", _("Row"), 8),
        OutColumn("outcome", _("What happened"), 14),
        OutColumn("why", _("Why"), 60),
        *(OutColumn(f"field {field.key}", str(field.label)) for field in fields),
    ]
    found = _lines(job, outcomes, {field.key: str(field.label) for field in fields})
    record("import.download", subject=("import", job.pk))
    if request.POST.get("as") == "csv":
        response = HttpResponse("".join(csv_lines(columns, found)), content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = 'attachment; filename="rows.csv"'
        return response
    target = io.BytesIO()
    write_xlsx(target, columns, found, sheet=_("Rows"))
    response = HttpResponse(target.getvalue(), content_type=XLSX)
    response["Content-Disposition"] = 'attachment; filename="rows.xlsx"'
    return response


def _lines(job: Import, outcomes: Sequence[str], labels: dict[str, str]) -> Iterator[dict[str, Any]]:
    rows = RowResult.objects.filter(of=job, outcome__in=outcomes).order_by("index")
    for row in rows.iterator(chunk_size=1000):
        why = [
            f"{labels[name]}: {words}" if name in labels else words
            for code, name, _weight, values in row.reasons
            for words in [say_reason(job.kind, code, values)]
        ]
        yield {
            "row": row.number,
            "outcome": str(Outcome(row.outcome).label),
            "why": " ".join(why),
            **{f"field {name}": text for name, text in row.values.items()},
        }
