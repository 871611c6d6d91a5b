"""End a membership, with what was assigned handed over."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from throughgate.foundation.audit.record import record
from throughgate.ground.accounts.actions import end_membership
from throughgate.ground.accounts.actions.memberships import lock_members
from throughgate.ground.accounts.models import Membership
from throughgate.ground.acting.actor import Actor
from throughgate.person.people.assigning import can_be_given


def assigned_to(membership: Membership) -> int:
    """Return how many people are assigned to a member; a number, because administrators see no people."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT gate.assigned_to(%s)", [membership.pk])
        return int(cursor.fetchone()[0])


def can_take(actor: Actor, membership: Membership, leaving: Membership) -> bool:
    """Say whether a member may take over what was assigned to another one; oneself only whom one sees anyway."""
    return (
        membership.organisation_id == leaving.organisation_id
        and membership.pk != leaving.pk
        and membership.ends_on is None
        and can_be_given(actor, membership)
    )


@transaction.atomic
def leave_organisation(
    *, actor: Actor, membership: Membership, expected: int, taking: Membership | None
) -> int:
    """End a membership at once: an administrator that of a colleague, everybody their own.

    What was assigned goes to `taking`, or to nobody, so that it shows as without a case lead. Return how many people
    were handed over. Raise ValidationError for the last administrator, Stale over another version.
    """
    lock_members(actor.organisation)
    if taking is not None and not can_take(actor, taking, membership):
        raise ValidationError(
            {"taking": _("Choose a colleague whose work is with people.")}, code="cannot_take"
        )
    is_own = actor.membership is not None and membership.pk == actor.membership.pk
    if not is_own:
        actor.must("write", "membership")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT gate.hand_over_assignments(%s, %s)", [membership.pk, taking.pk if taking else None]
        )
        handed = int(cursor.fetchone()[0])
    if handed:
        record("membership.hand_over", subject=("membership", membership.pk), why=str(handed))
    end_membership(actor=actor, membership=membership, expected=expected)
    return handed
