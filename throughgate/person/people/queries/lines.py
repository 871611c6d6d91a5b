"""Where lists of people start: at the visibility table or the caseload."""

from __future__ import annotations

from throughgate.ground.acting.actor import Actor
from throughgate.person.people.models import Caseload, Visibility
from throughgate.person.people.models.querysets import VisibilityQuerySet


def lines_for(actor: Actor, *, caseload_only: bool) -> VisibilityQuerySet:
    """Return where a list of people starts: the caseload, or everybody linked to the organisation."""
    lines: VisibilityQuerySet
    if not actor.may("read", "person") or actor.membership is None:
        lines = Visibility.objects.none()
    elif caseload_only or not actor.reaches_organisation:
        lines = Caseload.objects.in_force().filter(membership=actor.membership)
    else:
        lines = Visibility.objects.in_force().filter(organisation=actor.organisation)
    return lines
