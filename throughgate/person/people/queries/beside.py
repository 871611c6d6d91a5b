"""Who works with somebody now: colleagues who look after them, and organisations that take part."""

from __future__ import annotations

import uuid

from django.db.models import Q
from django.utils import timezone

from throughgate.ground.acting.actor import Actor
from throughgate.person.people.models import Assignment, CaseLink


def beside(actor: Actor, person: uuid.UUID) -> list[str]:
    """Return the names of colleagues and of other organisations, as far as the actor sees them. Two queries."""
    today = timezone.localdate()
    now = Q(until_on__isnull=True) | Q(until_on__gte=today), Q(from_on__lte=today, person=person)
    if not actor.may("read", "case_link"):
        return []
    members = Assignment.objects.filter(*now, link__organisation=actor.organisation)
    links = CaseLink.objects.filter(*now).exclude(organisation=actor.organisation)
    return [
        *dict.fromkeys(str(one.membership.user) for one in members.select_related("membership__user")),
        *sorted({one.organisation.name for one in links.select_related("organisation")}),
    ]
