"""The observations app."""

from __future__ import annotations

from django.apps import AppConfig


class ObservationsConfig(AppConfig):
    """Named in the settings."""

    name = "throughgate.person.observations"
    label = "observations"
