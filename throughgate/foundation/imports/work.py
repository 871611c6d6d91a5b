"""Do an import in batches: each one transaction, safe to run again from its beginning, and to be killed in the middle."""

from __future__ import annotations

import gc
import itertools
import time
import uuid
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from typing import Any, TypeVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.module_loading import import_string

from throughgate.foundation.audit.reading import logged
from throughgate.foundation.audit.record import record
from throughgate.foundation.database.bulk import freshen_statistics, insert_rows
from throughgate.foundation.database.context import acting
from throughgate.foundation.database.keys import uuid7_text
from throughgate.foundation.database.lines import is_lost
from throughgate.foundation.imports import storage
from throughgate.foundation.imports.earlier import lay_over
from throughgate.foundation.imports.kinds import (
    ActorLike,
    Given,
    Kind,
    Planned,
    ReadsAhead,
    Reason,
    Session,
    access_of,
    kinds,
)
from throughgate.foundation.imports.models import Import, RowResult
from throughgate.foundation.imports.reading import Reader, open_table
from throughgate.foundation.imports.rules import BATCH, IMPORT, PROBLEMS
from throughgate.foundation.spreadsheets import Skipped, Unreadable

T = TypeVar("T")
WORKER = frozenset({"worker"})
_USUAL = gc.get_threshold()
EXAMPLES = 12
"""Row numbers kept per reason, for the summary."""
MOST_SKIPPED = 200


def work(key: uuid.UUID) -> None:
    """Go on with an import until it is finished, stopped, or cannot be read. Does nothing where nothing is to do."""
    actor = _actor_of(key)
    if actor is None:
        return
    with acting(actor.context):
        job = Import.objects.filter(pk=key).first()
    kind = kinds().get(job.kind) if job else None
    if job is None or kind is None or not actor.may("write", access_of(job.kind)):
        return
    if job.state == "undoing":
        _undo(job, kind)
        return
    with acting(actor.context):
        fields = kind.fields(actor)
    try:
        with open_table(job, fields) as table:
            session = kind.session(actor, options=job.options)
            try:
                with _collected_rarely():
                    whole = _rows(job, kind, session, Reader(table, job.mapping, job.kind), table.rows, table)
            finally:
                session.close()
            if whole:
                _finish(job, actor, table.skipped)
    except Unreadable as error:
        _fail(job, actor, error.code, error.detail)
    except Exception as error:
        # A fault of ours: what came in so far stays and can be undone, and nobody waits for the rest. A lost database
        # is none: the job runs again.
        if not is_lost(error):
            _fail(job, actor, "fault", {})
        raise


