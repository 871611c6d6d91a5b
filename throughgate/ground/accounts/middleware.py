"""From a session to an actor, and from an actor to a transaction in its context."""

from __future__ import annotations

import random
import time
from collections.abc import Callable

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.db import OperationalError, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import Resolver404, resolve, reverse
from django.utils import translation

from throughgate.foundation.database.context import NOBODY, acting
from throughgate.foundation.web.asking import only_reads
from throughgate.ground.accounts.access import NEEDS_SECOND_FACTOR
from throughgate.ground.accounts.actor import Actor
from throughgate.ground.accounts.sessions import SESSION_KEY

GetResponse = Callable[[HttpRequest], HttpResponse]


class SignedIn(AuthenticationMiddleware):
    """Set `request.user`, and `request.actor` for somebody signed in (None otherwise)."""

    def process_request(self, request: HttpRequest) -> None:
        """Derive the actor from the membership kept in the session; rights follow the membership at once."""
        super().process_request(request)
        request.actor = self.actor(request)  # type: ignore[attr-defined]
        if request.actor and request.actor.user.language and not settings.DEMO:  # type: ignore[attr-defined]
            # What somebody chose goes with the account to every machine; LocaleMiddleware knew the cookie only.
            # In the demo one reader sits at many desks, so the cookie counts.
            translation.activate(request.actor.user.language)  # type: ignore[attr-defined]
            request.LANGUAGE_CODE = translation.get_language()

    @staticmethod
    def actor(request: HttpRequest) -> Actor | None:
        """Return who acts, or None for somebody anonymous."""
        user = request.user
        if not user.is_authenticated:
            return None
        current = user.current_membership(request.session.get(SESSION_KEY))
        return Actor(user=user, membership=current, request=getattr(request, "id", ""))


class KeepPrivate:
    """Let no browser keep what somebody signed in has seen, nor show it again after signing out.

    The answer to a search stays until one signs out, or "Back" would ask to send the form once more.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Say so in the headers, unless the answer says something itself."""
        response = self.get_response(request)
        if request.actor is None:  # type: ignore[attr-defined]
            return response
        searched = request.method == "POST" and response.status_code == 200 and only_reads(request)
        response.headers.setdefault("Cache-Control", "private, no-cache" if searched else "private, no-store")
        if not request.user.is_authenticated:
            response.headers["Clear-Site-Data"] = '"cache"'
        return response


class SecondFactor:
    """Send people whose role sees people to set up their second factor before anything else."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Ask once per session; the demo's cards need none."""
        actor: Actor | None = request.actor  # type: ignore[attr-defined]
        if (
            actor is not None
            and not settings.DEMO
            and not actor.roles.isdisjoint(NEEDS_SECOND_FACTOR)
            and not _outside_context(request)
            and not request.session.get("second_factor")
        ):
            if not is_mfa_enabled(actor.user):
                return HttpResponseRedirect(reverse("mfa_activate_totp"))
            request.session["second_factor"] = True
        return self.get_response(request)


class InContext:
    """Run each request in one transaction in which the actor acts; GET, HEAD and searches cannot write.

    An answer of 400 or above takes the whole change back. A deadlock or a serialisation failure is tried again.
    """

    attempts = 3

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Open the transaction, answer, and close it."""
        reads = only_reads(request)
        if _outside_context(request):
            request.may_be_saved = not reads  # type: ignore[attr-defined]
            return self.get_response(request)
        actor: Actor | None = request.actor  # type: ignore[attr-defined]
        context = actor.context if actor else NOBODY
        for attempt in range(1, self.attempts + 1):
            request.failure = None  # type: ignore[attr-defined]
            with acting(context, read_only=reads):
                response = self.get_response(request)
                if response.status_code >= 400:
                    transaction.set_rollback(True)
                else:
                    # From here on a lost connection leaves open whether the commit arrived.
                    request.may_be_saved = not reads  # type: ignore[attr-defined]
            if attempt == self.attempts or not _worth_another_try(request.failure):  # type: ignore[attr-defined]
                break
            time.sleep(random.uniform(0.02, 0.1) * attempt)  # noqa: S311 - jitter, not a secret
        return response

    @staticmethod
    def process_exception(request: HttpRequest, exception: Exception) -> None:
        """Remember why the view failed."""
        request.failure = exception  # type: ignore[attr-defined]


def _worth_another_try(failure: Exception | None) -> bool:
    cause = failure.__cause__ if isinstance(failure, OperationalError) else None
    return getattr(cause, "sqlstate", None) in ("40001", "40P01")


def _outside_context(request: HttpRequest) -> bool:
    """Say whether the route is sign-in or takes a code, which reads no case data and must write rate limits."""
    try:
        match = resolve(request.path_info)
    except Resolver404:
        return False
    return not match.namespace and match.view_name.startswith(
        ("account_", "mfa_", "usersessions_", "renewal_", "health", "ready")
    )
