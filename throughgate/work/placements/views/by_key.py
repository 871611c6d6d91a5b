"""Pages by a code or a link: a company's introduction, and what a person is asked."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from throughgate.foundation.database.context import NOBODY, acting
from throughgate.foundation.languages.texts import reader_language
from throughgate.ground.accounts.key_pages import key_pages
from throughgate.work.placements.actions import keys
from throughgate.work.placements.papers import decides, ways
from throughgate.work.placements.profiles import profile_page
from throughgate.work.placements.queries.company import one_by_key
from throughgate.work.placements.views import desk


def _read(find: Callable[[str], Any], hashed: str) -> Any:
    with acting(NOBODY, read_only=True):
        return find(hashed)


def _introduction(request: HttpRequest, hashed: str) -> HttpResponse:
    shown = _read(one_by_key, hashed)
    if shown is None:
        return render(request, "placements/key/gone.html", status=404)
    by_key = desk.Desk(
        "placements/key/introduction.html",
        lambda: _read(one_by_key, hashed),
        lambda: acting(NOBODY),
        hashed,
    )
    return desk.answer(request, by_key, shown)


introduction_code, introduction_by_code, introduction_by_link = key_pages(
    "introduction", template="placements/key/code.html", find=one_by_key, answer=_introduction
)


class AnswerForm(forms.Form):
    """What a person says."""

    answer = forms.ChoiceField(
        label=gettext_lazy("What do you say?"),
        choices=[
            ("open", gettext_lazy("Yes, openly")),
            ("neutral", gettext_lazy("Yes, neutrally")),
            ("no", gettext_lazy("No")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose one of them.")},
    )

    def __init__(self, data: Any, *, may_agree: bool) -> None:
        super().__init__(data)
        if not may_agree:
            answer: Any = self.fields["answer"]
            answer.choices = [("no", gettext_lazy("No"))]


def _asked(request: HttpRequest, hashed: str) -> HttpResponse:
    asked = _read(keys.find_asked, hashed)
    if asked is None:
        request.session.pop("asked", None)
        return render(request, "placements/key/asked_gone.html", status=404)
    form = AnswerForm(request.POST or None, may_agree=not asked.needs_guardian)
    if request.method != "POST" or not asked.is_open or not form.is_valid():
        wrong = request.method == "POST" and asked.is_open
        page = {
            "asked": asked,
            "form": form,
            # Answered once, it lies open to nobody who comes to the screen next.
            "shown": profile_page(asked.profile) if asked.is_open else None,
            "ways": ways(),
            "decides": decides(),
        }
        return render(request, "placements/key/asked.html", page, status=422 if wrong else 200)
    said = form.cleaned_data["answer"]
    with acting(NOBODY):
        keys.answer_by_key(
            hashed, agrees=said != "no", route="" if said == "no" else said, read_in=reader_language()
        )
    request.session.pop("asked", None)
    messages.success(request, _("Thank you. Your answer is kept; nobody sees it on this screen any more."))
    return redirect("asked_code")


asked_code, asked_by_code, _asked_by_link = key_pages(
    "asked", template="placements/key/asked_code.html", find=keys.find_asked, answer=_asked
)
