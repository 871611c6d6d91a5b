"""Say whether the process is alive and can serve."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse
from django.urls import resolve
from django.views.decorators.http import require_safe

from throughgate.foundation.database.pulse import READY_WITHIN, pulse


@login_not_required
@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """Answer while the process lives."""
    return HttpResponse("ok\n", content_type="text/plain")


@login_not_required
@require_safe
def ready(request: HttpRequest) -> HttpResponse:
    """Answer 200 when the database answers, 503 otherwise; at once, either way."""
    if _database_answers():
        return HttpResponse("ready\n", content_type="text/plain")
    return HttpResponse("no database\n", status=503, content_type="text/plain")


def _database_answers() -> bool:
    if pulse.is_felt:
        return pulse.silence < READY_WITHIN
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return False
    return True


class Probes:
    """Answer `/health` and `/ready` before anything looks for a session: a machine asks, with whatever cookie."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer these two, and hand on the rest."""
        if request.path_info not in ("/health", "/ready"):
            return self.get_response(request)
        request.resolver_match = match = resolve(request.path_info)
        response: HttpResponse = match.func(request)
        return response
