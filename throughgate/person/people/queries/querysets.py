"""What pages ask about people. Lists start at the visibility table; a person's own rows are touched by key."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

if TYPE_CHECKING:
    from throughgate.ground.accounts.actor import Actor

UNKNOWN_RELEASE = date(9999, 12, 31)


class VisibilityQuerySet(models.QuerySet[Any]):
    """Lines of the visibility table and of the caseload."""

    def in_force(self, on: date | None = None) -> Self:
        """Keep lines that count on a day (default: today)."""
        day = on or timezone.localdate()
        return self.filter(Q(until_on__isnull=True) | Q(until_on__gte=day), from_on__lte=day)

    def releasing_within(self, days: int, today: date | None = None) -> Self:
        """Keep people whose release is due within so many days from today."""
        start = today or timezone.localdate()
        return self.filter(release_on__range=(start, start + timedelta(days=days)))


class PersonQuerySet(models.QuerySet[Any]):
    """People as sentences."""

    def visible_to(self, actor: Actor) -> Self:
        """Keep people whom the actor may see today; touch them by key or start a list at `lines_for`."""
        from throughgate.person.people.models import Caseload, Visibility

        if not actor.may("read", "person") or actor.membership is None:
            return self.none()
        person = {"person": OuterRef("pk")}
        if reaches_organisation(actor):
            return self.filter(
                Exists(Visibility.objects.in_force().filter(organisation=actor.organisation, **person))
            )
        return self.filter(Exists(Caseload.objects.in_force().filter(membership=actor.membership, **person)))


def reaches_organisation(actor: Actor) -> bool:
    """Say whether the actor's roles look beyond the own caseload."""
    from throughgate.ground.accounts.roles import REACHES_ORGANISATION

    return not actor.roles.isdisjoint(REACHES_ORGANISATION)


def lines_for(actor: Actor, *, caseload_only: bool) -> VisibilityQuerySet:
    """Return where a list of people starts: the caseload, or everybody linked to the organisation."""
    from throughgate.person.people.models import Caseload, Visibility

    if not actor.may("read", "person") or actor.membership is None:
        return Visibility.objects.none()
    if caseload_only or not reaches_organisation(actor):
        return Caseload.objects.in_force().filter(membership=actor.membership)
    return Visibility.objects.in_force().filter(organisation=actor.organisation)
