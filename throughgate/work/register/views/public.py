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
from throughgate.work.register import words
from throughgate.work.register.actions import keys, proposing
from throughgate.work.register.actions.registering import register
from throughgate.work.register.forms import AnswerForm, CorrectionForm, RegistrationForm
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
    with acting(NOBODY, read_only=True):
        standing = proposing.entry_by_key(hashed)
    if standing is not None and standing.proposed_at is None:
        if request.POST.get("answer") == "propose":
            return _take_correction(request, hashed, standing)
        if request.method != "POST" and "correct" in request.GET:
            return _correction(request, CorrectionForm(initial=dict(standing.facts)), standing)
    template = f"register/public/{asked.purpose}.html"
    form = AnswerForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        status = 422 if request.method == "POST" else 200
        page = {"asked": asked, "form": form, "standing": standing}
        return render(request, template, page, status=status)
    with acting(NOBODY):
        answer = form.cleaned_data["answer"]
        if keys.answer_by_key(hashed, answer, form.cleaned_data["said"]):
            messages.success(request, _said(answer))
    # Once more, or by somebody else at the same time: the page says how it stands.
    return redirect(request.path)


def _take_correction(request: HttpRequest, hashed: str, standing: proposing.Standing) -> HttpResponse:
    """Send what was corrected; where nothing was, all is still right."""
    form = CorrectionForm(request.POST, initial=dict(standing.facts))
    if not form.is_valid():
        return _correction(request, form, standing, status=422, seen=request.POST.get("seen", ""))
    answer = "propose" if standing.changed(form.cleaned_data) else "refresh"
    with acting(NOBODY):
        if answer == "refresh":
            is_done = keys.answer_by_key(hashed, answer)
        else:
            is_done = proposing.propose(hashed, form.cleaned_data, request.POST.get("seen", ""))
    if is_done:
        messages.success(request, _said(answer))
        return redirect(request.path)
    with acting(NOBODY, read_only=True):
        now = proposing.entry_by_key(hashed)
    if now is None or now.proposed_at is not None:
        # Sent twice, or by somebody else at the same time: the page says how it stands.
        return redirect(request.path)
    return _correction(request, form, now, status=409)


def _correction(
    request: HttpRequest,
    form: CorrectionForm,
    standing: proposing.Standing,
    *,
    status: int = 200,
    seen: str = "",
) -> HttpResponse:
    """Show the form; once more with what stands there now, where somebody changed the entry meanwhile."""
    said = standing.changed(form.cleaned_data) if status == 409 else {}
    page = {
        "form": form,
        "seen": seen or standing.seen,
        "back": request.path,
        "is_stale": status == 409,
        "theirs": [(label, old) for label, old, _new in words.side_by_side(standing.facts, said)],
    }
    return render(request, "register/public/correct.html", page, status=status)


def _said(answer: str) -> str:
    return {
        "confirm": _("Thank you. Your registration is confirmed."),
        "refresh": _("Thank you. All stays as it is."),
        "say_changed": _("Thank you. We change it, or call you."),
        "propose": _("Thank you. Somebody from your region looks at it; then it stands in the register."),
        "leave": _("You have left the register."),
    }[answer]


code_page, by_code, by_link = key_pages(
    "joining", template="register/public/code.html", find=keys.find_asked, answer=_answer
)
