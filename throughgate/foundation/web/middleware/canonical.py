"""One log line per request, without personal data: the route's name, never the address. Style sheets and the like: none."""

from __future__ import annotations

import logging
import time
import uuid
from collections.abc import Callable
from typing import Any

import structlog
from django.conf import settings
from django.core.exceptions import BadRequest, PermissionDenied, SuspiciousOperation
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse

from throughgate.foundation.web.middleware.methods import METHODS

log = structlog.get_logger("throughgate.request")


class QueryCount:
    """Count statements and the time they took."""

    def __init__(self) -> None:
        self.count = 0
        self.seconds = 0.0

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: Any, context: Any) -> Any:
        """Run one statement."""
        start = time.perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            self.count += 1
            self.seconds += time.perf_counter() - start


class RequestLog:
    """Give the request an id, and write one line when it is answered."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request and log route, status, time and queries."""
        name = request.id = str(uuid.uuid4())  # type: ignore[attr-defined]
        queries = QueryCount()
        start = time.perf_counter()
        with structlog.contextvars.bound_contextvars(request=name), connection.execute_wrapper(queries):
            response = self.get_response(request)
            response["X-Request-Id"] = name
            match = request.resolver_match
            log.log(
                logging.DEBUG if is_file(request, response) else logging.INFO,
                "answered",
                method=request.method if request.method in METHODS else "other",
                route=match.view_name if match else "",
                status=response.status_code,
                ms=round((time.perf_counter() - start) * 1000, 1),
                queries=queries.count,
                query_ms=round(queries.seconds * 1000, 1),
            )
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> None:
        """Say which error broke the page and where in the code, never its message: that may quote a row."""
        if not isinstance(exception, EXPECTED):
            log.error("broke", exc_info=exception)


def is_file(request: HttpRequest, response: HttpResponse) -> bool:
    """Say whether a static file was served: a page brings twenty of them, and they tell nothing."""
    return response.status_code < 400 and request.path_info.startswith(settings.STATIC_URL)


EXPECTED = (Http404, PermissionDenied, SuspiciousOperation, BadRequest)
