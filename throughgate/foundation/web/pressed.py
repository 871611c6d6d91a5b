"""A button that changes a row without asking for more: renew, pause, done.

It answers as a form does. What was done leads on; a row that changed meanwhile answers 409, a refusal of the action 422, and
neither can leave anything behind (decision 0007). Both show the page as it is now, with the reason on top: nothing was typed that
could be lost, so nobody has to choose between two versions. An answer that led on in every case would tell neither
a program nor the log whether anything was done.
"""

from __future__ import annotations

from collections.abc import Callable
from copy import copy

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import resolve
from django.utils.translation import gettext as _

from throughgate.foundation.database.rows import Stale


def answer_button(
    request: HttpRequest, change: Callable[[], object], *, back: Callable[[], str], done: str = ""
) -> HttpResponse:
    """Make the change and lead `back`, saying `done`; else show that page with why nothing was changed.

    `back` gives a path of this house, asked for after the change, which may have moved the row.
    """
    try:
        change()
    except Stale:
        why = _("Somebody changed this meanwhile. This is how it is now; nothing else was changed.")
        return page_again(request, back(), why=why, status=409)
    except ValidationError as refused:
        return page_again(request, back(), why=" ".join(refused.messages), status=422)
    if done:
        messages.success(request, done)
    return HttpResponseRedirect(back())


def page_again(request: HttpRequest, path: str, *, why: str, status: int) -> HttpResponse:
    """Answer with the page at a path of this house, as if it were asked for now, under another status and with a reason.

    `path` may carry a query, and a place in the page, which is not looked for. A page that leads on leads on, with the reason.
    """
    messages.error(request, why)
    # A copy: what is written down of the request goes on to say what was asked.
    asked = copy(request)
    path, _mark, query = path.partition("#")[0].partition("?")
    match = asked.resolver_match = resolve(path)
    asked.method, asked.POST, asked.GET = "GET", QueryDict(), QueryDict(query)
    asked.path = asked.path_info = path
    response: HttpResponse = match.func(asked, *match.args, **match.kwargs)
    if response.status_code < 300:
        response.status_code = status
    return response
