"""Who can be given people to look after."""

from __future__ import annotations

from django.utils import timezone

from throughgate.ground.accounts.models import Membership
from throughgate.ground.acting.actor import Actor
from throughgate.ground.acting.roles import LOOKS_AFTER


def looks_after(membership: Membership) -> bool:
    """Say whether a member works here today, and with people."""
    today = timezone.localdate()
    is_here = membership.starts_on <= today and (membership.ends_on is None or membership.ends_on >= today)
    return is_here and not LOOKS_AFTER.isdisjoint(membership.roles)


def can_be_given(actor: Actor, membership: Membership) -> bool:
    """Say whether the actor may give people who were shared to this member."""
    return (
        membership.organisation_id == actor.organisation.pk
        and looks_after(membership)
        and (membership.user_id != actor.user.pk or actor.reaches_organisation)
    )
