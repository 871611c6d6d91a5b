"""What is asked about organisations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models

if TYPE_CHECKING:
    from throughgate.ground.organisations.models import Organisation


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    """Organisations as sentences. The register holds no case data; what a role may see of it is decided here."""

    def of_kind(self, *kinds: str) -> Self:
        """Keep organisations of these kinds."""
        return self.filter(kind__in=kinds)
