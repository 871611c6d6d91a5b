"""Change what somebody does for an organisation, and end it. The last administrator stays."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from throughgate.foundation.audit.record import record
from throughgate.ground.accounts.actions.invitations import refused
from throughgate.ground.accounts.models import Invitation, Membership, PasswordCode
from throughgate.ground.accounts.rules import roles_problem
from throughgate.ground.acting.actor import Actor, NotAllowed
from throughgate.ground.acting.roles import ROLES
from throughgate.ground.organisations.models import Organisation

ADMINISTRATOR = "administrator"


@transaction.atomic
def change_roles(
    *, actor: Actor, membership: Membership, expected: int, roles: Collection[str], unit: str | None = None
) -> Membership:
    """Give a colleague exactly these roles, and a unit; nobody changes their own. Raise Stale over another version.

    Without `unit` it stays as it is.
    """
    actor.must("write", "membership")
    _must_be_of(actor, membership)
    if membership.user_id == actor.user.pk:
        raise refused("own_roles")
    if problem := roles_problem(roles, actor.organisation.kind):
        raise refused(problem, "roles")
    lock_members(actor.organisation)
    if ADMINISTRATOR not in roles:
        _must_leave_administrator(membership)
    membership.save_over(
        expected,
        roles=[role for role in ROLES if role in roles],
        unit=membership.unit if unit is None else " ".join(unit.split()),
    )
    if ADMINISTRATOR not in roles:
        _withdraw_offers(membership)
    record("membership.change_roles", subject=("membership", membership.pk), fields=membership.roles)
    return membership


@transaction.atomic
def end_membership(*, actor: Actor, membership: Membership, expected: int) -> None:
    """End a membership at once: an administrator that of a colleague, everybody their own.

    Call it through `people.actions.leaving`, which hands over what was assigned. Raise Stale over another version.
    """
    _must_be_of(actor, membership)
    is_own = actor.membership is not None and membership.pk == actor.membership.pk
    if not is_own:
        actor.must("write", "membership")
    lock_members(actor.organisation)
    _must_leave_administrator(membership)
    # Written first: afterwards the actor may not act for the organisation any more.
    record("membership.end", subject=("membership", membership.pk))
    _withdraw_offers(membership)
    membership.save_over(expected, ends_on=timezone.localdate() - timedelta(days=1))


def lock_members(organisation: Organisation) -> None:
    """Let changes of one organisation's members follow each other, so that the later one sees the earlier."""
    Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)


def _must_be_of(actor: Actor, membership: Membership) -> None:
    if membership.organisation_id != actor.organisation.pk:
        raise NotAllowed("foreign membership")


def _must_leave_administrator(membership: Membership) -> None:
    """Raise unless somebody else administers the organisation, without an end in sight, too."""
    others = Membership.objects.in_force().with_role(ADMINISTRATOR).exclude(pk=membership.pk)
    if not others.filter(organisation=membership.organisation_id, ends_on__isnull=True).exists():
        was = Membership.objects.in_force().with_role(ADMINISTRATOR).filter(pk=membership.pk)
        if was.exists():
            raise refused("last_administrator")


def _withdraw_offers(membership: Membership) -> None:
    """Take back what this member gave out, invitations and codes: it ends with the right of who gave it."""
    now = timezone.now()
    Invitation.objects.waiting().filter(invited_by=membership).update(withdrawn_at=now)
    PasswordCode.objects.filter(made_by=membership, used_at__isnull=True, expires_at__gt=now).update(
        expires_at=now
    )
