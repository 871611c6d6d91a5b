"""A last middleware, for tests alone: asks PostgreSQL whether the view that comes next could write."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import connection
from django.http import HttpRequest, HttpResponse


class AskReadOnly:
    """Tell in a header what `transaction_read_only` was when the view began."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass on, and add the header."""
        response = self.get_response(request)
        response["X-Test-Read-Only"] = getattr(request, "test_read_only", "")
        return response

    @staticmethod
    def process_view(request: Any, view: Any, args: Any, kwargs: Any) -> None:
        """Ask right before the view."""
        if connection.in_atomic_block:
            with connection.cursor() as cursor:
                cursor.execute("SHOW transaction_read_only")
                request.test_read_only = cursor.fetchone()[0]
        else:
            request.test_read_only = "outside"
