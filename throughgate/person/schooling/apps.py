"""The schooling app."""

from __future__ import annotations

from django.apps import AppConfig


class SchoolingConfig(AppConfig):
    """Named in the settings."""

    name = "throughgate.person.schooling"
    label = "schooling"
