"""The ways in for people who have no account yet, or whose password is lost.

All are outside the context (see the middleware), so that limits of attempts hold even where the answer is a refusal.
"""

from __future__ import annotations

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from throughgate.foundation.codes.tries import OF_STRANGERS, too_many
from throughgate.foundation.database.context import NOBODY, acting
from throughgate.foundation.web.posted import add_errors
from throughgate.ground.accounts import actions
from throughgate.ground.accounts.forms import CodeForm, NewcomerForm, PasswordCodeForm
from throughgate.ground.accounts.models import Invitation
from throughgate.ground.accounts.sessions import begin_session, work_as
from throughgate.ground.accounts.words import PROBLEMS
from throughgate.ground.acting.actor import Actor, actor_or_none

BY_CODE = "invitation"
"""Where the session keeps which code from paper was typed, as its hash: a renewed invitation has another."""


@login_not_required
@never_cache
def code_page(request: HttpRequest) -> HttpResponse:
    """Ask for the code of an invitation on paper."""
    form = CodeForm(request.POST or None)
    if request.method == "POST":
        if OF_STRANGERS.begin(request) is None:
            return too_many(request)
        if form.is_valid():
            invitation = actions.find_by_code(form.cleaned_data["code"])
            if invitation is not None:
                request.session[BY_CODE] = invitation.code_hash
                return redirect("account_join_by_code")
            form.add_error("code", PROBLEMS["code_unknown"])
    return render(request, "accounts/code.html", {"form": form}, status=422 if form.is_bound else 200)


@login_not_required
@never_cache
@sensitive_post_parameters("password", "again")
def join_by_link(request: HttpRequest, token: str) -> HttpResponse:
    """Take up the invitation behind a link."""
    return _join(request, actions.find_by_token(token))


@login_not_required
@never_cache
@sensitive_post_parameters("password", "again")
def join_by_code(request: HttpRequest) -> HttpResponse:
    """Take up the invitation that a code opened in this session."""
    typed = request.session.get(BY_CODE)
    if not typed:
        return redirect("account_invitation")
    found = Invitation.objects.open().filter(code_hash=typed).select_related("organisation").first()
    return _join(request, found)


def _join(request: HttpRequest, invitation: Invitation | None) -> HttpResponse:
    if invitation is None:
        return render(request, "accounts/invitation_gone.html", status=404)
    actor = actor_or_none(request)
    if actor is not None:
        return _join_as_user(request, invitation, actor)
    form = NewcomerForm(
        request.POST or None,
        initial={
            "given_names": invitation.given_names,
            "family_name": invitation.family_name,
            "email": invitation.email,
        },
    )
    if request.method == "POST":
        # Each attempt hashes a password, which takes time on purpose.
        if OF_STRANGERS.begin(request) is None:
            return too_many(request)
        if form.is_valid():
            facts = {name: value for name, value in form.cleaned_data.items() if name != "again"}
            try:
                with acting(NOBODY):
                    membership = actions.accept_as_newcomer(
                        invitation=invitation.pk, language=get_language() or "", **facts
                    )
            except ValidationError as error:
                add_errors(form, error)
            else:
                record_authentication(request, membership.user, method="password")
                begin_session(request, membership.user)
                return _welcome(request, membership)
    context = {"form": form, "invitation": invitation}
    return render(request, "accounts/join.html", context, status=422 if form.is_bound else 200)


def _join_as_user(request: HttpRequest, invitation: Invitation, actor: Actor) -> HttpResponse:
    refusal: list[str] = []
    if request.method == "POST":
        try:
            with acting(actor.context):
                membership = actions.accept_as_user(invitation=invitation.pk, user=actor.user)
        except ValidationError as error:
            refusal = error.messages
        else:
            return _welcome(request, membership)
    context = {"invitation": invitation, "refusal": refusal}
    return render(request, "accounts/join_as_user.html", context, status=422 if refusal else 200)


def _welcome(request: HttpRequest, membership: Any) -> HttpResponse:
    request.session.pop(BY_CODE, None)
    work_as(request, membership)
    messages.success(
        request,
        _("Welcome. You now work for %(organisation)s here.")
        % {"organisation": membership.organisation.name},
    )
    return redirect("/")


@login_not_required
@never_cache
@sensitive_post_parameters("password", "again", "code")
def password_page(request: HttpRequest) -> HttpResponse:
    """Set a new password with a code on paper."""
    form = PasswordCodeForm(request.POST or None)
    if request.method == "POST":
        if OF_STRANGERS.begin(request) is None:
            return too_many(request)
        if form.is_valid():
            facts = form.cleaned_data
            try:
                with acting(NOBODY):
                    actions.use_password_code(
                        username=facts["username"], code=facts["code"], password=facts["password"]
                    )
            except ValidationError as error:
                add_errors(form, error)
            else:
                messages.success(request, _("The new password counts. Sign in with it now."))
                return redirect("account_login")
    return render(
        request, "accounts/password_code.html", {"form": form}, status=422 if form.is_bound else 200
    )
