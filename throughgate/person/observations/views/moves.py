"""Amend, take back, discard; and open a sheet or a slip by its code."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from allauth.core import ratelimit
from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views import View

from throughgate.ground.accounts.actor import Actor
from throughgate.ground.accounts.rules import read_code
from throughgate.person.observations import actions
from throughgate.person.observations.forms import CodeForm, ReasonForm
from throughgate.person.observations.models import Sheet, SheetState, Slip, SlipKind
from throughgate.person.observations.paper import attempts
from throughgate.person.people.views.editing import add_errors


class Move(View):
    """A question before a step that cannot be taken back."""

    http_method_names = ["get", "head", "post", "options"]
    state: ClassVar[str] = SheetState.SIGNED
    form_class: ClassVar[type[forms.Form]] = ReasonForm
    title: ClassVar[str | Promise]
    hint: ClassVar[str | Promise]
    button: ClassVar[str | Promise]
    button_kind: ClassVar[str] = "main"

    actor: Actor
    sheet: Sheet

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Find one's own sheet in the state from which this is possible."""
        self.actor = request.actor  # type: ignore[attr-defined]
        self.actor.must("write", "sheet")
        mine = Sheet.objects.filter(pk=kwargs["key"], observer=self.actor.membership, state=self.state)
        found = mine.first()
        if found is None:
            raise Http404
        self.sheet = found
        return super().dispatch(request, *args, **kwargs)

    def act(self, form: Any) -> HttpResponse:
        """Call the action and say where to go."""
        raise NotImplementedError

    def get(self, request: HttpRequest, key: uuid.UUID) -> HttpResponse:
        """Ask."""
        del key
        return self.show(request, self.form_class())

    def post(self, request: HttpRequest, key: uuid.UUID) -> HttpResponse:
        """Act, or show what must be put right."""
        del key
        form = self.form_class(request.POST)
        if form.is_valid():
            try:
                return self.act(form)
            except ValidationError as error:
                add_errors(form, error)
        return self.show(request, form, status=422)

    def show(self, request: HttpRequest, form: Any, *, status: int = 200) -> HttpResponse:
        """Render the question."""
        context = {
            "form": form,
            "sheet": self.sheet,
            "title": self.title,
            "hint": self.hint,
            "button_label": self.button,
            "button_kind": self.button_kind,
        }
        return render(request, "observations/move.html", context, status=status)


class Amend(Move):
    """Begin a new version."""

    title = _("Begin a new version")
    hint = _(
        "The new version starts with everything on this sheet. This one counts until you sign the new one."
    )
    button = _("Begin the new version")

    def act(self, form: Any) -> HttpResponse:
        """Copy the sheet and open the copy."""
        draft = actions.amend_sheet(actor=self.actor, key=self.sheet.pk, reason=form.cleaned_data["reason"])
        return redirect("observations:sheet", draft.pk)


class Retract(Move):
    """Take a sheet back."""

    title = _("Take the sheet back")
    hint = _("It counts no longer. It stays readable, with your reason.")
    button = _("Take it back")
    button_kind = "stop"

    def act(self, form: Any) -> HttpResponse:
        """Take it back."""
        actions.retract_sheet(actor=self.actor, key=self.sheet.pk, reason=form.cleaned_data["reason"])
        messages.success(self.request, _now("The sheet is taken back."))
        return redirect("observations:sheet", self.sheet.pk)


class Discard(Move):
    """Put a draft aside."""

    state = SheetState.DRAFT
    form_class = forms.Form
    title = _("Discard the draft")
    hint = _("Nothing on it counts anywhere. This cannot be undone.")
    button = _("Discard it")
    button_kind = "stop"

    def act(self, form: Any) -> HttpResponse:
        """Discard it."""
        del form
        actions.discard_sheet(actor=self.actor, key=self.sheet.pk)
        messages.success(self.request, _now("The draft is discarded."))
        return redirect("observations:list")


def enter_code(request: HttpRequest) -> HttpResponse:
    """Open exactly that sheet or slip whose code stands on the paper."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    if not actor.may("write", "sheet"):
        actor.must("write", "own_voice")
    form = CodeForm(request.POST or None, initial={"code": request.GET.get("code", "")[:24]})
    status = 200
    if request.method == "POST":
        status = 422
        if attempts.too_many(request):
            return _too_many(request)
        if form.is_valid():
            address = _address_of(actor, read_code(form.cleaned_data["code"]))
            if address:
                return redirect(address)
            attempts.note_wrong(request)
            form.add_error(
                "code", _now("No sheet and no slip of your organisation has this code. Check each sign.")
            )
    return render(request, "observations/code.html", {"form": form}, status=status)


def _too_many(request: HttpRequest) -> HttpResponse:
    response: HttpResponse = ratelimit.respond_429(request)
    return response


def _address_of(actor: Actor, code: str) -> str:
    """Return where a code leads: an own sheet, a colleague's draft, a slip; nothing for anything else."""
    if actor.may("write", "sheet"):
        own = Sheet.objects.filter(code=code, observer=actor.membership).values_list("pk", flat=True).first()
        key = own or actions.take_up_sheet(actor=actor, code=code)
        if key:
            return reverse("observations:sheet", args=[key])
    if actor.may("write", "own_voice"):
        slip = Slip.objects.filter(code=code, organisation=actor.organisation).first()
        if slip is not None:
            return address_of_slip(slip)
    return ""


def address_of_slip(slip: Slip) -> str:
    """Return the page on which a slip is typed in."""
    if slip.kind == SlipKind.SELF_RATING:
        address = reverse("observations:self", args=[slip.person_id])
        return f"{address}?{urlencode({'framework': str(slip.framework_version_id)})}"
    if slip.kind == SlipKind.REMARK:
        return reverse("observations:remark", args=[slip.person_id, slip.sheet_person_id])
    return reverse("observations:letter", args=[slip.person_id, slip.letter_id])
