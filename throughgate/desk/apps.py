"""The desk app."""

from __future__ import annotations

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """Named in the settings."""

    name = "throughgate.desk"
    label = "desk"
