"""The server's entry point."""

from __future__ import annotations

import os

import django
from django.core.handlers.wsgi import WSGIHandler

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "throughgate.config.settings")
django.setup(set_prefix=False)

from throughgate.foundation.web.middleware.readable import Request  # noqa: E402 - needs the settings


class Application(WSGIHandler):
    """Django's, with requests that are made whatever their headers say."""

    request_class = Request


application = Application()
