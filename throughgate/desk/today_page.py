"""Today: one row of counts, each a link to exactly those rows; then what hurts most, the most pressing first."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from throughgate.desk.today import AHEAD, SOON
from throughgate.desk.today_first import first_steps
from throughgate.desk.today_parts import figures_in_words
from throughgate.desk.work import whole, work_for
from throughgate.foundation.web.work import Pressing
from throughgate.ground.acting.actor import actor_in
from throughgate.person.people.queries.figures import figures_of


@require_safe
def today_page(request: HttpRequest) -> HttpResponse:
    """Show the actor's day."""
    actor = actor_in(request)
    if actor.membership is None:
        return render(request, "desk/no_membership.html")
    day = timezone.localdate()
    figures = figures_of(actor, SOON, AHEAD)
    parts = work_for(actor)
    return render(
        request,
        "desk/today.html",
        {
            "today": day,
            "parts": [part for part in parts if part.items],
            "first": [part for part in parts if part.items and part.pressing <= Pressing.DUE],
            "then": [part for part in parts if part.items and part.pressing > Pressing.DUE],
            "figures": figures_in_words(figures) if figures else [],
            "counts": [count for part in parts for count in part.counts],
            "steps": first_steps(actor),
        },
    )


@require_safe
def waiting_page(request: HttpRequest, name: str) -> HttpResponseBase:
    """Show all rows of one part of Today that no list has, page by page."""
    if name not in whole():
        raise Http404
    return whole()[name].as_view()(request, name=name)
