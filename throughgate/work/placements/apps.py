"""The app of introductions and placements."""

from __future__ import annotations

from django.apps import AppConfig


class PlacementsConfig(AppConfig):
    """Somebody is introduced to whoever offers a place, starts there, and stays."""

    name = "throughgate.work.placements"
    label = "placements"
