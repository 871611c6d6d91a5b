"""Answers for what went wrong outside of a view."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import requires_csrf_token

from throughgate.foundation.web.kept import keep, typed_by_user
from throughgate.foundation.web.middleware.signing_in import lead_back


@requires_csrf_token
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say that the page was open too long, in plain words; what was typed in it comes back.

    Signing in anew, perhaps in another tab, makes the tokens of open pages worthless. A form that bears the mark of its
    user was made here, for them, whatever its token says: no other site can make one.
    """
    if typed := typed_by_user(request):
        return render(request, "web/kept.html", {"typed": typed}, status=403)
    user = getattr(request, "user", None)
    if user is not None and not user.is_authenticated and keep(request):
        return lead_back(request)
    return render(request, "403_csrf.html", status=403)
