"""The app of plans."""

from __future__ import annotations

from django.apps import AppConfig


class PlanningConfig(AppConfig):
    """Plans of a region."""

    name = "throughgate.work.planning"
    label = "planning"
