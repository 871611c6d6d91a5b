"""Answers for what went wrong outside of a view."""

from __future__ import annotations

import sys

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.csrf import requires_csrf_token

from throughgate.foundation.database.lines import is_lost
from throughgate.foundation.web.form_recovery import keep, typed_by_user, typed_just_now
from throughgate.foundation.web.middleware.signing_in import lead_back


@requires_csrf_token
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say that the page was open too long, in plain words; what was typed in it comes back.

    Signing in anew, perhaps in another tab, makes the tokens of open pages worthless. A form that bears the mark of its
    user was made here, for them, whatever its token says: no other site can make one.
    """
    if typed := typed_by_user(request):
        return render(request, "web/form_recovery.html", {"typed": typed}, status=403)
    user = getattr(request, "user", None)
    if user is not None and not user.is_authenticated and keep(request):
        return lead_back(request)
    return render(request, "403_csrf.html", status=403)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that nobody could read this. The form is left alone: it may be what cannot be read."""
    return HttpResponse(render_to_string("400.html"), status=400)


def server_error(request: HttpRequest) -> HttpResponse:
    """Say that we are at fault, without asking anything of the request, the session or the database."""
    if is_lost(sys.exc_info()[1]):
        return no_database(request)
    return HttpResponse(render_to_string("500.html"), status=500)


def no_database(request: HttpRequest) -> HttpResponse:
    """Say that the database is away and what that means for what was sent, which can be sent again from this page."""
    typed = typed_just_now(request)
    said = {
        "in_doubt": getattr(request, "may_be_saved", False),
        "typed": typed,
        "csrf_token": request.POST.get("csrfmiddlewaretoken", "") if typed else "",
        "reads": request.method in ("GET", "HEAD"),
    }
    page = HttpResponse(render_to_string("503.html", said), status=503)
    page["Retry-After"] = "5"
    page["Cache-Control"] = "no-store"
    return page
