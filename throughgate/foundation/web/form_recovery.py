"""What somebody typed outlives the end of their session: it comes back after sign-in, to them and to nobody else.

Forms carry a signed mark of whom they were made for (`{% once %}`). What is sent with such a mark by somebody signed out
waits in the session, encrypted with a key of that one user, for an hour: whoever else signs in cannot read it.
"""

from __future__ import annotations

import base64
import json
from typing import Any, Final, NamedTuple

from cryptography.fernet import Fernet, InvalidToken
from django.core.exceptions import BadRequest, SuspiciousOperation
from django.core.signing import BadSignature, TimestampSigner
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.crypto import salted_hmac
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from throughgate.foundation.database.keys import read_key
from throughgate.foundation.web.post_search import only_reads

MARK: Final = "whose"
"""The field that says for whom a form was made."""
KEPT: Final = "kept"
LASTS: Final = 3600
MADE_WITHIN: Final = 24 * 3600
"""Seconds: how long what was typed waits, and how old a form may be."""
MOST: Final = 200_000
"""Characters; a longer form is not kept."""
OWN: Final = frozenset({"csrfmiddlewaretoken", "once", MARK, "version", "next"})
"""Fields that nobody typed."""


class Typed(NamedTuple):
    """A form that was not taken: where it goes, and its fields."""

    address: str
    fields: list[tuple[str, str]]

    @property
    def words(self) -> list[str]:
        """Return what may have been typed, to be read again; keys of rows tell nobody anything."""
        return [
            value for name, value in self.fields if name not in OWN and value.strip() and not read_key(value)
        ]


def mark(user: Any) -> str:
    """Return the mark of a form that is made for this user."""
    return _signer().sign(str(user.pk))


def made_for(request: HttpRequest) -> str:
    """Return the key of the user for whom the form was made; empty where it carries no mark of ours."""
    try:
        return _signer().unsign(request.POST.get(MARK, ""), max_age=MADE_WITHIN)
    except BadSignature:
        return ""


def typed_by_user(request: HttpRequest) -> Typed | None:
    """Return a form that its own user sent; None for a form of somebody else, and for files, which do not come back."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated or made_for(request) != str(user.pk) or request.FILES:
        return None
    return _typed(request)


def typed_just_now(request: HttpRequest) -> Typed | None:
    """Return what this request sends, where it is a form made here for somebody signed in; files do not come back."""
    if request.method != "POST" or request.content_type != "application/x-www-form-urlencoded":
        return None
    try:
        return _typed(request) if made_for(request) else None
    except (SuspiciousOperation, BadRequest, OSError):  # too large, not readable, or broken off
        return None


def keep(request: HttpRequest) -> bool:
    """Keep a form that was sent after its user was signed out; say whether it is kept."""
    owner = made_for(request)
    if not owner or only_reads(request) or request.FILES or "HX-Request" in request.headers:
        return False
    said = json.dumps(_typed(request))
    if len(said) > MOST:
        return False
    request.session[KEPT] = Fernet(_key(owner)).encrypt(said.encode()).decode()
    return True


@never_cache
@require_safe
def kept_page(request: HttpRequest) -> HttpResponse:
    """Show somebody who signed in again what they had typed, to be sent with one button."""
    said = _open(request)
    if said is None:
        return redirect("/")
    address, fields = json.loads(said)
    return render(request, "web/form_recovery.html", {"typed": Typed(address, fields)})


def leave_to_its_user(request: HttpRequest) -> None:
    """Take what waits out of the session of whoever else signed in, and what waited too long."""
    if KEPT in request.session and request.user.is_authenticated and _open(request) is None:
        del request.session[KEPT]


def _open(request: HttpRequest) -> bytes | None:
    """Return what waits for this user; None where nothing does, it is too old, or somebody else typed it."""
    try:
        return Fernet(_key(str(request.user.pk))).decrypt(request.session.get(KEPT, ""), ttl=LASTS)
    except InvalidToken:
        return None


def _typed(request: HttpRequest) -> Typed:
    fields = [
        (name, str(value))
        for name, values in request.POST.lists()
        if name != "csrfmiddlewaretoken"
        for value in values
    ]
    return Typed(request.get_full_path(), fields)


def _signer() -> TimestampSigner:
    return TimestampSigner(salt="throughgate.web.whose")


def _key(owner: str) -> bytes:
    return base64.urlsafe_b64encode(salted_hmac("throughgate.web.kept", owner, algorithm="sha256").digest())
