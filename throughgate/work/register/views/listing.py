"""Lists of the register: all registrations for officers, and for an organisation the others that want to be seen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from throughgate.foundation.database.paging import Page
from throughgate.foundation.languages.days import short_day
from throughgate.foundation.languages.folding import search_key
from throughgate.foundation.web.components import Empty, Item, LinkButton
from throughgate.foundation.web.list_page import ListPage
from throughgate.foundation.web.tables import Column, link_to
from throughgate.work.openings.map import draw
from throughgate.work.register.forms import ALL, FilterForm
from throughgate.work.register.models import WAITING, Registration
from throughgate.work.register.queries.where import spots


class _WithMap(ListPage):
    """A list with a map of those that a page shows: where a site is, else the town that was written."""

    template_name = "register/list.html"
    found: Sequence[Any] = ()

    def page(self, *, after: str = "", before: str = "", size: int = 0) -> Page[Any]:
        """Return one page, and keep it for the map."""
        found = super().page(after=after, before=before, size=size)
        self.found = found.rows
        return found

    def address_of(self, row: Any) -> str:
        """Return the page of one on the map."""
        raise NotImplementedError

    def extra(self) -> dict[str, Any]:
        """Draw the map. Two queries where something was written and no site is known."""
        drawn = draw(spots(self.found, self.address_of))
        number = drawn.number if drawn else 0
        words = ngettext(
            "Map with %(number)s entry of this page", "Map with %(number)s entries of this page", number
        )
        return {"map": drawn, "map_title": words % {"number": number}}


class Registrations(_WithMap):
    """All registrations, the newest first."""

    kind = "registration"
    route, export_route = "register:list", "register:export"
    title = gettext_lazy("Registrations")
    columns = (
        Column(
            gettext_lazy("Name"),
            value=lambda row: row.called,
            link=link_to("register:page", lambda row: row.pk),
            sort="name",
        ),
        Column(gettext_lazy("Kind"), value=lambda row: row.get_kind_display()),
        Column(gettext_lazy("Town"), value=lambda row: row.place),
        Column(gettext_lazy("Offer"), value=lambda row: ", ".join(row.offer_names), asked=True),
        Column(gettext_lazy("State"), value=lambda row: row.get_state_display()),
        Column(
            gettext_lazy("Sent"), value=lambda row: short_day(timezone.localdate(row.sent_at)), sort="sent"
        ),
    )
    orders: ClassVar = {
        "-sent": ("-sent_at", "-id"),
        "sent": ("sent_at", "id"),
        "name": ("name_key", "id"),
        "-name": ("-name_key", "-id"),
    }
    filter_form: type[forms.Form] | None = FilterForm
    cookie, remembered = "registrations", ("state", "kind", "offer")
    exported = "registrations"
    none_fit = Empty(
        gettext_lazy("No registration found"),
        gettext_lazy("Choose another state, or take a filter away."),
        label=gettext_lazy("Show what waits"),
    )
    empty = Empty(
        gettext_lazy("No registration waits"),
        gettext_lazy(
            "Companies register themselves on the public page, or on paper. Choose a state to see the others."
        ),
    )

    def rows(self) -> Any:
        """Return the registrations that the filter leaves."""
        chosen = self.chosen
        rows = (
            Registration.objects.visible_to(self.actor).with_place().with_position().select_related("region")
        )
        if "kind" in chosen:
            rows = rows.filter(kind=chosen["kind"])
        if "state" not in chosen:
            rows = rows.filter(state__in=WAITING)
        elif chosen["state"] != ALL:
            rows = rows.filter(state=chosen["state"])
        if "offer" in chosen:
            rows = rows.filter(offers__contains=[chosen["offer"]])
        key = search_key(chosen.get("name", ""))
        return rows.filter(name_key__contains=key) if key else rows

    def address_of(self, row: Any) -> str:
        """Return the page of a registration."""
        return reverse("register:page", args=[row.pk])

    def buttons(self) -> list[LinkButton]:
        """Lead to the form: as a page, as a sheet, and to typing one in."""
        return [
            LinkButton(reverse("joining_form"), _("The public page")),
            LinkButton(reverse("joining_paper"), _("Print the form")),
            LinkButton(reverse("register:type"), _("Type in a form"), "main"),
        ]


class Others(_WithMap):
    """Who else is in the register and wants to be seen."""

    route = "register:others"
    title = pgettext_lazy("register of offers", "Register")
    lead = gettext_lazy("Others who offer something, as far as they want to be seen.")
    orders: ClassVar = {"": ("name_key", "id")}
    empty = Empty(
        gettext_lazy("Nobody else wants to be seen yet"),
        gettext_lazy("Say in your own entry whether others may see you."),
    )

    def allow(self) -> None:
        """Let in organisations that keep an entry of their own."""
        self.actor.must("read", "own_registration")

    def rows(self) -> Any:
        """Return them without the own entry."""
        rows = Registration.objects.filter(state="verified", seen_by_others=True).with_place()
        rows = rows.with_position().select_related("region")
        return rows.exclude(organisation=self.actor.organisation)

    def address_of(self, row: Any) -> str:
        """Return nothing: they have no page that others open."""
        del row
        return ""

    def item(self, row: Any) -> Item:
        """Say what each is, where, and what it offers."""
        facts = (row.get_kind_display(), row.place, ", ".join(row.offer_names))
        return Item(row.called, below=[" · ".join(str(fact) for fact in facts if fact)])

    def buttons(self) -> list[LinkButton]:
        """Lead to the own entry."""
        own = reverse("register:entry", args=[self.actor.organisation.code])
        return [LinkButton(own, _("Our own entry"), "main")]
