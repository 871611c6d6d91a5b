"""Sign somebody in outside of the sign-in form, so that the session stands among those that can be ended."""

from __future__ import annotations

from allauth.account.adapter import get_adapter
from allauth.usersessions.models import UserSession
from django.http import HttpRequest

from throughgate.ground.accounts.models import User


def begin_session(request: HttpRequest, user: User) -> None:
    """Sign a user in and list the session, as allauth does where a password was typed."""
    get_adapter().login(request, user)
    UserSession.objects.create_from_request(request)
