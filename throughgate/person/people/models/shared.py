"""What tables of people share."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from throughgate.foundation.database.rows import ProtectedManager, Versioned


def plausible(name: str) -> models.CheckConstraint:
    """Refuse dates outside 1900 to 2100 in the database: a date of year 1 can be saved and never be read."""
    return models.CheckConstraint(
        condition=Q(**{f"{name}__isnull": True}) | Q(**{f"{name}__range": ("1900-01-01", "2100-12-31")}),
        name=f"%(class)s_{name}_plausible",
    )


class Protected(models.Model):
    """A row that can only be reached while somebody acts."""

    objects = ProtectedManager()

    class Meta:
        abstract = True
        base_manager_name = "objects"


class OfPerson(Protected, Versioned):
    """A row about one person."""

    person = models.ForeignKey("people.Person", models.CASCADE, related_name="%(class)ss")

    class Meta(Protected.Meta):
        abstract = True
