"""What is asked about memberships and invitations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from throughgate.foundation.database.paging import Page, page_of
from throughgate.foundation.outbox.queries import last_mail_about
from throughgate.ground.accounts.models import Invitation, Membership
from throughgate.ground.accounts.querysets import InvitationQuerySet, MembershipQuerySet

if TYPE_CHECKING:
    from throughgate.ground.organisations.models import Organisation

MEMBERS_SHOWN = 50


def members_of(organisation: Organisation) -> MembershipQuerySet:
    """Return who works for an organisation now, by name."""
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
    rows = Membership.objects.in_force().filter(organisation=organisation, user__is_service=False)
    page = page_of(rows.select_related("user"), order=("id",), after=after, before=before, size=MEMBERS_SHOWN)
    by_name = sorted(page.rows, key=lambda row: (row.user.family_name, row.user.given_names, row.pk))
    return Page(by_name, page.after, page.before)


def invitations_of(organisation: Organisation) -> InvitationQuerySet:
    """Return the invitations of an organisation that nobody took up yet, the newest first.

    `mailed` is the state of the last mail with their link, if there was one.
    """
    waiting = Invitation.objects.waiting().filter(organisation=organisation)
    told: InvitationQuerySet = waiting.annotate(mailed=last_mail_about()).order_by("-created_at")
    return told
