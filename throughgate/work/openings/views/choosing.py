"""Whose opening it is, asked before one is added."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from throughgate.foundation.web.components import Empty, Item, Words
from throughgate.foundation.web.list_page import ListPage
from throughgate.ground.acting.actor import NotAllowed
from throughgate.ground.organisations.models import Organisation
from throughgate.work.openings import actions
from throughgate.work.openings.forms import CompanyFilterForm
from throughgate.work.openings.rules import OFFERS
from throughgate.work.openings.views.acting import actor_of


class ChooseCompany(ListPage):
    """Organisations that offer something, by name."""

    route = "openings:add"
    title = gettext_lazy("Whose opening is it?")
    filter_form = CompanyFilterForm
    orders: ClassVar = {"": ("name_key", "id")}
    size = 25

    def allow(self) -> None:
        """Let in those who see openings, of others or their own."""
        actor_of(self.request)

    def open(self) -> HttpResponse | None:
        """Lead those on who keep their own organisation's alone."""
        if self.actor.may("write", "opening"):
            self.kicker = _("Add an opening")
            return None
        own = self.actor.organisation
        if actions.may_change(self.actor, own):
            return redirect("openings:add-for", own.code)
        raise NotAllowed("write opening")

    def rows(self) -> Any:
        """Return organisations of whose name a word begins so."""
        rows = Organisation.objects.visible_to(self.actor).of_kind(*sorted(OFFERS))
        return rows.named_like(self.chosen.get("name", "")).with_town()

    def item(self, row: Any) -> Item:
        """Lead to the form."""
        below = " · ".join(part for part in (row.get_kind_display(), row.town) if part)
        return Item(row.name, reverse("openings:add-for", args=[row.code]), [below])

    def crumbs(self) -> Iterable[tuple[Words, str]]:
        """Lead over the list."""
        return [(_("Openings"), reverse("openings:list"))]

    def nothing(self) -> Empty:
        """Lead to adding the company."""
        hint = _("Try the beginning of another word of the name, or add the company first.")
        return Empty(_("No organisation found"), hint, reverse("organisations:add"), _("Add a company"))
