"""What people do with imports: upload, say what the columns are, preview, run, stop, answer, undo."""

from __future__ import annotations

import contextlib
import dataclasses
import re
import uuid
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Protocol

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from throughgate.foundation.audit.record import record
from throughgate.foundation.database.context import acting
from throughgate.foundation.imports import storage
from throughgate.foundation.imports.kinds import ActorLike, Given, Kind, Planned, access_of, kinds
from throughgate.foundation.imports.models import Import, Remembered, RowResult
from throughgate.foundation.imports.reading import CORRECTIONS, LIMITS, guess, open_file, source_key
from throughgate.foundation.imports.rules import IMPORT, OPEN_TO_ANSWERS, PROBLEMS
from throughgate.foundation.imports.words import SAID
from throughgate.foundation.jobs.later import later
from throughgate.foundation.spreadsheets import Cell, ColumnMap, Table
from throughgate.foundation.states.changing import next_state

IMPORTER = frozenset({"importer"})
MOST_AT_ONCE = 200
"""Rows that one press of a button settles."""


class Upload(Protocol):
    """A file as it comes in, piece by piece."""

    def chunks(self) -> Iterable[bytes]:
        """Yield the pieces."""


def kind_for(actor: ActorLike, name: str) -> Kind:
    """Return a kind of import that the actor may use; raise PermissionDenied otherwise."""
    kind = kinds().get(name)
    if kind is None:
        raise PermissionDenied(name)
    actor.must("write", access_of(name))
    kind.start(actor)
    return kind


def add_import(
    *,
    actor: ActorLike,
    kind: str,
    name: str,
    pieces: Iterable[bytes],
    corrections: Mapping[str, Any] | None = None,
    tell: Callable[[Table, ColumnMap], None] | None = None,
) -> Import:
    """Store a file and look at its beginning; raise Unreadable or ValidationError, and keep nothing then.

    `tell` hears what each column was taken for.
    """
    chosen = kind_for(actor, kind)
    key, size, digest = storage.store(pieces, LIMITS.file_bytes)
    try:
        file, fields = storage.file_of(key), chosen.fields(actor)
        with open_file(file, fields, corrections or {}, chosen.described) as table:
            columns, found = source_key(table.columns), _mapping(actor, chosen, table)
            proposed = _proposed(actor, chosen, table)
            if tell is not None:
                tell(table, found)
        with transaction.atomic():
            job = _made(actor, chosen, name, key, size, digest)
            job.reading = dict(corrections or {})
            job.source_key, job.mapping = columns, _plain(found)
            usual = {option.key: option.usual_for(len(table.sample)) for option in chosen.options(actor)}
            job.options = {**usual, **proposed}
            job.save(force_insert=True)
            record("import.upload", subject=("import", job.pk))
    except BaseException:
        storage.remove(key)
        raise
    return job


def _made(actor: ActorLike, kind: Kind, name: str, key: str, size: int, digest: str) -> Import:
    context = actor.context
    assert context.organisation is not None
    assert context.membership is not None
    return Import(
        organisation_id=context.organisation,
        membership_id=context.membership,
        only_for=context.membership if kind.is_private else None,
        kind=kind.name,
        file_key=key,
        file_name=shown_name(name),
        file_size=size,
        file_hash=digest,
    )


def shown_name(name: str) -> str:
    """Return a file's name as text that can be shown: no folders, no signs that cannot be seen."""
    last = re.split(r"[/\\]", name)[-1]
    return "".join(sign for sign in last if sign.isprintable())[:200] or "?"


def _mapping(actor: ActorLike, kind: Kind, table: Table) -> ColumnMap:
    row = Remembered.objects.filter(
        organisation_id=actor.context.organisation, kind=kind.name, source_key=source_key(table.columns)
    ).first()
    return guess(table, kind.fields(actor), row.mapping if row else None)


def _proposed(actor: ActorLike, kind: Kind, table: Table) -> Mapping[str, str]:
    """Return the choices for the whole import that the name of the sheet and the lines above the table speak for."""
    return kind.proposes(actor, [table.source.sheet, *table.title]) if kind.proposes else {}


