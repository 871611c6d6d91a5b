"""The page on which two entries are merged: find the other one, see both side by side, choose which stays."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from throughgate.foundation.web.components import Item, Words
from throughgate.foundation.web.form_page import FormPage
from throughgate.ground.organisations.merged import stays_of
from throughgate.ground.organisations.models import Organisation
from throughgate.work.merging.actions import merge
from throughgate.work.merging.forms import FindForm, MergeForm
from throughgate.work.merging.parts import merges
from throughgate.work.merging.queries import may_be_the_same, side_by_side


class Merge(FormPage):
    """Merge an organisation with another one, which is in `with`."""

    form_class = MergeForm
    template_name = "merging/merge.html"
    title = gettext_lazy("Merge two entries")
    button = gettext_lazy("Merge")
    button_kind = "stop"
    shows_row = False

    other: Organisation | None

    def allow(self) -> None:
        """Let in those who keep the register."""
        self.actor.must("write", "organisation")

    def open(self, **keys: Any) -> dict[str, Any]:
        """Find both; an address of one that was merged leads on, also when it is sent."""
        rows = Organisation.objects.visible_to(self.actor).with_members().with_town().select_related("region")
        row = get_object_or_404(rows, code=keys["code"])
        if not merges(self.actor, row):
            raise Http404
        named = self.request.POST.get("other") or self.request.GET.get("with", "")
        others = rows.of_kind(row.kind).exclude(pk=row.pk)
        self.other = others.filter(code=named[:48].replace("\0", "")).first() if named else None
        return {"row": row}

    def find(self, row: Organisation) -> Any:
        """Return the one in the address."""
        return row

    def post(self, request: Any, **keys: Any) -> HttpResponse:
        """Lead to the one that stays where somebody was faster."""
        gone = stays_of(request.POST.get("other", "")[:48].replace("\0", ""))
        if self.other is None and gone is not None:
            return self._merged_already(gone)
        return super().post(request, **keys)

    def form_options(self) -> dict[str, Any]:
        """Offer both."""
        both = [self.row, self.other] if self.other else [self.row]
        return {"both": [(one.code, _called(one)) for one in both]}

    def initial(self, row: Any) -> dict[str, Any]:
        """Name the other one, with the version that is looked at."""
        del row
        return {"other": self.other.code, "other_version": self.other.version} if self.other else {}

    def save(self, form: Any, version: int) -> HttpResponse:
        """Merge them, and go on to the one that stays."""
        if self.other is None:
            raise ValidationError({"stays": _("Choose the other entry first.")})
        both = (self.row, self.other)
        stays, goes = both if form.cleaned_data["stays"] == self.row.code else both[::-1]
        seen = {self.row.code: version, self.other.code: form.cleaned_data["other_version"]}
        try:
            merge(actor=self.actor, stays=stays, goes=goes, seen=seen)
        except ValidationError as error:
            if error.code == "gone" and (there := stays_of(goes.code) or stays_of(stays.code)):
                return self._merged_already(there)
            raise
        messages.success(self.request, _("Merged. Everything is with this entry now."))
        return redirect("organisations:page", stays.code)

    def _merged_already(self, stays: Organisation) -> HttpResponse:
        messages.info(self.request, _("Somebody merged them already. This is the entry that stays."))
        return redirect("organisations:page", stays.code)

    def crumbs(self) -> Iterable[tuple[Words, str]]:
        """Lead over the register and the organisation."""
        register = (_("Organisations"), reverse("organisations:list"))
        return [register, (self.row.name, reverse("organisations:page", args=[self.row.code]))]

    def back(self) -> str:
        """Return to the choice of the other one."""
        return reverse("merging:merge", args=[self.row.code]) if self.row else ""

    def extra(self) -> dict[str, Any]:
        """Show both, or those that may be the same."""
        shown: dict[str, Any] = {
            "part": "merge",
            "organisation": self.row,
            "kicker": self.row.name,
            "other": self.other,
        }
        if self.other:
            differ, alike = side_by_side(self.actor, self.row, self.other)
            return shown | {"differ": differ, "alike": alike}
        find = FindForm(self.request.GET)
        name = find.cleaned_data["name"] if find.is_valid() else ""
        here = reverse("merging:merge", args=[self.row.code])
        found = [
            Item(row.name, f"{here}?with={row.code}", [", ".join(filter(None, (row.legal_name, row.town)))])
            for row in may_be_the_same(self.actor, self.row, name)
        ]
        return shown | {"find": find, "found": found, "searched": name}


def _called(one: Organisation) -> str:
    return ", ".join(part for part in (one.name, getattr(one, "town", None)) if part)
