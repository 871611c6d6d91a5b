"""How often somebody may type a code that is none: codes cannot be tried out.

Counted in the session, which is kept although the answer to a wrong code takes everything else back. A new session
costs a sign-in with its own limit.
"""

from __future__ import annotations

import time

from django.http import HttpRequest

MOST = 10
PERIOD = 300.0
"""So many wrong codes in so many seconds."""
_KEY = "wrong_codes"


def _recent(request: HttpRequest) -> list[float]:
    now = time.time()
    return [at for at in request.session.get(_KEY, []) if now - at < PERIOD]


def too_many(request: HttpRequest) -> bool:
    """Say whether no further code is looked up for now."""
    return len(_recent(request)) >= MOST


def note_wrong(request: HttpRequest) -> None:
    """Remember that a code was none."""
    request.session[_KEY] = [*_recent(request), time.time()]
