"""How often somebody may type a code of a sheet or a slip: codes cannot be tried out, in whatever session."""

from __future__ import annotations

from typing import Final

from allauth.core.internal.ratelimit import RateLimitUsage, consume
from django.http import HttpRequest

MOST: Final = 10
RATE: Final = {"sheet_code": f"{MOST}/5m/user"}
"""So many codes that lead nowhere, of one user in five minutes."""


def begin(request: HttpRequest) -> RateLimitUsage | None:
    """Count a try before its code is looked up; None where there were too many. Roll it back where the code was right."""
    return consume(request, app="throughgate", action="sheet_code", config=RATE)
