"""The imports app."""

from __future__ import annotations

from django.apps import AppConfig


class ImportsConfig(AppConfig):
    """The engine behind every import; what can be imported is named in `settings.IMPORT_KINDS`."""

    name = "throughgate.foundation.imports"
    label = "imports"
