"""How allauth signs people in here: no sign-up without an invitation, and mails that name no case."""

from __future__ import annotations

import time
from typing import Any

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.http import HttpRequest

from throughgate.ground.accounts.access import NEEDS_SECOND_FACTOR
from throughgate.ground.accounts.backend import Backend
from throughgate.ground.accounts.models import Membership
from throughgate.ground.accounts.sessions import work_as


class Adapter(DefaultAccountAdapter):
    """Close the public sign-up: accounts are made by taking up an invitation."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Answer no."""
        return False

    def login(self, request: HttpRequest, user: Any) -> None:
        """Begin where one left off, and stay there: what is chosen in another session moves this one nowhere."""
        super().login(request, user)
        arrived = Backend().get_user(user.pk)
        if arrived is not None:
            work_as(request, arrived.current_membership())

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Any:
        """Refuse a password longer than any we take, before it is hashed (250 ms each)."""
        if len(credentials.get("password") or "") > 128:
            return None
        return super().authenticate(request, **credentials)

    def is_reauthentication_required(self, *, app: str) -> bool:
        """Take a sign-in of the last minutes as proof of who it is: nobody types the password twice in a row."""
        request = self.request
        records = get_authentication_records(request, request.user) if request else []
        if records and time.time() - records[-1]["at"] < app_settings.REAUTHENTICATION_TIMEOUT:
            return False
        return bool(super().is_reauthentication_required(app=app))


class MfaAdapter(DefaultMFAAdapter):
    """Keep the second factor for roles that see people."""

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Answer no while one of the user's memberships sees people."""
        memberships = Membership.objects.in_force().filter(user=authenticator.user)
        if authenticator.type == Authenticator.Type.TOTP and any(
            NEEDS_SECOND_FACTOR & set(m.roles) for m in memberships
        ):
            return False
        return bool(super().can_delete_authenticator(authenticator))
