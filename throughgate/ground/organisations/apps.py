"""The organisations app."""

from __future__ import annotations

from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    """Named in the settings."""

    name = "throughgate.ground.organisations"
    label = "organisations"
