"""The server's entry point."""

from __future__ import annotations

import os

import django
from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpRequest
from django.urls import ResolverMatch

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "throughgate.config.settings")
django.setup(set_prefix=False)

from throughgate.foundation.web.middleware.readable import Request  # noqa: E402 - needs the settings
from throughgate.foundation.web.post_search import match_of  # noqa: E402 - needs the settings


class Application(WSGIHandler):
    """Django's, with requests that are made whatever their headers say."""

    request_class = Request

    def resolve_request(self, request: HttpRequest) -> ResolverMatch:
        """Return to which page the address leads, as middleware found it; raise where it leads nowhere."""
        request.resolver_match = match_of(request) or super().resolve_request(request)
        return request.resolver_match


application = Application()
