"""Who works for one's own organisation, as a part of its pages."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from throughgate.foundation.database.paging import Page
from throughgate.foundation.web.components import Item
from throughgate.foundation.web.list_page import ListPage
from throughgate.ground.accounts.models import Membership
from throughgate.ground.accounts.queries import invitations_of, members_page
from throughgate.ground.organisations.models import Organisation
from throughgate.ground.organisations.part_pages import opened


class Colleagues(ListPage):
    """Who works for one's own organisation; of others nobody learns it."""

    route = "accounts:colleagues"
    title = gettext_lazy("Who works here")
    template_name = "accounts/colleagues.html"

    organisation: Organisation
    shown: dict[str, Any]

    def open(self, code: str) -> None:
        """Open the own organisation."""
        _actor, self.organisation, self.shown = opened(self.request, code, "members")
        if not self.shown["is_own"]:
            raise Http404

    def page(self, *, after: str = "", before: str = "", size: int = 0) -> Page[Any]:
        """Return a page of members."""
        del size
        return members_page(self.organisation, after=after, before=before)

    def item(self, row: Membership) -> Item:
        """Name the member with their roles."""
        is_me = row.pk == self.actor.membership.pk
        roles = ", ".join(str(name) for name in row.role_names)
        return Item(str(row.user), below=[roles], mark=_("you") if is_me else "", mark_kind="go")

    def extra(self) -> dict[str, Any]:
        """Show the head of the organisation's pages; to who manages members, how many are invited."""
        manages = self.actor.may("write", "membership")
        waiting = invitations_of(self.organisation) if manages else []
        return {**self.shown, "manages_members": manages, "invitations": waiting}
