"""Write one audit entry for one change."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from django.utils import timezone

from throughgate.foundation.audit.models import Entry
from throughgate.foundation.database.bulk import insert_rows
from throughgate.foundation.database.context import current
from throughgate.foundation.database.keys import uuid7


def record(
    action: str,
    *,
    subject: tuple[str, uuid.UUID | None],
    person: uuid.UUID | None = None,
    fields: Iterable[str] = (),
    why: str = "",
) -> None:
    """Write that whoever acts did `action` (dotted, such as `stay.change_dates`) to `subject` (kind, id)."""
    context = current()
    kind, key = subject
    Entry(
        user_id=context.user,
        membership_id=context.membership,
        organisation_id=context.organisation,
        request=context.request,
        action=action,
        subject_kind=kind,
        subject_id=key,
        person_id=person,
        fields=sorted(fields),
        why=why,
    ).save(force_insert=True)


def record_many(action: str, subjects: Iterable[tuple[str, uuid.UUID, uuid.UUID | None]]) -> None:
    """Write one entry for each of many changes of one kind, given as kind, id and person; one query."""
    context, at = current(), timezone.now()
    insert_rows(
        Entry,
        [
            {
                "id": uuid7(),
                "at": at,
                "user_id": context.user,
                "membership_id": context.membership,
                "organisation_id": context.organisation,
                "request": context.request,
                "action": action,
                "subject_kind": kind,
                "subject_id": key,
                "person_id": person,
                "fields": [],
                "why": "",
            }
            for kind, key, person in subjects
        ],
    )
