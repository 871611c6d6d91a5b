"""How allauth signs people in here: no sign-up without an invitation, and mails in our words alone."""

from __future__ import annotations

import time
from typing import Any

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.http import HttpRequest
from django.urls import reverse

from throughgate.foundation.web.addresses import whole_address
from throughgate.ground.accounts.backend import Backend
from throughgate.ground.accounts.mails import send_password_link
from throughgate.ground.accounts.models import Membership
from throughgate.ground.accounts.sessions import work_as
from throughgate.ground.acting.roles import NEEDS_SECOND_FACTOR


class Adapter(DefaultAccountAdapter):
    """Close the public sign-up: accounts are made by taking up an invitation. Send what `mails` has words for."""

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

    def get_reset_password_from_key_url(self, key: str) -> str:
        """Return the address behind which a new password is set, whatever host the request names."""
        user, _, secret = key.partition("-")
        return whole_address(reverse("account_reset_password_from_key", args=[user, secret]))

    def send_password_reset_mail(self, user: Any, email: str, context: dict[str, Any]) -> None:
        """Send it in our words, and to the address of the account, which is not always what was typed."""
        del email
        send_password_link(user, context["password_reset_url"])

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Refuse a mail that has no words of ours; nothing that is switched on sends one."""
        del email, context
        raise LookupError(f"A mail without words of ours: {template_prefix}")

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