def _actor_of(key: uuid.UUID) -> ActorLike | None:
    """Return who acts, with the rights of this moment; None where nothing waits or the membership is over."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT gate.imports_waiting(%s)", [key])
        membership = cursor.fetchone()[0]
    if membership is None:
        return None
    find: Callable[..., ActorLike | None] = import_string(settings.IMPORT_ACTOR)
    return find(membership, request=str(key))


def _rows(
    job: Import,
    kind: Kind,
    session: Session,
    reader: Reader,
    rows: Iterable[Any],
    table: Any,
) -> bool:
    """Work through all rows; say whether the end was reached."""
    for given, share in _ahead(_batches(session, reader, rows, table)):
        freshen_statistics()
        # Rights of this moment: a membership that ends takes the rest of the file with it.
        acts = _actor_of(job.pk)
        if acts is None or not acts.may("write", access_of(job.kind)):
            return False
        if not _batch(job, kind, acts, session, given, share):
            return False
    return True


@contextmanager
def _collected_rarely() -> Iterator[None]:
    """Keep the collector of garbage to what an import makes: it took a sixth of the time, looking at all the rest."""
    gc.freeze()
    gc.set_threshold(20_000, 10, 10)
    try:
        yield
    finally:
        gc.set_threshold(*_USUAL)
        gc.unfreeze()


def _batches(
    session: Session, reader: Reader, rows: Iterable[Any], table: Any
) -> Iterator[tuple[list[Given], float]]:
    """Yield rows, and the share of the file that is read by then; nothing here asks the database."""
    rows = iter(rows)
    while given := [reader.given(row) for row in itertools.islice(rows, BATCH)]:
        if isinstance(session, ReadsAhead):
            session.read_ahead(given)
        yield given, table.share_read()


def _ahead(batches: Iterator[T]) -> Iterator[T]:
    """Yield batches, the next one being read while the database works on this one."""
    with ThreadPoolExecutor(1) as reading:
        coming = reading.submit(next, batches, None)
        while (batch := coming.result()) is not None:
            coming = reading.submit(next, batches, None)
            yield batch


def _batch(
    job: Import, kind: Kind, actor: ActorLike, session: Session, given: list[Given], share: float
) -> bool:
    """Do one batch in one transaction; False where the import was stopped meanwhile."""
    for attempt in (1, 2, 3):
        try:
            with acting(actor.context), _logged(actor):
                there = Import.objects.select_for_update().filter(pk=job.pk, state=job.state).first()
                if there is None:
                    return False
                if there.last_index >= given[-1].index:
                    _recall(job, session, given)
                    return True
                planned = _do(job, kind, session, given)
                _store(job, planned)
                _progress(there, planned, share)
        except DatabaseError as error:
            # A deadlock, a lock that was not to be had: nothing of the batch is there, so once more from its start.
            if attempt == 3 or getattr(error.__cause__, "sqlstate", "") not in _PASSING:
                raise
            time.sleep(0.5 * attempt)
        else:
            session.remember(planned)
            return True
    return False


def _logged(actor: ActorLike) -> AbstractContextManager[None]:
    """Write whom a batch read into the access log."""
    return logged(actor.context, page="imports:work", method="WORK", purpose="import")


_PASSING = ("40001", "40P01", "55P03")


def _recall(job: Import, session: Session, given: list[Given]) -> None:
    found = RowResult.objects.filter(of=job, index__range=(given[0].index, given[-1].index))
    session.recall(given, dict(found.values_list("index", "outcome")))


def _do(job: Import, kind: Kind, session: Session, given: list[Given]) -> list[Planned]:
    is_run = job.state == "running"
    if is_run:
        _one_at_a_time(job)
    lay_over(job, kind, given)
    planned = _plan(session, given)
    if not is_run:
        return planned
    todo = [one for one in planned if to_do(one)]
    try:
        with transaction.atomic():
            session.apply(todo)
    except (DatabaseError, ValidationError) as error:
        if _is_no_row_to_blame(error):
            raise
        planned = _one_by_one(session, given)
    return planned


def _is_no_row_to_blame(error: Exception) -> bool:
    return is_lost(error) or getattr(error.__cause__, "sqlstate", "") in _PASSING


def _plan(session: Session, given: Sequence[Given]) -> list[Planned]:
    """Plan, and say which cells were withheld before the kind saw them."""
    planned = session.plan(given)
    for one in planned:
        one.reasons = [*one.reasons, *(Reason("case_reference", name) for name in sorted(one.given.withheld))]
    return planned


def to_do(one: Planned) -> bool:
    """Say whether anything is to be written: for an asked row, what is clear about it."""
    return one.outcome in ("created", "changed") or (one.outcome == "asked" and one.change is not None)


def _one_at_a_time(job: Import) -> None:
    """Let batches of one organisation follow each other, so that each sees whom the other made."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended(%s, 11))", [f"{job.organisation_id} {job.kind}"]
        )


def _one_by_one(session: Session, given: Sequence[Given]) -> list[Planned]:
    """Find the row that the database refuses; all others come in."""
    done: list[Planned] = []
    for one in given:
        planned = _plan(session, [one])[0]
        if to_do(planned):
            try:
                with transaction.atomic():
                    session.apply([planned])
            except (DatabaseError, ValidationError) as error:
                if _is_no_row_to_blame(error):
                    raise
                planned = Planned(
                    one, "refused", [Reason("cannot_be_stored", "", "refused")], kept=planned.kept
                )
        done.append(planned)
    return done


def _store(job: Import, planned: Sequence[Planned]) -> None:
    is_run = job.state == "running"
    kind = kinds()[job.kind]
    of: dict[str, Any] = {
        "of_id": str(job.pk),
        "organisation_id": str(job.organisation_id),
        "only_for": job.only_for,
        "kind": job.kind,
        "answers": {},
        "is_preview": not is_run,
        "settled": "",
    }
    rows = [
        {
            **of,
            "id": uuid7_text(),
            "number": one.given.number,
            "index": one.given.index,
            "outcome": one.outcome,
            "reasons": [reason.stored() for reason in one.reasons],
            "values": _kept_of(kind, one, is_run=is_run),
            "target": one.target,
            "key": one.given.key,
            "fingerprint": one.given.fingerprint,
            "undo": one.undo,
        }
        for one in planned
    ]
    insert_rows(RowResult, rows)


