"""The cheapest page there can be here: session, actor, context, frame, and one query by key."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from throughgate.ground.acting.actor import actor_in
from throughgate.ground.organisations.models import Organisation


def floor(request: HttpRequest) -> HttpResponse:
    """Show the name of the actor's organisation."""
    actor = actor_in(request)
    organisation = Organisation.objects.get(pk=actor.organisation.pk)
    return render(request, "bench/floor.html", {"organisation": organisation})
