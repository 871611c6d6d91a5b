"""Say who looks after somebody that another organisation shared with one's own."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from throughgate.foundation.database.keys import read_key
from throughgate.foundation.database.paging import Page
from throughgate.foundation.web.components import Empty
from throughgate.foundation.web.list_page import ListPage
from throughgate.ground.accounts.models import Membership
from throughgate.person.people.actions import assign_shared
from throughgate.person.people.queries.unassigned import Unassigned, takers, unassigned


class UnassignedPage(ListPage):
    """People whom nobody looks after yet, each with the colleagues who can; takes the choice."""

    http_method_names = ["get", "head", "post"]
    route = "people:unassigned"
    title = gettext_lazy("Nobody looks after them yet")
    empty = Empty(
        gettext_lazy("Everybody is looked after"),
        gettext_lazy(
            "When another organisation shares somebody with yours, the person stands here until a colleague is chosen."
        ),
    )
    template_name = "people/unassigned.html"

    takers: list[Membership]
    problem: str = ""

    def allow(self) -> None:
        """Ask for the right to say who looks after people; it reads nothing else of them."""
        self.actor.must("write", "assignment")

    def open(self) -> None:
        """Learn who can take somebody."""
        self.takers = takers(self.actor)

    def page(self, **_paging: Any) -> Page[Unassigned]:
        """Return all of them, as many as are shown."""
        return Page(unassigned(self.actor))

    def item(self, row: Unassigned) -> Unassigned:  # type: ignore[override]  # drawn by a template of its own
        """Return the person."""
        return row

    def extra(self) -> dict[str, Any]:
        """Show who can take them, and why a choice was not taken."""
        return {"takers": self.takers, "problem": self.problem}

    def post(self, request: HttpRequest, **_keys: Any) -> HttpResponse:
        """Take the choice."""
        chosen = next((one for one in self.takers if str(one.pk) == request.POST.get("member")), None)
        link = read_key(request.POST.get("link", ""))
        self.problem = _("Choose who looks after the person.")
        if chosen is not None and link is not None:
            try:
                assign_shared(actor=self.actor, link=link, membership=chosen)
            except ValidationError as error:
                self.problem = " ".join(error.messages)
            else:
                messages.success(
                    request, _("Assigned. The person stands in the list of %(name)s.") % {"name": chosen.user}
                )
                return redirect(self.route)
        self.read(request.GET)
        return self.show(status=422)