def _kept_of(kind: Kind, one: Planned, *, is_run: bool) -> dict[str, str]:
    """Return what is kept of a row: all for its answer, and in a preview who it is."""
    if one.outcome in PROBLEMS:
        return one.kept
    return {} if is_run else {name: one.kept[name] for name in kind.named_by if one.kept.get(name)}


def _progress(there: Import, planned: Sequence[Planned], share: float) -> None:
    counts = Counter(there.counts)
    reasons = dict(there.reasons)
    for one in planned:
        counts[one.outcome] += 1
        for name in {f"{reason.weight}:{reason.code}:{reason.field}" for reason in one.reasons}:
            number, examples = reasons.get(name, [0, []])
            reasons[name] = [number + 1, [*examples, one.given.number][:EXAMPLES]]
    Import.objects.filter(pk=there.pk).update(
        counts=dict(counts), reasons=reasons, last_index=planned[-1].given.index, share=round(share, 4)
    )


def _finish(job: Import, actor: ActorLike, skipped: Sequence[Skipped]) -> None:
    with acting(actor.context):
        there = Import.objects.select_for_update().filter(pk=job.pk, state=job.state).first()
        if there is None:
            return
        state = IMPORT.after(there.state, "finish", WORKER)
        ended = state != "previewed"
        Import.objects.filter(pk=there.pk).update(
            state=state,
            version=there.version + 1,
            total=there.last_index,
            share=1.0,
            skipped=[[one.first, one.last, str(one.reason)] for one in skipped[:MOST_SKIPPED]],
            **({"file_key": "", "ended_at": timezone.now()} if ended else {}),
        )
        record(f"import.{state}", subject=("import", there.pk))
    if ended:
        storage.remove(job.file_key)


def _fail(job: Import, actor: ActorLike, code: str, detail: Mapping[str, Any]) -> None:
    with acting(actor.context):
        there = Import.objects.select_for_update().filter(pk=job.pk, state=job.state).first()
        if there is None:
            return
        Import.objects.filter(pk=there.pk).update(
            state=IMPORT.after(there.state, "fail", WORKER),
            version=there.version + 1,
            failure={"code": code, "detail": dict(detail)},
            file_key="",
            ended_at=timezone.now(),
        )
        record("import.failed", subject=("import", there.pk))
    storage.remove(job.file_key)


UNDO_BATCH = 200


def _undo(job: Import, kind: Kind) -> None:
    """Take back, the last row first, what this import did; what others changed since stays and is listed."""
    while (acts := _actor_of(job.pk)) is not None:
        with acting(acts.context), _logged(acts):
            there = Import.objects.select_for_update().filter(pk=job.pk, state="undoing").first()
            if there is None:
                return
            rows = list(
                RowResult.objects.filter(
                    Q(outcome__in=("created", "changed")) | ~Q(undo=[]),
                    of=job,
                    settled__in=("", "answered"),
                    is_preview=False,
                ).order_by("-index")[:UNDO_BATCH]
            )
            if not rows:
                Import.objects.filter(pk=job.pk).update(
                    state=IMPORT.after(there.state, "finish", WORKER),
                    version=there.version + 1,
                    ended_at=timezone.now(),
                    share=1.0,
                )
                record("import.undone", subject=("import", job.pk))
                return
            stays = kind.undo(acts, job.pk, rows)
            for row in rows:
                code = stays.get(row.pk, "")
                row.settled = "kept" if code else "undone"
                if code:
                    row.reasons = [*row.reasons, Reason(code, "", "note").stored()]
            RowResult.objects.bulk_update(rows, ["settled", "reasons"])
            kept = sum(1 for row in rows if row.settled == "kept")
            whole = (there.counts.get("created", 0) + there.counts.get("changed", 0)) or 1
            done = there.undone + there.kept + len(rows)
            Import.objects.filter(pk=job.pk).update(
                undone=there.undone + len(rows) - kept, kept=there.kept + kept, share=min(1.0, done / whole)
            )
