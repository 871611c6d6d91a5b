"""One's own account: names, language, memberships, address."""

from __future__ import annotations

from typing import Any

from allauth.account.decorators import reauthentication_required
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import check_for_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from throughgate.foundation.database.context import acting
from throughgate.ground.accounts import actions
from throughgate.ground.accounts.actor import Actor
from throughgate.ground.accounts.editing import edit
from throughgate.ground.accounts.forms import EmailForm, NamesForm
from throughgate.ground.accounts.middleware import SESSION_KEY


@require_safe
def my_account(request: HttpRequest) -> HttpResponse:
    """Show names, language, address and memberships; tabs lead to password, second factor and sessions."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return render(request, "accounts/mine.html", {"user": actor.user, "languages": settings.LANGUAGES})


def names_page(request: HttpRequest) -> HttpResponse:
    """Change one's own names."""
    user = request.actor.user  # type: ignore[attr-defined]
    return edit(
        request,
        make=lambda data, _row: NamesForm(
            data, initial={"given_names": user.given_names, "family_name": user.family_name}
        ),
        save=lambda form, _version: actions.change_names(user=user, **form.cleaned_data),
        back=reverse("accounts:mine"),
        context={"heading": _("Change your names"), "kicker": _("Your account")},
    )


@reauthentication_required
def address_page(request: HttpRequest) -> HttpResponse:
    """Change one's own e-mail address, after showing again who one is (outside the context: see the middleware)."""
    user = request.actor.user  # type: ignore[attr-defined]

    def save(form: Any, _version: int) -> None:
        with acting(request.actor.context):  # type: ignore[attr-defined]
            actions.change_email(user=user, email=form.cleaned_data["email"])

    return edit(
        request,
        make=lambda data, _row: EmailForm(data, initial={"email": user.email}),
        save=save,
        back=reverse("accounts:mine"),
        context={"heading": _("Change your e-mail address"), "kicker": _("Your account")},
    )


@require_POST
def switch_membership(request: HttpRequest) -> HttpResponse:
    """Work for another of one's organisations from the next page on."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    chosen = request.POST.get("membership", "")
    if chosen not in {str(membership.pk) for membership in actor.user.memberships_in_force}:
        raise Http404
    request.session[SESSION_KEY] = chosen
    return redirect("/")


@require_POST
@login_not_required
def choose_language(request: HttpRequest) -> HttpResponse:
    """Read in another language: kept in a cookie, and with the account of somebody signed in."""
    back = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure()):
        back = "/"
    language = request.POST.get("language", "")
    if language not in dict(settings.LANGUAGES) or not check_for_language(language):
        messages.error(request, _("This language is not offered yet."))
        return redirect(back)
    actor: Actor | None = request.actor  # type: ignore[attr-defined]
    if actor is not None:
        actions.choose_language(user=actor.user, language=language)
    response = redirect(back)
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=365 * 24 * 3600,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
        samesite="Lax",
    )
    return response
