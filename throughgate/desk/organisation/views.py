"""The parts of an organisation's pages that come from the wings above it: what it offers."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from throughgate.desk.organisation.parts import sees_offers
from throughgate.foundation.database.paging import page_of
from throughgate.ground.accounts.actor import actor_in
from throughgate.ground.organisations.part_pages import opened
from throughgate.work.openings import words
from throughgate.work.openings.actions import may_change
from throughgate.work.openings.models import Opening
from throughgate.work.openings.views.acting import must_read_openings

SHOWN = 25


@require_safe
def openings(request: HttpRequest, code: str) -> HttpResponse:
    """Show all that an organisation offers or offered, the newest first."""
    must_read_openings(actor_in(request))
    actor, organisation, shown = opened(request, code, "openings")
    if not sees_offers(actor, organisation):
        raise Http404
    rows = Opening.objects.visible_to(actor).with_names().filter(organisation=organisation)
    page = page_of(
        rows,
        order=("-id",),
        after=request.GET.get("after", ""),
        before=request.GET.get("before", ""),
        size=SHOWN,
    )
    day = timezone.localdate()
    keeps = may_change(actor, organisation)
    shown |= {
        "lines": [(opening, words.where(opening), words.start(opening, day)) for opening in page.rows],
        "previous": f"?before={page.before}" if page.before else "",
        "next": f"?after={page.after}" if page.after else "",
        "add_address": reverse("openings:add-for", args=[organisation.code]) if keeps else "",
    }
    return render(request, "desk/organisation/openings.html", shown)
