"""Sign-in by allauth; a signed-in user arrives together with the memberships, in one query."""

from __future__ import annotations

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.http import HttpRequest

from throughgate.ground.accounts.models import Membership, User


class Backend(AuthenticationBackend):
    """Load the user and the memberships in force at once: every page needs both."""

    def get_user(self, user_id: Any) -> User | None:
        """Return the active user with `memberships_in_force` filled, or None."""
        memberships = list(
            Membership.objects.in_force()
            .filter(user_id=user_id)
            .select_related("user", "organisation")
            .order_by("organisation__name", "pk")
        )
        user = memberships[0].user if memberships else User.objects.filter(pk=user_id, is_active=True).first()
        if user is None or user.is_service:
            return None
        user.memberships_in_force = memberships
        return user

    def authenticate(self, request: HttpRequest, **credentials: Any) -> User | None:
        """Return who signs in with these; programs' accounts never do."""
        user: User | None = super().authenticate(request, **credentials)
        return None if user is not None and user.is_service else user