def _plain(found: ColumnMap) -> dict[str, str | None]:
    return {one.column: one.field for one in found.guesses}


@transaction.atomic
def read_again(*, actor: ActorLike, job: Import, expected: int, corrections: Mapping[str, Any]) -> Import:
    """Read the file as somebody corrects it (encoding, separator, sheet, row of headings); guess columns anew."""
    kind = _must(actor, job)
    state = next_state(job.state, IMPORT, "read", by=IMPORTER)
    said = {name: corrections[name] for name in CORRECTIONS if corrections.get(name) not in (None, "")}
    with open_file(storage.file_of(job.file_key), kind.fields(actor), said, kind.described) as table:
        found, columns = _plain(_mapping(actor, kind, table)), source_key(table.columns)
        options = {**job.options, **_proposed(actor, kind, table)}
    # The columns are to be checked again.
    job.save_over(expected, reading=said, mapping=found, source_key=columns, options=options, state=state)
    return job


@transaction.atomic
def map_columns(
    *,
    actor: ActorLike,
    job: Import,
    expected: int,
    mapping: Mapping[str, str | None],
    options: Mapping[str, str] | None = None,
    remember: bool = True,
) -> Import:
    """Say which field each column holds; remembered for the next list with these headings."""
    kind = _must(actor, job)
    fields = {field.key: field for field in kind.fields(actor)}
    used = [field for field in mapping.values() if field]
    if len(used) != len(set(used)):
        raise ValidationError(
            _("Two columns have the same field. Each field takes one column."), code="twice"
        )
    if not set(used) <= fields.keys():
        raise ValidationError(_("This field does not exist."), code="unknown_field")
    if not used:
        raise ValidationError(_("Choose a field for at least one column."), code="none")
    if lacking := kind.lacks(set(used)):
        raise ValidationError(
            _("Choose the column for the field: %(field)s."), code="lacking", params={"field": lacking}
        )
    chosen = {
        option.key: value
        for option in kind.options(actor)
        if (value := (options or job.options).get(option.key, option.usual)) in dict(option.choices)
    }
    job.save_over(
        expected,
        mapping=dict(mapping),
        options=chosen,
        state=next_state(job.state, IMPORT, "map", by=IMPORTER),
    )
    if remember:
        Remembered.objects.update_or_create(
            organisation_id=actor.context.organisation,
            kind=kind.name,
            source_key=job.source_key,
            defaults={"mapping": dict(mapping)},
        )
    return job


@transaction.atomic
def start(*, actor: ActorLike, job: Import, expected: int, move: str, in_worker: bool = True) -> Import:
    """Begin the preview, the run or the undo; the worker does it, as this member and with their rights of then."""
    _must(actor, job)
    state = next_state(job.state, IMPORT, move, by=IMPORTER)
    changes: dict[str, Any] = {"state": state, "share": 0.0}
    if move in ("preview", "run"):
        changes |= {"last_index": 0, "counts": {}, "reasons": {}, "skipped": []}
        RowResult.objects.filter(of=job).delete()
    # Whoever starts it is whom it is done for.
    changes["membership_id"] = actor.context.membership
    job.save_over(expected, **changes)
    record(f"import.{move}", subject=("import", job.pk))
    if in_worker:
        later("imports.work", import_id=str(job.pk))
    return job


@transaction.atomic
def cancel(*, actor: ActorLike, job: Import) -> Import:
    """Stop an import. Rows that were imported stay, and can be undone."""
    _must(actor, job)
    key = job.file_key
    # A batch in progress holds the row: this waits for its end, and the worker sees it before the next.
    there: Import = Import.objects.select_for_update().get(pk=job.pk)
    there.save_over(
        there.version,
        state=next_state(there.state, IMPORT, "cancel", by=IMPORTER),
        ended_at=timezone.now(),
        file_key="",
    )
    record("import.cancel", subject=("import", job.pk))
    transaction.on_commit(lambda: storage.remove(key))
    return there


