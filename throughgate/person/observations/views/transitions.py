"""Amend, take back, discard; and open a sheet or a slip by its code."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import Any, ClassVar

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from throughgate.foundation.codes import signs
from throughgate.foundation.codes.tries import OF_MEMBERS, too_many
from throughgate.foundation.database.context import acting
from throughgate.foundation.languages.days import long_day
from throughgate.foundation.web.components import Words
from throughgate.foundation.web.post_search import counts_tries
from throughgate.ground.acting.actor import Actor, actor_in
from throughgate.person.observations import actions
from throughgate.person.observations.forms import CodeForm, ReasonForm
from throughgate.person.observations.models import Sheet, SheetState, Slip, SlipKind
from throughgate.person.observations.views.closing import OfSheet


class SheetQuestion(OfSheet):
    """A question before a step that cannot be taken back."""

    kind = "sheet"
    state: ClassVar[str] = SheetState.SIGNED
    form_class: type[forms.Form] = ReasonForm
    shows_row = False

    def find(self, key: uuid.UUID) -> Sheet:
        """Find one's own sheet in the state from which this is possible, or was when the question was asked."""
        mine = Sheet.objects.filter(pk=key, observer=self.actor.membership)
        sheet: Sheet = get_object_or_404(
            mine if self.request.method == "POST" else mine.filter(state=self.state)
        )
        return sheet

    def post(self, request: HttpRequest, **keys: Any) -> HttpResponse:
        """Take the answer, unless somebody was faster."""
        return super().post(request, **keys) if self.row.state == self.state else self.closed()

    def crumbs(self) -> Iterable[tuple[Words, str]]:
        """Lead over the list of sheets."""
        return [(_now("Sheets"), reverse("observations:list"))]

    def back(self) -> str:
        """Return the sheet, or the list."""
        return reverse("observations:sheet", args=[self.row.pk]) if self.row else reverse("observations:list")

    def extra(self) -> dict[str, Any]:
        """Name the sheet."""
        return {"what": f"{self.row.occasion}, {long_day(self.row.observed_on)}"}


class Amend(SheetQuestion):
    """Begin a new version."""

    title = _("Begin a new version")
    hint = _(
        "The new version starts with everything on this sheet. This one counts until you sign the new one."
    )
    button = _("Begin the new version")

    def save(self, form: Any, version: int) -> HttpResponse:
        """Copy the sheet and open the copy."""
        del version
        draft = actions.amend_sheet(actor=self.actor, key=self.row.pk, reason=form.cleaned_data["reason"])
        return redirect("observations:sheet", draft.pk)


class Retract(SheetQuestion):
    """Take a sheet back."""

    title = _("Withdraw the sheet")
    hint = _("It counts no longer. It stays readable, with your reason.")
    button = _("Withdraw the sheet")
    button_kind = "stop"
    done = _("The sheet is withdrawn.")

    def save(self, form: Any, version: int) -> None:
        """Take it back."""
        del version
        actions.retract_sheet(actor=self.actor, key=self.row.pk, reason=form.cleaned_data["reason"])


class Discard(SheetQuestion):
    """Put a draft aside."""

    state = SheetState.DRAFT
    form_class = forms.Form
    title = _("Discard the draft")
    hint = _("Nothing on it counts anywhere. This cannot be undone.")
    button = _("Discard it")
    button_kind = "stop"
    done = _("The draft is discarded.")

    def save(self, form: Any, version: int) -> None:
        """Discard it."""
        del form, version
        actions.discard_sheet(actor=self.actor, key=self.row.pk)

    def target(self) -> str:
        """Go to the list."""
        return reverse("observations:list")


@counts_tries
def enter_code(request: HttpRequest) -> HttpResponse:
    """Open exactly that sheet or slip whose code stands on the paper."""
    actor = actor_in(request)
    if not actor.may("write", "sheet"):
        actor.must("write", "own_voice")
    form = CodeForm(request.POST or None, initial={"code": request.GET.get("code", "")[:24]})
    if request.method == "POST" and form.is_valid():
        attempt = OF_MEMBERS.begin(request)
        if attempt is None:
            return too_many(request)
        with acting(actor.context):
            address = _address_of(actor, signs.read(form.cleaned_data["code"]))
        if address:
            attempt.rollback()
            return redirect(address)
        form.add_error(
            "code", _now("No sheet and no slip of your organisation has this code. Check each sign.")
        )
    page = {"form": form, "title": _("Enter a code"), "button_label": _("Open")}
    return render(request, "observations/code.html", page, status=422 if request.method == "POST" else 200)


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
