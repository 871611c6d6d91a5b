"""Pages for those without an account: register, confirm, say that all is still right, leave."""

from __future__ import annotations

import uuid
from typing import Final

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from throughgate.foundation.codes.tries import Tries, too_many
from throughgate.foundation.database.context import NOBODY, acting
from throughgate.foundation.printing import pdf_response
from throughgate.foundation.web.addresses import whole_address
from throughgate.foundation.web.posted import key_in
from throughgate.ground.accounts.key_pages import key_pages, open_to_all
from throughgate.work.register.actions import keys
from throughgate.work.register.actions.registering import register
from throughgate.work.register.forms import AnswerForm, RegistrationForm
from throughgate.work.register.papers import form_code
from throughgate.work.register.printing import form_pdf

LIMIT: Final = Tries("registration", 20, "ip")
"""A job fair registers from one address; a machine sends more."""
TRAP: Final = "homepage"
"""A field that nobody sees: whoever fills it in is no human being."""


@open_to_all
def form_page(request: HttpRequest) -> HttpResponse:
    """Let somebody register. Whatever is known already, the answer is the same: it tells nobody who is here."""
    if request.method != "POST":
        return render(request, "register/public/form.html", {"form": RegistrationForm(), "trap": TRAP})
    if LIMIT.begin(request) is None:
        return too_many(request)
    form = RegistrationForm(request.POST)
    if request.POST.get(TRAP):
        return redirect("joining_sent")
    if form.is_valid():
        with acting(NOBODY):
            mails = register(once=key_in(request) or uuid.uuid4(), **form.cleaned_data)
        return redirect(reverse("joining_sent") + ("" if mails else "?by=letter"))
    page = {"form": form, "trap": TRAP, "once": key_in(request)}
    return render(request, "register/public/form.html", page, status=422)


@login_not_required
@require_safe
def sent_page(request: HttpRequest) -> HttpResponse:
    """Say what comes next."""
    return render(request, "register/public/sent.html", {"by_letter": request.GET.get("by") == "letter"})


@login_not_required
@never_cache
@require_safe
def paper(request: HttpRequest) -> HttpResponse:
    """Print the form for those who rather write by hand; each sheet has a code of its own."""
    del request
    return pdf_response(form_pdf(form_code(), whole_address(reverse("register:type"))), "form")


def _answer(request: HttpRequest, hashed: str) -> HttpResponse:
    with acting(NOBODY, read_only=True):
        asked = keys.find_asked(hashed)
    if asked is None:
        return render(request, "register/public/gone.html", status=404)
    template = f"register/public/{asked.purpose}.html"
    form = AnswerForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        status = 422 if request.method == "POST" else 200
        return render(request, template, {"asked": asked, "form": form}, status=status)
    with acting(NOBODY):
        answer = form.cleaned_data["answer"]
        if keys.answer_by_key(hashed, answer, form.cleaned_data["said"]):
            messages.success(request, _said(answer))
    # Once more, or by somebody else at the same time: the page says how it stands.
    return redirect(request.path)


def _said(answer: str) -> str:
    return {
        "confirm": _("Thank you. Your registration is confirmed."),
        "refresh": _("Thank you. All stays as it is."),
        "say_changed": _("Thank you. We change it, or call you."),
        "leave": _("You have left the register."),
    }[answer]


code_page, by_code, by_link = key_pages(
    "joining", template="register/public/code.html", find=keys.find_asked, answer=_answer
)
