"""One's own account: names, language, memberships, address."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from allauth.account.decorators import reauthentication_required
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import check_for_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from throughgate.foundation.database.context import acting
from throughgate.foundation.web.components import Words
from throughgate.foundation.web.form_page import FormPage
from throughgate.foundation.web.posted import next_in
from throughgate.ground.accounts import actions
from throughgate.ground.accounts.forms import EmailForm, NamesForm
from throughgate.ground.accounts.sessions import work_as
from throughgate.ground.acting.actor import actor_in, actor_or_none


@require_safe
def my_account(request: HttpRequest) -> HttpResponse:
    """Show names, language, address and memberships; tabs lead to password, second factor and sessions."""
    actor = actor_in(request)
    return render(request, "accounts/mine.html", {"user": actor.user, "languages": settings.LANGUAGES})


class _OwnAccount(FormPage):
    """A form about one's own account."""

    kicker = gettext_lazy("Your account")

    def back(self) -> str:
        """Return the account's page."""
        return reverse("accounts:mine")

    def crumbs(self) -> Iterable[tuple[Words, str]]:
        """Lead over the account's page."""
        return [(_("Your account"), self.back())]


class ChangeNames(_OwnAccount):
    """Change one's own names."""

    form_class = NamesForm
    title = gettext_lazy("Change your names")

    def initial(self, row: None) -> dict[str, Any]:
        """Show the names as they are."""
        del row
        user = self.actor.user
        return {"given_names": user.given_names, "family_name": user.family_name}

    def save(self, form: Any, version: int) -> None:
        """Change them."""
        del version
        actions.change_names(user=self.actor.user, **form.cleaned_data)


@method_decorator(reauthentication_required, name="dispatch")
class ChangeAddress(_OwnAccount):
    """Change one's own e-mail address, after showing again who one is (outside the context: see the middleware)."""

    form_class = EmailForm
    title = gettext_lazy("Change your e-mail address")

    def initial(self, row: None) -> dict[str, Any]:
        """Show the address as it is."""
        del row
        return {"email": self.actor.user.email}

    def save(self, form: Any, version: int) -> None:
        """Change it."""
        del version
        with acting(self.actor.context):
            actions.change_email(user=self.actor.user, email=form.cleaned_data["email"])


@require_POST
def switch_membership(request: HttpRequest) -> HttpResponse:
    """Work for another of one's organisations from the next page on."""
    actor = actor_in(request)
    chosen = request.POST.get("membership", "")
    membership = next((m for m in actor.user.memberships_in_force if str(m.pk) == chosen), None)
    if membership is None:
        raise Http404
    actions.choose_membership(user=actor.user, membership=membership)
    work_as(request, membership)
    return redirect("/")


@require_POST
@login_not_required
def choose_language(request: HttpRequest) -> HttpResponse:
    """Read in another language: kept in a cookie, and with the account of somebody signed in."""
    back = next_in(request)
    language = request.POST.get("language", "")
    if language not in dict(settings.LANGUAGES) or not check_for_language(language):
        messages.error(request, _("This language is not offered yet."))
        return HttpResponseRedirect(back)
    actor = actor_or_none(request)
    if actor is not None:
        actions.choose_language(user=actor.user, language=language)
    response = HttpResponseRedirect(back)
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=365 * 24 * 3600,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
        samesite="Lax",
    )
    return response
