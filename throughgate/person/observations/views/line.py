"""One signed sheet as it concerns one person, with what was said about it."""

from __future__ import annotations

import uuid

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from throughgate.ground.acting.actor import Actor, actor_in
from throughgate.person.observations.queries.objections import address_outside
from throughgate.person.observations.queries.sheets_of import Line, line_on_sheet
from throughgate.person.observations.rules.sheets import same_unit
from throughgate.person.people.access import asks_purpose, open_person


@require_safe
@asks_purpose
def line(request: HttpRequest, key: uuid.UUID, line: uuid.UUID) -> HttpResponse:
    """Show one signed sheet as it concerns this person, with what was said about it."""
    actor = actor_in(request)
    actor.must("read", "sheet")
    person = open_person(request, key)
    found = line_on_sheet(actor, person, line)
    if found is None:
        raise Http404
    may_type = actor.may("write", "own_voice")
    return render(
        request,
        "observations/line.html",
        {
            "person": person,
            "line": found,
            "may_type": may_type,
            "may_answer": may_type and _is_outside(actor, found),
            "outside": address_outside(actor) if may_type else [],
        },
    )


def _is_outside(actor: Actor, line: Line) -> bool:
    """Say whether the actor answers objections to this sheet: of the organisation, outside the observer's unit."""
    return (
        actor.membership is not None
        and line.organisation_id == actor.organisation.pk
        and line.observer_id != actor.membership.pk
        and not same_unit(actor.membership.unit, line.observer_unit)
    )
