"""Pages for companies without an account, and the letter that leads to them.

The public pages are outside the context (see the middleware), so that limits of attempts hold even where the answer is
a refusal; what they read and change goes through functions that ask for the hash of the key.
"""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from throughgate.foundation.codes import secret
from throughgate.foundation.codes.tries import OF_STRANGERS, too_many
from throughgate.foundation.database.context import NOBODY, acting
from throughgate.foundation.printing import pdf_response
from throughgate.foundation.web.addresses import whole_address
from throughgate.foundation.web.posted import key_in
from throughgate.ground.accounts.forms import CodeForm
from throughgate.ground.accounts.words import PROBLEMS
from throughgate.work.openings.models import Opening
from throughgate.work.openings.renewal import actions
from throughgate.work.openings.renewal.printing import letter_pdf
from throughgate.work.openings.views.acting import actor_of

BY_CODE = "renewal"
"""Where the session keeps which code was typed, as its hash."""


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def code_page(request: HttpRequest) -> HttpResponse:
    """Ask for the code of a letter."""
    form = CodeForm(request.POST or None)
    if request.method == "POST":
        if OF_STRANGERS.begin(request) is None:
            return too_many(request)
        if form.is_valid():
            hashed = secret.hash_of_code(form.cleaned_data["code"])
            with acting(NOBODY, read_only=True):
                asked = actions.find_asked(hashed)
            if asked is not None:
                request.session[BY_CODE] = hashed
                return redirect("renewal_by_code")
            form.add_error("code", PROBLEMS["code_unknown"])
    status = 422 if request.method == "POST" else 200
    return render(request, "openings/renewal/code.html", {"form": form}, status=status)


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def by_code(request: HttpRequest) -> HttpResponse:
    """Show what the code typed in this session opens."""
    hashed = request.session.get(BY_CODE)
    return _answer(request, hashed) if hashed else redirect("renewal_code")


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def by_link(request: HttpRequest, token: str) -> HttpResponse:
    """Show what the link of a mail opens. Looking changes nothing: mail servers follow links."""
    return _answer(request, secret.hash_of(token))


def _answer(request: HttpRequest, hashed: str) -> HttpResponse:
    with acting(NOBODY, read_only=True):
        asked = actions.find_asked(hashed)
    if asked is None:
        return render(request, "openings/renewal/gone.html", status=404)
    if request.method != "POST":
        until = min((line.expires_on for line in asked.open_lines), default=None)
        return render(request, "openings/renewal/page.html", {"asked": asked, "until": until})
    with acting(NOBODY):
        if request.POST.get("taken"):
            if actions.fill_by_key(hashed, _key(request.POST["taken"])):
                messages.success(request, _("Thank you. The place is marked as taken."))
        elif actions.renew_by_key(hashed):
            messages.success(request, _("Thank you. Your openings are renewed."))
    return redirect(request.path)


def _key(text: str) -> uuid.UUID:
    try:
        return uuid.UUID(text)
    except ValueError:
        raise Http404 from None


@require_POST
def letter(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Print the letter with a code, for the company of an opening; the code stands on it alone."""
    actor = actor_of(request)
    opening = get_object_or_404(Opening.objects.visible_to(actor).with_names(), pk=key)
    try:
        made = actions.make_letter_code(actor=actor, organisation=opening.organisation, key=key_in(request))
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
        return redirect("openings:page", key)
    if made is None:
        messages.error(request, _("No opening of this organisation stands any more. Renew one first."))
        return redirect("openings:page", key)
    code, until = made
    standing = Opening.objects.visible_to(actor).filter(organisation=opening.organisation).standing()
    content = letter_pdf(
        opening.organisation,
        list(standing.order_by("title_key", "id")),
        sender=actor.organisation,
        code=code,
        until=until,
        address=whole_address(reverse("renewal_code")),
    )
    return pdf_response(content, "letter")
