"""The openings app."""

from __future__ import annotations

from django.apps import AppConfig


class OpeningsConfig(AppConfig):
    """Named in the settings."""

    name = "throughgate.work.openings"
    label = "openings"
