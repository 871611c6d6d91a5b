"""The app of the register."""

from __future__ import annotations

from django.apps import AppConfig


class RegisterConfig(AppConfig):
    """Who offers something, and whether that is still so."""

    name = "throughgate.work.register"
    label = "register"
