"""Sign-in by allauth; a signed-in user arrives together with the memberships, mostly with the session too."""

from __future__ import annotations

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.http import HttpRequest

from throughgate.ground.accounts.models import User
from throughgate.ground.accounts.session_store import user_by_key


class Backend(AuthenticationBackend):
    """Load the user and the memberships in force at once: every page needs both."""

    def get_user(self, user_id: Any) -> User | None:
        """Return the active user with `memberships_in_force` filled, or None."""
        user = user_by_key(user_id)
        return None if user is None or user.is_service else user

    def authenticate(self, request: HttpRequest, **credentials: Any) -> User | None:
        """Return who signs in with these; programs' accounts never do."""
        user: User | None = super().authenticate(request, **credentials)
        return None if user is not None and user.is_service else user
