"""The app that makes two entries of the register one."""

from __future__ import annotations

from django.apps import AppConfig


class MergingConfig(AppConfig):
    """Merge organisations that stand in the register twice."""

    name = "throughgate.work.merging"
    label = "merging"
