"""Pages that are asked by a form: what somebody types about people stands in no address.

An address goes into histories, bookmarks, logs of proxies and the way back from sign-in. So a search is sent as POST,
answered at once with the page, and still cannot write: the transaction is READ ONLY as that of a GET.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import Resolver404, ResolverMatch, resolve
from django.views.decorators.http import require_http_methods

View = TypeVar("View", bound=Callable[..., HttpResponseBase])


def asked_by_form(view: View) -> View:
    """Let a page be asked by POST beside GET; neither writes."""
    view.reads_always = True  # type: ignore[attr-defined]
    return require_http_methods(["GET", "HEAD", "POST"])(view)


def counts_tries(view: View) -> View:
    """Let a form count tries that stand whatever its answer is, a refusal too.

    It is taken outside of the request's transaction, which a refusal takes back: the view opens its own (`acting`).
    """
    view.counts_tries = True  # type: ignore[attr-defined]
    return view


def only_reads(request: HttpRequest) -> bool:
    """Say whether a request changes nothing, whatever it carries."""
    return request.method in ("GET", "HEAD", "OPTIONS") or _says(request, "reads_always")


def is_counted(request: HttpRequest) -> bool:
    """Say whether a request is a try that counts whatever comes of it."""
    return request.method == "POST" and _says(request, "counts_tries")


def _says(request: HttpRequest, mark: str) -> bool:
    match = match_of(request)
    return match is not None and getattr(match.func, mark, False)


def match_of(request: HttpRequest) -> ResolverMatch | None:
    """Return to which page a request's address leads, None where there is none. Looked up once for each address.

    Middleware asks before Django does, several times for each form, and going through all patterns takes a while.
    """
    known: tuple[str, ResolverMatch | None] | None = getattr(request, "known_match", None)
    if known is None or known[0] != request.path_info:
        try:
            found = resolve(request.path_info)
        except Resolver404:
            found = None
        request.known_match = known = (request.path_info, found)  # type: ignore[attr-defined]
    return known[1]
