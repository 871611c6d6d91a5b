"""The look: base templates, components, styles."""

from __future__ import annotations

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Templates and static files that every page builds on."""

    name = "throughgate.foundation.web"
    label = "web"
