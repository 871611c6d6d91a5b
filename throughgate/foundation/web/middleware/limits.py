"""Refuse a body that is too large before it is read."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from throughgate.foundation.web.post_search import match_of


class RefuseOversized:
    """Answer 413 to forms above `DATA_UPLOAD_MAX_MEMORY_SIZE`, except where `UPLOAD_LIMITS` names the route.

    It stands behind sign-in: large files are taken from somebody known only, before they reach the disk.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Compare the announced length with the limit of the route."""
        try:
            length = int(request.META.get("CONTENT_LENGTH") or 0)
        except ValueError:
            length = 0
        if length > settings.DATA_UPLOAD_MAX_MEMORY_SIZE and length > self.limit(request):
            response = render(request, "413.html", status=413)
            # The rest of the body is never read, so the connection cannot be used again.
            response["Connection"] = "close"
            return response
        return self.get_response(request)

    @staticmethod
    def limit(request: HttpRequest) -> int:
        """Return the largest body in bytes that the route takes from whoever asks."""
        if getattr(request, "actor", None) is None:
            return settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        match = match_of(request)
        name = match.view_name if match else ""
        return settings.UPLOAD_LIMITS.get(name, settings.DATA_UPLOAD_MAX_MEMORY_SIZE)
