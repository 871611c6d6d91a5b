"""End a colleague's membership, or leave oneself."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from throughgate.foundation.web.form_page import FormPage
from throughgate.ground.accounts.models import Membership
from throughgate.ground.accounts.queries import members_of
from throughgate.ground.accounts.sessions import SESSION_KEY
from throughgate.person.people.actions.leaving import assigned_to, can_take, leave_organisation
from throughgate.person.people.leaving.forms import HandOverForm


class EndMembership(FormPage):
    """Ask who takes over, then end the membership at once."""

    form_class = HandOverForm
    button_kind = "stop"
    template_name = "people/leaving/end.html"

    is_own = False

    def allow(self) -> None:
        """Let in who knows the members; whose membership it is, `find` asks."""
        self.actor.must("read", "membership")

    def find(self, key: uuid.UUID) -> Membership:
        """Find the membership: one's own, or a colleague's for administrators."""
        self.members: list[Membership] = list(members_of(self.actor.organisation))
        leaving: Membership | None = next((member for member in self.members if member.pk == key), None)
        if leaving is None:
            raise Http404
        self.is_own = self.actor.membership is not None and leaving.pk == self.actor.membership.pk
        if not self.is_own:
            self.actor.must("write", "membership")
        self.assigned = assigned_to(leaving)
        return leaving

    def form_options(self) -> dict[str, Any]:
        """Offer who can take over."""
        takers = [member for member in self.members if can_take(self.actor, member, self.row)]
        return {"takers": takers, "assigned": self.assigned}

    def save(self, form: HandOverForm, version: int) -> None:
        """End it."""
        leave_organisation(actor=self.actor, membership=self.row, expected=version, taking=form.taker())
        if self.is_own:
            self.request.session.pop(SESSION_KEY, None)
        self.done = _("You no longer work there.") if self.is_own else _("The membership has ended.")

    def back(self) -> str:
        """Return the list of members, or the first page of all."""
        return "/" if self.is_own else reverse("accounts:members")

    def extra(self) -> dict[str, Any]:
        """Say what ends, and for whom."""
        title = _("Leave %(organisation)s") if self.is_own else _("End the work for %(organisation)s")
        return {
            "title": title % {"organisation": self.actor.organisation},
            "kicker": str(self.row.user),
            "button_label": _("Leave") if self.is_own else _("End it"),
        }
