"""Take one transition: check it against the table, save it over the version seen, leave one audit entry."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext_lazy as _

from throughgate.foundation.audit.record import record
from throughgate.foundation.database.rows import Stale
from throughgate.foundation.states import StateTable, TransitionRefused


def change_state(
    row: Any,
    table: StateTable,
    name: str,
    *,
    by: Collection[str],
    expected: int,
    given: Collection[str] = (),
    action: str = "",
    person: uuid.UUID | None = None,
    why: str = "",
    noted: Collection[str] | None = None,
    **changes: Any,
) -> None:
    """Take the transition `name` with a `Versioned` row that has a `state`, in the caller's transaction.

    `by` are the roles of who acts, or `PERSON`, `LINK_HOLDER`, `CLOCK`; `given` names the reasons and documents at hand
    (a `why` is the `reason`); `changes` are saved with the state. The audit says `action`, else the subject and the name,
    and names the fields `noted`, else those that changed.
    Raise Stale where somebody was first, PermissionDenied where it is not for `by`, ValidationError where the table does
    not allow it from here or something is missing.
    """
    if row.version != expected:
        raise Stale(type(row)._default_manager.get(pk=row.pk))
    state = next_state(row.state, table, name, by=by, given={*given, "reason"} if why else given)
    row.save_over(expected, state=state, **changes)
    record(
        action or f"{table.subject}.{name}",
        subject=(table.subject, row.pk),
        person=person,
        fields={"state", *changes} - {"changed_at"} if noted is None else noted,
        why=why,
    )


def next_state(
    state: str, table: StateTable, name: str, *, by: Collection[str], given: Collection[str] = ()
) -> str:
    """Return the state after a transition, or raise its refusal in the words of pages."""
    try:
        return table.after(state, name, by, given=given)
    except TransitionRefused as refused:
        if refused.code == "wrong_role":
            raise PermissionDenied(f"{name} {table.subject}") from None
        words = _("Something is still missing for this step.") if refused.code == "needs" else NOT_ANY_MORE
        raise ValidationError(words, code=refused.code, params={"needs": ", ".join(refused.needs)}) from None


NOT_ANY_MORE = _("This cannot be done any more.")
