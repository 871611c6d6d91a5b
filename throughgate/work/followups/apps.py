"""The app of what follows a start."""

from __future__ import annotations

from django.apps import AppConfig


class FollowUpsConfig(AppConfig):
    """Person and company say at four milestones how it is going."""

    name = "throughgate.work.followups"
    label = "followups"
