"""What the columns of a file are: guessed, shown with examples, corrected by a person."""

from __future__ import annotations

import itertools
import uuid
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from throughgate.foundation.database.rows import Stale
from throughgate.foundation.imports import actions
from throughgate.foundation.imports.forms import OptionsForm, ReadingForm
from throughgate.foundation.imports.kinds import ActorLike, ImportField, Kind
from throughgate.foundation.imports.models import Import
from throughgate.foundation.imports.reading import guess, open_table
from throughgate.foundation.imports.rules import WITH_FILE
from throughgate.foundation.imports.views.jobs import job_of
from throughgate.foundation.spreadsheets import Guess, Table, Unreadable
from throughgate.foundation.spreadsheets.case_references import is_case_reference
from throughgate.foundation.spreadsheets.words import say_reason as say_mapping
from throughgate.foundation.spreadsheets.words import say_unreadable
from throughgate.foundation.web.posted import version_in

SAMPLES = 3
LONGEST_SAMPLE = 60
NEVER = frozenset({"never_stored", "case_references"})
PRIVATE = frozenset({"free_text", *NEVER})


@dataclass(frozen=True)
class ColumnRow:
    """One column as the page shows it."""

    name: str
    letter: str
    heading: str
    samples: list[str]
    chosen: str
    perhaps: str
    """The label of the field that it may be, where none is chosen."""
    reasons: list[str]
    never: bool
    hidden: bool


@require_http_methods(["GET", "HEAD", "POST"])
def columns(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Show the columns, or take what a person says they are and begin the preview."""
    actor, job, kind = job_of(request, key)
    if job.state not in ("uploaded", "mapped", "previewed"):
        return redirect("imports:page", job.pk)
    try:
        with open_table(job, kind.fields(actor)) as table:
            if request.method != "POST":
                return _show(request, actor, job, kind, table, job.mapping, {})
            mapping = {
                column.key: request.POST.get(f"column-{column.index}") or None for column in table.columns
            }
            chosen = {
                option.key: request.POST.get(
                    f"option-{option.key}", job.options.get(option.key, option.usual)
                )
                for option in kind.options(actor)
            }
            refused = _begin(request, actor, job, mapping, chosen)
            if refused is None:
                return redirect("imports:page", job.pk)
            return _show(request, actor, job, kind, table, mapping, chosen, refused=refused)
    except Unreadable as error:
        return render(
            request, "imports/unreadable.html", {"job": job, "why": say_unreadable(error)}, status=422
        )


def _begin(
    request: HttpRequest,
    actor: ActorLike,
    job: Import,
    mapping: dict[str, str | None],
    chosen: dict[str, str],
) -> tuple[str, int] | None:
    seen = version_in(request)
    try:
        mapped = actions.map_columns(actor=actor, job=job, expected=seen, mapping=mapping, options=chosen)
        actions.start(actor=actor, job=mapped, expected=mapped.version, move="preview")
    except Stale:
        return _("Somebody else changed this import meanwhile. Please look at it again."), 409
    except ValidationError as error:
        return " ".join(error.messages), 422
    return None


def _show(
    request: HttpRequest,
    actor: ActorLike,
    job: Import,
    kind: Kind,
    table: Table,
    mapping: dict[str, str | None],
    chosen: dict[str, str],
    *,
    refused: tuple[str, int] | None = None,
) -> HttpResponse:
    fields = kind.fields(actor)
    error, status = refused or ("", 200)
    found = guess(table, fields, None)
    by_key = {field.key: field for field in fields}
    used = {field for field in mapping.values() if field}
    rows = [_row(one, table, mapping.get(one.column, one.field), by_key, used) for one in found.guesses]
    options = kind.options(actor)
    context: dict[str, Any] = {
        "job": job,
        "kind": kind,
        "rows": rows,
        "fields": fields,
        "table": table,
        "source": _source(table),
        "other_sheets": [one for one in table.source.other_sheets if one.hidden or one.rows],
        "reading": ReadingForm(table=table, initial={"sheet": table.source.sheet, **job.reading}),
        "options": OptionsForm(options_of=options, chosen={**job.options, **chosen}) if options else None,
        "error": error,
    }
    return render(request, "imports/columns.html", context, status=status)


def _row(
    one: Guess, table: Table, chosen: str | None, fields: Mapping[str, ImportField], used: Container[str]
) -> ColumnRow:
    column = next(column for column in table.columns if column.key == one.column)
    codes = {reason.code for reason in one.reasons}
    private = bool(codes & PRIVATE)
    perhaps = fields.get("" if chosen or one.proposed in used else one.proposed or "")
    field = fields.get(chosen or one.field or "") or perhaps
    may_show = (field.may_show if field else None) or bool
    texts = [] if private else [text for row in table.sample if may_show(text := row.text(column.key))]
    return ColumnRow(
        name=f"column-{column.index}",
        letter=column.letter,
        heading=column.heading,
        samples=[text[:LONGEST_SAMPLE] for text in _some(texts)],
        chosen=chosen or "",
        perhaps=str(perhaps.label) if perhaps else "",
        reasons=[say_mapping(reason) for reason in one.reasons],
        never=bool(codes & NEVER),
        hidden=column.hidden,
    )


def _some(texts: Iterable[str]) -> list[str]:
    """Return the first texts that differ, none that may not be stored."""
    different = (text for text in dict.fromkeys(texts) if not is_case_reference(text))
    return list(itertools.islice(different, SAMPLES))


def _source(table: Table) -> list[tuple[str, str]]:
    source = table.source
    found = [(_("Kind of file"), source.kind.upper())]
    if source.encoding:
        found.append((_("Letters"), source.encoding))
    if source.separator:
        names = {";": _("Semicolon"), ",": _("Comma"), "\t": _("Tabulator"), "|": _("Vertical line")}
        found.append((_("Separated by"), names.get(source.separator, source.separator)))
    if source.sheet:
        found.append((_("Sheet of the file"), source.sheet))
    if source.kind != "json-ld":
        found.append((_("Row of the headings"), str(table.header_row or _("none"))))
    return found


@require_POST
def reading(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Read the file as corrected."""
    actor, job, kind = job_of(request, key)
    if job.state not in WITH_FILE:
        return redirect("imports:page", job.pk)
    try:
        with open_table(job, kind.fields(actor)) as table:
            form = ReadingForm(request.POST, table=table)
        if not form.is_valid():
            messages.warning(request, _("This cannot be: please check how the file is read."))
            return redirect("imports:columns", job.pk)
        actions.read_again(actor=actor, job=job, expected=job.version, corrections=form.corrections())
    except Unreadable as error:
        messages.warning(request, say_unreadable(error))
    except (Stale, ValidationError):
        messages.warning(request, _("Somebody else changed this import meanwhile. Please look at it again."))
    return redirect("imports:columns", job.pk)
