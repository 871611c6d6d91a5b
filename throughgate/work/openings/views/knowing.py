"""What a company should know before somebody starts."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from throughgate.work.openings.employer import for_companies
from throughgate.work.openings.views.acting import actor_of


@require_safe
def good_to_know(request: HttpRequest) -> HttpResponse:
    """Show it: to a company what says nothing of where anybody comes from, to those who place people all of it."""
    actor = actor_of(request)
    is_staff = actor.may("read", "opening")
    groups = for_companies(actor.organisation.region, also_staff=is_staff)
    known = [group for group in groups if group.facts or group.staff]
    context = {
        "region": actor.organisation.region,
        "groups": known,
        "unknown": [group.title for group in groups if group not in known],
        "is_staff": is_staff,
    }
    return render(request, "openings/good_to_know.html", context)
