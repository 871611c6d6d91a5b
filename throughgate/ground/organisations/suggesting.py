"""Suggest organisations while somebody types a name."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from throughgate.ground.acting.actor import actor_in
from throughgate.ground.organisations.fields import organisations_like
from throughgate.ground.organisations.models import Organisation
from throughgate.ground.vocabulary.queries import SUGGESTIONS
from throughgate.ground.vocabulary.views import Suggestion, suggested, typed


@require_safe
def suggest(request: HttpRequest) -> HttpResponse:
    """Suggest those that the actor may see. One query."""
    rows = Organisation.objects.visible_to(actor_in(request))
    found = organisations_like(rows, typed(request), SUGGESTIONS)
    return suggested(request, [Suggestion(one.name, one.town or "", str(one.pk)) for one in found])
