"""People and their lines as sentences. Other models are found by name: they stand on these."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Self

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

if TYPE_CHECKING:
    from throughgate.ground.acting.actor import Actor

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
        if not actor.may("read", "person") or actor.membership is None:
            return self.none()
        person = {"person": OuterRef("pk")}
        if actor.reaches_organisation:
            Visibility = apps.get_model("people", "Visibility")
            return self.filter(
                Exists(Visibility.objects.in_force().filter(organisation=actor.organisation, **person))
            )
        Caseload = apps.get_model("people", "Caseload")
        return self.filter(Exists(Caseload.objects.in_force().filter(membership=actor.membership, **person)))
