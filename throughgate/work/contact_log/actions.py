"""What people write down of contacts with organisations."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from throughgate.foundation.audit.record import record
from throughgate.ground.acting.actor import Actor, NotAllowed
from throughgate.ground.organisations.models import Organisation
from throughgate.work.contact_log.models import Agreement, Note

KEPT_WITH = frozenset(
    {"company", "club", "third_sector", "volunteer", "school", "chamber", "employment_service"}
)
"""Kinds of organisation with which contacts are written down."""


def _past(**days: Any) -> None:
    late = {
        name: _("This day has not come yet.")
        for name, day in days.items()
        if day and day > timezone.localdate()
    }
    if late:
        raise ValidationError(late, code="future")


def _must_keep(actor: Actor, row: Note | Agreement) -> None:
    if not actor.may("write", "company_log") or row.keeper_id != actor.organisation.pk:
        raise NotAllowed("write company_log")


@transaction.atomic
def add_note(*, actor: Actor, organisation: Organisation, **facts: Any) -> Note:
    """Write down a contact, in the own name. Raise NotAllowed, ValidationError."""
    actor.must("write", "company_log")
    _past(happened_on=facts.get("happened_on"))
    note = Note(organisation=organisation, keeper=actor.organisation, by=actor.membership, **facts)
    note.full_clean()
    note.save(force_insert=True)
    record("contact_note.add", subject=("contact_note", note.pk))
    return note


@transaction.atomic
def change_note(*, actor: Actor, note: Note, expected: int, **changes: Any) -> None:
    """Change a note of the own organisation that still has version `expected`; raise Stale otherwise."""
    _must_keep(actor, note)
    _past(happened_on=changes.get("happened_on"))
    if (changes.get("next_step", note.next_step), changes.get("next_on", note.next_on)) != (
        note.next_step,
        note.next_on,
    ):
        changes["done_on"] = None  # another step is not done
    note.save_over(expected, **changes, changed_at=timezone.now())
    record("contact_note.change", subject=("contact_note", note.pk), fields=changes)


@transaction.atomic
def finish_step(*, actor: Actor, note: Note, expected: int) -> None:
    """Say that the next step is done. Raise NotAllowed, Stale."""
    _must_keep(actor, note)
    note.save_over(expected, done_on=timezone.localdate(), changed_at=timezone.now())
    record("contact_note.finish", subject=("contact_note", note.pk), fields=["done_on"])


@transaction.atomic
def add_agreement(*, actor: Actor, organisation: Organisation, **facts: Any) -> Agreement:
    """Write down an agreement on paper. Raise NotAllowed, ValidationError."""
    actor.must("write", "company_log")
    _past(signed_on=facts.get("signed_on"))
    agreement = Agreement(organisation=organisation, keeper=actor.organisation, **facts)
    agreement.full_clean()
    agreement.save(force_insert=True)
    record("company_agreement.add", subject=("company_agreement", agreement.pk))
    return agreement


@transaction.atomic
def change_agreement(*, actor: Actor, agreement: Agreement, expected: int, **changes: Any) -> None:
    """Change an agreement of the own organisation that still has version `expected`; raise Stale otherwise."""
    _must_keep(actor, agreement)
    _past(signed_on=changes.get("signed_on"))
    if changes.get("valid_until", agreement.valid_until) != agreement.valid_until:
        changes["done_on"] = None  # another end is to be seen to again
    agreement.save_over(expected, **changes)
    record("company_agreement.change", subject=("company_agreement", agreement.pk), fields=changes)


@transaction.atomic
def finish_agreement(*, actor: Actor, agreement: Agreement, expected: int) -> None:
    """Say that nothing is to be done any more about the end of an agreement. Raise NotAllowed, Stale, ValidationError."""
    _must_keep(actor, agreement)
    if agreement.valid_until is None:
        raise ValidationError(_("It has no end."), code="no_end")
    agreement.save_over(expected, done_on=timezone.localdate())
    record("company_agreement.finish", subject=("company_agreement", agreement.pk), fields=["done_on"])
