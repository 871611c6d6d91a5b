"""Who acts: a user with the current membership, its organisation and roles."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from throughgate.foundation.database.context import Context
from throughgate.ground.acting import access
from throughgate.ground.acting.roles import REACHES_ORGANISATION

if TYPE_CHECKING:
    from throughgate.ground.accounts.models import Membership, User
    from throughgate.ground.organisations.models import Organisation


class NotAllowed(PermissionDenied):
    """The actor's roles do not open this; the page answers 403 in plain words."""


@dataclass(frozen=True)
class Actor:
    """Set once per request and handed on explicitly. Without a membership it has no rights."""

    user: User
    membership: Membership | None
    request: str = ""

    @property
    def organisation(self) -> Organisation:
        """Return the organisation acted for; raise NotAllowed where there is none."""
        if self.membership is None:
            raise NotAllowed("no membership")
        return self.membership.organisation

    @property
    def roles(self) -> frozenset[str]:
        """Return the roles of the current membership."""
        return frozenset(self.membership.roles) if self.membership else frozenset()

    @property
    def reaches_organisation(self) -> bool:
        """Say whether the roles look beyond the own caseload."""
        return not self.roles.isdisjoint(REACHES_ORGANISATION)

    def may(self, action: str, kind: str) -> bool:
        """Say whether the roles `read` or `write` records of `kind`."""
        where = self.membership.organisation.kind if self.membership else ""
        return access.may(self.roles, action, kind, where=where)

    def must(self, action: str, kind: str) -> None:
        """Raise NotAllowed unless the roles `read` or `write` records of `kind`."""
        if not self.may(action, kind):
            raise NotAllowed(f"{action} {kind}")

    @property
    def context(self) -> Context:
        """Return what row policies compare with."""
        if self.membership is None:
            return Context(user=self.user.pk, request=self.request)
        return Context(
            user=self.user.pk,
            membership=self.membership.pk,
            organisation=self.membership.organisation_id,
            roles=self.roles,
            request=self.request,
        )


def actor_or_none(request: HttpRequest) -> Actor | None:
    """Return who acts in this request, or None for somebody anonymous; `SignedIn` has set it."""
    actor: Actor | None = getattr(request, "actor", None)
    return actor


def actor_in(request: HttpRequest) -> Actor:
    """Return who acts in this request; raise NotAllowed for somebody anonymous."""
    actor = actor_or_none(request)
    if actor is None:
        raise NotAllowed("nobody signed in")
    return actor
