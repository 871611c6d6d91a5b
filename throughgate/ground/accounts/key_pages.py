"""Pages for those who have no account but a key: a code on paper, which they type, or the link of a mail.

They are outside the context (see the middleware), so that limits of attempts hold even where the answer is a refusal; what
they read and change goes through functions of the database that ask for the hash of the key.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from throughgate.foundation.codes import secret
from throughgate.foundation.codes.tries import OF_STRANGERS, too_many
from throughgate.foundation.database.context import NOBODY, acting
from throughgate.ground.accounts.forms import CodeForm
from throughgate.ground.accounts.words import PROBLEMS

View = Callable[..., HttpResponse]


def open_to_all(view: View) -> View:
    """Let anybody read and send a page, and nobody keep a copy of it."""
    methods = require_http_methods(["GET", "HEAD", "POST"])
    answer: View = login_not_required(never_cache(methods(view)))
    return answer


def key_pages(
    name: str,
    *,
    template: str,
    find: Callable[[str], Any],
    answer: Callable[[HttpRequest, str], HttpResponse],
) -> tuple[View, View, View]:
    """Return three pages: one that asks for the code, and those that a code or a link opens.

    Their addresses are called `name_code`, `name_by_code` and `name_by_link`. `find` takes the hash of a key and returns what
    it opens, None where it is none; `answer` shows that, and takes what is sent.
    """

    @open_to_all
    def code_page(request: HttpRequest) -> HttpResponse:
        """Ask for the code of a letter."""
        form = CodeForm(request.POST or None)
        if request.method == "POST":
            if OF_STRANGERS.begin(request) is None:
                return too_many(request)
            if form.is_valid():
                hashed = secret.hash_of_code(form.cleaned_data["code"])
                with acting(NOBODY, read_only=True):
                    found = find(hashed)
                if found is not None:
                    # The session keeps which code was typed, as its hash.
                    request.session[name] = hashed
                    return redirect(f"{name}_by_code")
                form.add_error("code", PROBLEMS["code_unknown"])
        status = 422 if request.method == "POST" else 200
        return render(request, template, {"form": form}, status=status)

    @open_to_all
    def by_code(request: HttpRequest) -> HttpResponse:
        """Show what the code typed in this session opens."""
        hashed = request.session.get(name)
        return answer(request, hashed) if hashed else redirect(f"{name}_code")

    @open_to_all
    def by_link(request: HttpRequest, token: str) -> HttpResponse:
        """Show what the link of a mail opens. Looking changes nothing: mail servers follow links."""
        return answer(request, secret.hash_of(token))

    return code_page, by_code, by_link
