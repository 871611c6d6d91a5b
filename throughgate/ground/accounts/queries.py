"""What is asked about memberships and invitations."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

from throughgate.foundation.database.paging import Page, page_of
from throughgate.foundation.outbox.queries import last_mail_about

if TYPE_CHECKING:
    from throughgate.ground.organisations.models import Organisation

MEMBERS_SHOWN = 50


class MembershipQuerySet(models.QuerySet[Any]):
    """Memberships as sentences."""

    def in_force(self, on: date | None = None) -> Self:
        """Keep memberships that count on a day (default: today) of users who may sign in."""
        day = on or timezone.localdate()
        return self.filter(
            Q(ends_on__isnull=True) | Q(ends_on__gte=day), starts_on__lte=day, user__is_active=True
        )

    def with_role(self, role: str) -> Self:
        """Keep memberships that carry `role`."""
        return self.filter(roles__contains=[role])


class InvitationQuerySet(models.QuerySet[Any]):
    """Invitations as sentences."""

    def open(self) -> Self:
        """Keep invitations that somebody can still take up."""
        return self.filter(accepted_at__isnull=True, withdrawn_at__isnull=True, expires_at__gt=timezone.now())

    def waiting(self) -> Self:
        """Keep invitations that nobody took up or withdrew, run out or not."""
        return self.filter(accepted_at__isnull=True, withdrawn_at__isnull=True)


def members_of(organisation: Organisation) -> MembershipQuerySet:
    """Return who works for an organisation now, by name."""
    from throughgate.ground.accounts.models import Membership

    return (
        Membership.objects.in_force()
        .filter(organisation=organisation, user__is_service=False)
        .select_related("user")
        .order_by("user__family_name", "user__given_names", "pk")
    )


def members_page(organisation: Organisation, *, after: str = "", before: str = "") -> Page[Any]:
    """Return a page of who works for an organisation now: who came first stands on the first one, each is by name.

    Names stand with the users: in the order of names a large organisation would be read as a whole.
    """
    from throughgate.ground.accounts.models import Membership

    rows = Membership.objects.in_force().filter(organisation=organisation, user__is_service=False)
    page = page_of(rows.select_related("user"), order=("id",), after=after, before=before, size=MEMBERS_SHOWN)
    by_name = sorted(page.rows, key=lambda row: (row.user.family_name, row.user.given_names, row.pk))
    return Page(by_name, page.after, page.before)


def invitations_of(organisation: Organisation) -> InvitationQuerySet:
    """Return the invitations of an organisation that nobody took up yet, the newest first.

    `mailed` is the state of the last mail with their link, if there was one.
    """
    from throughgate.ground.accounts.models import Invitation

    waiting = Invitation.objects.waiting().filter(organisation=organisation)
    told: InvitationQuerySet = waiting.annotate(mailed=last_mail_about()).order_by("-created_at")
    return told
