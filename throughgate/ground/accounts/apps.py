"""The accounts app."""

from __future__ import annotations

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Named in the settings."""

    name = "throughgate.ground.accounts"
    label = "accounts"
