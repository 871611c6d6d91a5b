"""How often a code may be typed: tries are counted in the database, for every process, session and machine alike.

A try is counted before its code is looked up, so that many at once are no way around. It stands whatever the answer is:
the page is outside of the request's transaction (`counts_tries`, or a page for strangers), or its refusal says that it
stands (`counted`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from allauth.core import ratelimit
from allauth.core.internal.ratelimit import RateLimitUsage, consume
from django.http import HttpRequest, HttpResponse


@dataclass(frozen=True)
class Tries:
    """So many tries in five minutes."""

    name: str
    most: int
    by: str
    """Whose tries are counted together: "ip" or "user"."""

    def begin(self, request: HttpRequest) -> RateLimitUsage | None:
        """Count a try; None where there were too many. Roll it back where a right code should not count."""
        rates = {self.name: f"{self.most}/5m/{self.by}"}
        return consume(request, app="throughgate", action=self.name, config=rates)


OF_STRANGERS: Final = Tries("paper_code", 30, "ip")
"""Invitations, new passwords, renewals: whoever has the paper."""
OF_MEMBERS: Final = Tries("sheet_code", 10, "user")
"""Sheets and slips: somebody signed in, whose right codes do not count."""


def counted(refusal: HttpResponse) -> HttpResponse:
    """Let the try stand that this answer refuses, and whatever else the request changed: by then that must be nothing."""
    refusal.is_counted = True  # type: ignore[attr-defined]
    return refusal


def too_many(request: HttpRequest) -> HttpResponse:
    """Answer 429: no code is looked up for some minutes."""
    response: HttpResponse = ratelimit.respond_429(request)
    return response
