"""The people app."""

from __future__ import annotations

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Named in the settings."""

    name = "throughgate.person.people"
    label = "people"
