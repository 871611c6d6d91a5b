"""The chain app."""

from __future__ import annotations

from django.apps import AppConfig


class ChainConfig(AppConfig):
    """Named in the settings."""

    name = "throughgate.person.chain"
    label = "chain"
