"""Who imports: the member who started it, or on the command line the organisation's import account."""

from __future__ import annotations

import uuid

from django.db import transaction
from django.utils import timezone

from throughgate.foundation.audit.record import record
from throughgate.foundation.database.context import NOBODY, acting
from throughgate.ground.accounts.models import Membership, User
from throughgate.ground.accounts.rules import ROLES_OF_KIND
from throughgate.ground.acting.actor import Actor, NotAllowed
from throughgate.ground.organisations.models import Organisation

ROLES_OF_IMPORTS: dict[str, tuple[str, ...]] = {
    "people": ("case_lead", "probation_officer"),
    "companies": ("placement_officer",),
    "openings": ("placement_officer",),
    "own_openings": ("company_contact",),
}
"""What the import account of an organisation is, the first that the organisation gives."""


def actor_of(membership: uuid.UUID, *, request: str) -> Actor | None:
    """Return a member as they may act at this moment; None where the membership is over."""
    found = (
        Membership.objects.in_force()
        .select_related("user", "organisation__region")
        .filter(pk=membership)
        .first()
    )
    return Actor(user=found.user, membership=found, request=request) if found else None


@transaction.atomic
def import_account(organisation: Organisation, kind: str, *, request: str = "") -> Actor:
    """Return the account that imports of this kind run as on the command line; made on first need."""
    given = [role for role in ROLES_OF_IMPORTS.get(kind, ()) if role in ROLES_OF_KIND[organisation.kind]]
    if not given:
        raise NotAllowed(f"import {kind}")
    with acting(NOBODY):
        user, _made = User.objects.get_or_create(
            # The colon keeps the name apart from those that people may choose.
            username=f"import:{organisation.code}"[:60],
            is_service=True,
            defaults={
                "given_names": "Import",
                "family_name": organisation.name[:100],
                "password": "!",
            },
        )
        member = Membership.objects.filter(user=user, organisation=organisation, ends_on__isnull=True).first()
        if member is None:
            member = Membership(
                user=user, organisation=organisation, roles=[given[0]], starts_on=timezone.localdate()
            )
            member.save(force_insert=True)
        elif given[0] not in member.roles:
            member.save_over(member.version, roles=[*member.roles, given[0]])
    actor = Actor(user=user, membership=member, request=request)
    if _made:
        with acting(actor.context):
            record("import.account", subject=("membership", member.pk))
    return actor
