"""From a session to an actor, and from an actor to a transaction in its context."""

from __future__ import annotations

import random
import time
from collections.abc import Callable

import structlog
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.messages.storage import default_storage
from django.core.exceptions import ObjectDoesNotExist
from django.db import DatabaseError, IntegrityError, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation

from throughgate.foundation.database.context import NOBODY, Context, acting
from throughgate.foundation.database.rows import Stale
from throughgate.foundation.web.post_search import is_counted, match_of, only_reads
from throughgate.ground.accounts.session_store import arriving_with
from throughgate.ground.accounts.sessions import SESSION_KEY
from throughgate.ground.acting.actor import Actor, actor_or_none
from throughgate.ground.acting.roles import NEEDS_SECOND_FACTOR

log = structlog.get_logger("throughgate.request")
GetResponse = Callable[[HttpRequest], HttpResponse]


class SignedIn(AuthenticationMiddleware):
    """Set `request.user`, and `request.actor` for somebody signed in (None otherwise)."""

    def process_request(self, request: HttpRequest) -> None:
        """Derive the actor from the membership kept in the session; rights follow the membership at once."""
        super().process_request(request)
        with arriving_with(request.session):
            actor = request.actor = self.actor(request)  # type: ignore[attr-defined]
        if actor and actor.user.language and not settings.DEMO:
            # What somebody chose goes with the account to every machine; LocaleMiddleware knew the cookie only.
            # In the demo one reader sits at many desks, so the cookie counts.
            translation.activate(actor.user.language)
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
        if actor_or_none(request) is None:
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
        actor = actor_or_none(request)
        if (
            actor is not None
            and not settings.DEMO
            and not actor.roles.isdisjoint(NEEDS_SECOND_FACTOR)
            and not request.session.get("second_factor")
            and not _is_entrance(request)
        ):
            if not is_mfa_enabled(actor.user):
                return HttpResponseRedirect(reverse("mfa_activate_totp"))
            request.session["second_factor"] = True
        return self.get_response(request)


class InContext:
    """Run each request in one transaction in which the actor acts; GET, HEAD and searches cannot write.

    An answer of 400 or above takes the whole change back, unless it counts a try (`codes.tries.counted`). Where somebody
    else was at it in the same moment, all is tried again from the beginning: the page then sees what the other one made,
    and answers to that.
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
        actor = actor_or_none(request)
        context = actor.context if actor else NOBODY
        for attempt in range(1, self.attempts + 1):
            request.tries_left = self.attempts - attempt  # type: ignore[attr-defined]
            response, failure = self.once(request, context, reads=reads)
            if not _worth_another_try(request, failure):
                break
            request._messages = default_storage(request)  # type: ignore[attr-defined]
            time.sleep(random.uniform(0.02, 0.1) * attempt)  # noqa: S311 - jitter, not a secret
        return response

    def once(
        self, request: HttpRequest, context: Context, *, reads: bool
    ) -> tuple[HttpResponse, Exception | None]:
        """Answer in one transaction; return with the answer why it failed, if it did."""
        request.failure = None  # type: ignore[attr-defined]
        try:
            with acting(context, read_only=reads):
                response = self.get_response(request)
                if response.status_code >= 400 and not getattr(response, "is_counted", False):
                    transaction.set_rollback(True)
                else:
                    # From here on a lost connection leaves open whether the commit arrived.
                    request.may_be_saved = not reads  # type: ignore[attr-defined]
        except IntegrityError as error:
            # Some rules are asked when the transaction ends, such as whether a row is there that another one names.
            if not _worth_another_try(request, error):
                log.exception("broke")
                raise
            return response, error
        return response, request.failure  # type: ignore[attr-defined]

    @staticmethod
    def process_exception(request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Remember why the view failed, and let nobody hear of what is tried again."""
        request.failure = exception  # type: ignore[attr-defined]
        outside = _outside_context(request)
        if isinstance(exception, DatabaseError) and not outside:
            transaction.set_rollback(True)
        if isinstance(exception, Stale) or (outside and _has_met(exception)):
            return render(request, "409.html", status=409)
        return HttpResponse(status=409) if _worth_another_try(request, exception) else None


MET = frozenset({"40001", "40P01", "55P03", "23000", "23503", "23505", "23P01", "42501"})
"""What PostgreSQL says where two met: a deadlock, a lock not to be had, a row that is closed, gone or there already, and
a right that ended meanwhile. What is a fault of ours stays one when it is tried again."""


def _worth_another_try(request: HttpRequest, failure: Exception | None) -> bool:
    return bool(getattr(request, "tries_left", 0)) and (
        isinstance(failure, ObjectDoesNotExist) or _has_met(failure)
    )


def _has_met(failure: Exception | None) -> bool:
    return isinstance(failure, DatabaseError) and getattr(failure.__cause__, "sqlstate", None) in MET


def _outside_context(request: HttpRequest) -> bool:
    """Say whether no transaction surrounds the view: it must write rate limits, also where it refuses."""
    return is_counted(request) or _is_entrance(request)


def _is_entrance(request: HttpRequest) -> bool:
    """Say whether the route is sign-in or takes a code of somebody without an account, which reads no case data."""
    match = match_of(request)
    return (
        match is not None
        and not match.namespace
        and match.view_name.startswith(
            (
                *("account_", "mfa_", "usersessions_", "renewal_", "joining_", "introduction_", "asked_"),
                *("feedback_", "health", "ready"),
            )
        )
    )
