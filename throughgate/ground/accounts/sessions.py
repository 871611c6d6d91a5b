"""A session: how one begins outside of the sign-in form, and for which membership it works."""

from __future__ import annotations

from allauth.account.adapter import get_adapter
from allauth.usersessions.models import UserSession
from django.http import HttpRequest

from throughgate.ground.accounts.models import Membership, User

SESSION_KEY = "membership"


def begin_session(request: HttpRequest, user: User) -> None:
    """Sign a user in and list the session, as allauth does where a password was typed."""
    get_adapter().login(request, user)
    UserSession.objects.create_from_request(request)


def work_as(request: HttpRequest, membership: Membership | None) -> None:
    """Let this session work for a membership from the next page on."""
    if membership is not None:
        request.session[SESSION_KEY] = str(membership.pk)