def answer_row(
    *,
    actor: ActorLike,
    row: RowResult,
    texts: Mapping[str, str],
    same_as: str = "",
    confirmed: bool = False,
) -> Planned:
    """Correct or answer an asked or refused row and bring it in; the plan says what is still open.

    Sent again after it went through, it changes nothing.
    """
    with transaction.atomic():
        job = Import.objects.get(pk=row.of_id)
        kind = _must(actor, job)
        if job.state not in OPEN_TO_ANSWERS or row.is_preview:
            raise ValidationError(_("This import takes no answers now."), code="closed")
        # Somebody else may answer at this moment.
        there = RowResult.objects.select_for_update().get(pk=row.pk)
        if there.outcome not in PROBLEMS:
            raise ValidationError(_("This row was answered already."), code="answered")
        known = {field.key for field in kind.fields(actor)}
        said = {name: text for name, text in texts.items() if name in known}
        given = Given(
            there.index,
            there.number,
            {name: Cell(text, text or None) for name, text in {**there.values, **said}.items()},
            same_as=same_as,
            confirmed=confirmed,
            begun=there.target,
        )
        if given.withheld:
            raise ValidationError(SAID["case_reference"], code="case_reference")
        changed = {name: text for name, text in said.items() if text != there.values.get(name, "")}
        answers = {"texts": changed, "same_as": same_as, "confirmed": confirmed}
        # Changes carry the import's id, so that its undo knows them as its own.
        with acting(dataclasses.replace(actor.context, request=str(job.pk))):
            planned = _apply_one(kind, actor, job, given)
            if planned.outcome in PROBLEMS:
                return planned
            # A row that came in in part before is now whole: still this import made it.
            made = "created" if there.undo else planned.outcome
            there.answers, there.target = answers, planned.target
            there.undo = [*there.undo, *planned.undo]
            there.reasons = [reason.stored() for reason in planned.reasons]
            before, there.outcome = there.outcome, made
            there.values, there.settled = {}, "answered"
            there.save()
            _count_moved(job.pk, before, made)
            record("import.answer", subject=("import", job.pk))
    return planned


def settle_alike(*, actor: ActorLike, job: Import, code: str, field: str) -> tuple[int, int]:
    """Take rows of which nothing but this is asked as they stand; what is not clear stays open.

    Return how many came in, and how many more wait for the same: `MOST_AT_ONCE` are taken at a time.
    """
    kind = _must(actor, job)
    if code not in kind.cleared_by_looking or not field:
        raise ValidationError(_("This has to be answered for each row."), code="each")
    rows = [row for row in asked_rows(job) if only_question(row) == (code, field)]
    came_in = 0
    for row in rows[:MOST_AT_ONCE]:
        with contextlib.suppress(ValidationError):  # Somebody else answered it meanwhile.
            planned = answer_row(actor=actor, row=row, texts={}, confirmed=True)
            came_in += planned.outcome not in PROBLEMS
    return came_in, max(0, len(rows) - MOST_AT_ONCE)


def asked_rows(job: Import) -> QuerySet[RowResult]:
    """Return the rows that wait for an answer, in the order of the file."""
    return RowResult.objects.filter(of=job, outcome="asked", is_preview=False).order_by("index")


def only_question(row: RowResult) -> tuple[str, str] | None:
    """Return code and field of the one thing that is asked about a row; None where there are several."""
    asked = {(code, field) for code, field, weight, _values in row.reasons if weight in PROBLEMS}
    return asked.pop() if len(asked) == 1 else None


def _apply_one(kind: Kind, actor: ActorLike, job: Import, given: Given) -> Planned:
    session = kind.session(actor, options=job.options)
    try:
        planned = session.plan([given])[0]
        if planned.outcome not in PROBLEMS:
            session.apply([planned])
        return planned
    finally:
        session.close()


def _count_moved(job: uuid.UUID, before: str, after: str) -> None:
    """Move one row from one outcome to another in the counts of its import."""
    there = Import.objects.select_for_update().get(pk=job)
    there.counts = {
        **there.counts,
        before: there.counts.get(before, 1) - 1,
        after: there.counts.get(after, 0) + 1,
    }
    Import.objects.filter(pk=job).update(counts=there.counts)


def _must(actor: ActorLike, job: Import) -> Kind:
    kind = kind_for(actor, job.kind)
    if job.organisation_id != actor.context.organisation:
        raise PermissionDenied("foreign import")
    return kind
