"""The outbox app."""

from __future__ import annotations

from django.apps import AppConfig


class OutboxConfig(AppConfig):
    """Mails on their way out."""

    name = "throughgate.foundation.outbox"
    label = "outbox"
