"""The frame around every page: where one can go."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest


def context(request: HttpRequest) -> dict[str, Any]:
    """Return what the frame shows."""
    return {"navigation": []}
