"""The audit app."""

from __future__ import annotations

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """Audit entries, history of rows, access log."""

    name = "throughgate.foundation.audit"
    label = "audit"
