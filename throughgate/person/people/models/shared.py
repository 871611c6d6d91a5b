"""What tables of people share."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.functional import Promise

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
    """A row about one person; what is said here of small rows serves the actions and pages that all of them share."""

    record_kind: ClassVar[str] = ""
    """Its kind in the access table."""
    audit_name: ClassVar[str] = ""
    """What it is called in the audit: `<name>.add`, `.change`, `.remove`."""
    once: ClassVar[tuple[str, Promise] | None] = None
    """The field whose value a person has once, and what to say of a second row with it."""

    person = models.ForeignKey("people.Person", models.CASCADE, related_name="%(class)ss")

    class Meta(Protected.Meta):
        abstract = True

    def earlier(self) -> OfPerson | None:
        """Return the row that this new one takes up again; nothing where it is one of its own."""
        return None
