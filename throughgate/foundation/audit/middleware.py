"""No log, no page: what a request read is written down before its answer leaves."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.urls import ResolverMatch

from throughgate.foundation.audit.reading import collecting, collecting_looks, log_reads
from throughgate.foundation.database.context import NOBODY, call_as


def page_name(match: ResolverMatch | None) -> str:
    """Return what the log calls a page: its route, or what the page says of itself (`logged_as`)."""
    return getattr(match.func, "logged_as", match.view_name) if match else ""


class AccessLog:
    """Write one row per request that loaded people, in a short transaction of its own."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, then log; a log that cannot be written turns the answer into an error."""
        with collecting() as people, collecting_looks() as looks:
            response = self.get_response(request)
        actor = getattr(request, "actor", None)
        for call, parameters in looks:
            call_as(actor.context if actor is not None else NOBODY, call, parameters)
        if people and actor is not None:
            match = request.resolver_match
            log_reads(
                actor.context,
                people,
                page=page_name(match),
                method=request.method or "",
                purpose=getattr(request, "purpose", ""),
            )
        return response
