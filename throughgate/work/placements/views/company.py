"""A company's own desk: its introductions, for those who are signed in there."""

from __future__ import annotations

import uuid
from contextlib import nullcontext
from typing import Any, ClassVar

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from throughgate.foundation.declared import declared
from throughgate.foundation.languages.days import short_day
from throughgate.foundation.web.components import Empty, Item
from throughgate.foundation.web.list_page import ListPage
from throughgate.ground.acting.actor import actor_in
from throughgate.work.placements import company_words as words
from throughgate.work.placements.queries.company import one_of_own, own_introductions, with_waits
from throughgate.work.placements.views import desk


class Introductions(ListPage):
    """All of them, the newest first."""

    kind = "own_introduction"
    route = "introductions:list"
    title = gettext_lazy("Introductions")
    lead = gettext_lazy("People who may suit a place of yours. You read about them once they agreed to it.")
    orders: ClassVar = {"": ("-moved_on", "-id")}
    size = 25
    empty = Empty(
        gettext_lazy("Nobody has been introduced yet"),
        gettext_lazy("As soon as somebody may suit one of your openings, you are asked here."),
    )

    def rows(self) -> Any:
        """Return those of one's own organisation."""
        return with_waits(own_introductions(self.actor))

    def item(self, row: Any) -> Item:
        """Return one by its place, and by the name where that may be told."""
        waits = row.state == "asked" and not row.answered
        called = (row.profile or {}).get("called", "")
        mark, kind = words.mark(row.state, waits=waits)
        below = [" · ".join(part for part in (called, short_day(row.moved_on)) if part)]
        return Item(row.title, reverse("introductions:page", args=[row.pk]), below, mark, kind)


@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Show an introduction and take what the company answers."""
    actor = actor_in(request)
    actor.must("read", "own_introduction")
    shown = one_of_own(actor, key)
    if shown is None:
        raise Http404
    own = desk.Desk(
        "placements/company/page.html",
        lambda: one_of_own(actor, key),
        nullcontext,
        # What stands above introductions shows there: what is asked after the start.
        sections=lambda row: [
            found for make in declared("parts", "OF_INTRODUCTION") if (found := make(actor, row)) is not None
        ],
    )
    return desk.answer(request, own, shown)
