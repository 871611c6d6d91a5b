"""The parts of an organisation's pages that come from the wings above it: what it offers."""

from __future__ import annotations

from typing import Any, ClassVar

from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from throughgate.desk.organisation.parts import sees_offers
from throughgate.foundation.languages.days import short_day
from throughgate.foundation.web.components import Empty, Item, LinkButton
from throughgate.foundation.web.list_page import ListPage
from throughgate.ground.organisations.models import Organisation
from throughgate.ground.organisations.part_pages import opened
from throughgate.work.openings import words
from throughgate.work.openings.actions import may_change
from throughgate.work.openings.models import Opening
from throughgate.work.openings.views.acting import must_read_openings


class Offers(ListPage):
    """All that an organisation offers or offered, the newest first."""

    route = "desk:organisation-openings"
    title = gettext_lazy("Openings")
    orders: ClassVar = {"": ("-id",)}
    size = 25
    template_name = "desk/organisation/openings.html"

    organisation: Organisation
    shown: dict[str, Any]

    def allow(self) -> None:
        """Let in those who see openings."""
        must_read_openings(self.actor)

    def open(self, code: str) -> None:
        """Open an organisation that offers something."""
        _actor, self.organisation, self.shown = opened(self.request, code, "openings")
        if not sees_offers(self.actor, self.organisation):
            raise Http404

    def rows(self) -> Any:
        """Return its openings as far as the actor sees them."""
        return Opening.objects.visible_to(self.actor).with_names().filter(organisation=self.organisation)

    def item(self, row: Opening) -> Item:
        """Say what it is, where and from when, and whether it stands."""
        facts = (row.get_kind_display(), words.where(row), words.start(row, timezone.localdate()))
        mark, kind = _("open until %(day)s") % {"day": short_day(row.expires_on)}, ""
        if row.state != "open":
            mark = row.get_state_display()
        elif row.is_over:
            mark, kind = _("run out"), "late"
        below = " · ".join(str(fact) for fact in facts if fact)
        return Item(row.title, reverse("openings:page", args=[row.pk]), [below], mark, kind)

    def buttons(self) -> list[LinkButton]:
        """Let those add openings who keep them."""
        add = reverse("openings:add-for", args=[self.organisation.code])
        keeps = may_change(self.actor, self.organisation)
        return [LinkButton(add, _("Add an opening"), "main")] if keeps else []

    def nothing(self) -> Empty:
        """Say what an opening is to those who can add one."""
        if add := self.buttons():
            hint = _("An opening is an internship, a training place, a job or voluntary support.")
            return Empty(_("Nothing is offered yet"), hint, add[0].address, add[0].label)
        hint = _("Openings of this organisation appear here as soon as somebody enters one.")
        return Empty(_("Nothing is offered yet"), hint)

    def extra(self) -> dict[str, Any]:
        """Show the head of the organisation's pages."""
        return self.shown
