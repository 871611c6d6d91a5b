"""The jurisdictions app: nothing is stored, packs are checked."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.core import checks


class JurisdictionsConfig(AppConfig):
    """Named in the settings."""

    name = "throughgate.ground.jurisdictions"
    label = "jurisdictions"

    def ready(self) -> None:
        """Let `throughgate check` read every pack."""
        checks.register(_sound)


def _sound(**_: Any) -> list[checks.CheckMessage]:
    from throughgate.ground.jurisdictions.checking import problems

    return [checks.Error(problem, id="jurisdictions.E001") for problem in problems()]
