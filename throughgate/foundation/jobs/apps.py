"""The jobs app."""

from __future__ import annotations

from django.apps import AppConfig


class JobsConfig(AppConfig):
    """Named in the settings."""

    name = "throughgate.foundation.jobs"
    label = "jobs"
