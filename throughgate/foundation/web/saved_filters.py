"""Lists come back as one left them: filter and order in a cookie that names nobody, for this membership alone."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from urllib.parse import parse_qsl, urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.crypto import salted_hmac

KEPT_FOR = 180 * 24 * 3600
WHOSE = "for"


def lead_back(request: HttpRequest, cookie: str, names: Collection[str]) -> HttpResponse | None:
    """Return the way to the list as it was left, where the bare address is asked for; None where nothing is kept.

    Give only names whose values are chosen from a list: a typed name never goes into a cookie. Links that take every
    filter away keep an empty one in the address, so that it is not the bare one.
    """
    if request.GET or request.method not in ("GET", "HEAD"):
        return None
    said = dict(parse_qsl(request.COOKIES.get(cookie, "")[:400]))
    if said.get(WHOSE) != _whose(request):
        return None
    kept = {name: said[name] for name in names if said.get(name)}
    return HttpResponseRedirect(f"{request.path}?{urlencode(kept)}") if kept else None


def remember(request: HttpRequest, response: HttpResponse, cookie: str, chosen: Mapping[str, str]) -> None:
    """Keep what was chosen, or forget it where nothing was; leave it as it is where the address said nothing."""
    if not any(name in request.GET for name in chosen):
        return
    kept = {name: value for name, value in chosen.items() if value}
    if not kept:
        response.delete_cookie(cookie, path=request.path, samesite="Lax")
        return
    response.set_cookie(
        cookie,
        urlencode({WHOSE: _whose(request), **kept}),
        max_age=KEPT_FOR,
        path=request.path,
        secure=bool(settings.SESSION_COOKIE_SECURE),
        httponly=True,
        samesite="Lax",
    )


def _whose(request: HttpRequest) -> str:
    """Return a mark of the current membership that says nothing about it: the next reader has their own."""
    membership = getattr(getattr(request, "actor", None), "membership", None)
    return salted_hmac("throughgate.list", str(getattr(membership, "pk", ""))).hexdigest()[:16]
