"""Memberships and invitations as sentences."""

from __future__ import annotations

from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone


class MembershipQuerySet(models.QuerySet[Any]):
    """Memberships as sentences."""

    def in_force(self, on: date | None = None) -> Self:
        """Keep memberships that count on a day (default: today) of users who may sign in."""
        day = on or timezone.localdate()
        return self.filter(
            Q(ends_on__isnull=True) | Q(ends_on__gte=day), starts_on__lte=day, user__is_active=True
        )

    def with_role(self, role: str) -> Self:
        """Keep memberships that carry `role`."""
        return self.filter(roles__contains=[role])


class InvitationQuerySet(models.QuerySet[Any]):
    """Invitations as sentences."""

    def open(self) -> Self:
        """Keep invitations that somebody can still take up."""
        return self.filter(accepted_at__isnull=True, withdrawn_at__isnull=True, expires_at__gt=timezone.now())

    def waiting(self) -> Self:
        """Keep invitations that nobody took up or withdrew, run out or not."""
        return self.filter(accepted_at__isnull=True, withdrawn_at__isnull=True)
