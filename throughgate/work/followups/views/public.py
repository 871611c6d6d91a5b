"""Pages for persons and companies without an account: three questions, behind a link or a code."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from throughgate.foundation.database.context import NOBODY, acting
from throughgate.ground.accounts.key_pages import key_pages
from throughgate.work.followups.actions import keys
from throughgate.work.followups.forms import FeedbackForm


def _answer(request: HttpRequest, hashed: str) -> HttpResponse:
    with acting(NOBODY, read_only=True):
        asked = keys.find_asked(hashed)
    if asked is None:
        return render(request, "followups/public/gone.html", status=404)
    form = FeedbackForm(request.POST if request.method == "POST" else None, whose=asked.whose)
    if asked.answered and request.method == "POST":
        return redirect(request.path)
    if request.method != "POST" or not form.is_valid():
        status = 422 if request.method == "POST" else 200
        return render(request, "followups/public/page.html", {"asked": asked, "form": form}, status=status)
    with acting(NOBODY):
        if keys.answer_by_key(hashed, **form.said):
            messages.success(request, _("Thank you. That was all."))
    # Once more, or by somebody else at the same time: the page says how it stands.
    return redirect(request.path)


code_page, by_code, by_link = key_pages(
    "feedback", template="followups/public/code.html", find=keys.find_asked, answer=_answer
)
