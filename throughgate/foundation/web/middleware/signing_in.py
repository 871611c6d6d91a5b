"""Lead whoever is not signed in to the sign-in page; what they had typed waits for them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from throughgate.foundation.web.form_recovery import keep, leave_to_its_user


class SignInFirst(LoginRequiredMiddleware):
    """Demand sign-in, unless a page says otherwise."""

    def process_view(self, request: HttpRequest, view_func: Any, view_args: Any, view_kwargs: Any) -> Any:
        """Take words of others out of the session before anything is shown."""
        leave_to_its_user(request)
        return super().process_view(request, view_func, view_args, view_kwargs)

    def handle_no_permission(self, request: HttpRequest, view_func: Any) -> Any:
        """Keep a form that was sent after the session had ended."""
        if request.method == "POST" and keep(request):
            return lead_back(request)
        return super().handle_no_permission(request, view_func)


def lead_back(request: HttpRequest) -> HttpResponse:
    """Lead to sign-in, and from there to what was typed."""
    messages.info(request, _("You were signed out. Sign in again: what you typed comes back."))
    return redirect_to_login(reverse("account_kept"))
