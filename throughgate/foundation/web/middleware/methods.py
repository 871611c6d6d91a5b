"""An address that cannot be used in this way says so on a page: somebody typed it, or came back from a sent form."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import get_language_from_request, override

METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
"""Methods that pages are asked with, or that they refuse by themselves. Nothing here is traced or passed through."""
ANSWERED = "GET, HEAD, POST, OPTIONS"


class RefuseMethods:
    """Answer 405 to any other method before anything is read; static files and probes as well."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Ask nothing of session or database."""
        if request.method in METHODS:
            return self.get_response(request)
        with override(get_language_from_request(request)):
            page = HttpResponse(render_to_string("405.html"), status=405)
        page["Allow"] = ANSWERED
        return page


class ExplainMethod:
    """Fill the empty answer 405."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, and keep which methods are allowed."""
        response = self.get_response(request)
        if response.status_code != 405 or response.streaming or response.content:
            return response
        page = render(request, "405.html", status=405)
        page["Allow"] = response.get("Allow", "")
        return page
