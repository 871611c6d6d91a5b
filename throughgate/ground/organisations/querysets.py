"""Organisations as sentences. Other models are found by name: they stand on these."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery

from throughgate.foundation.languages.folding import search_key

if TYPE_CHECKING:
    from throughgate.ground.acting.actor import Actor


class OrganisationQuerySet(models.QuerySet[Any]):
    """Organisations as sentences. The register holds no case data; what a role may see of it is decided here."""

    def standing(self) -> Self:
        """Keep those that were not merged into another one."""
        return self.filter(merged_into=None)

    def visible_to(self, actor: Actor) -> Self:
        """Keep what the actor may see: the register, or the own organisation alone."""
        if actor.membership is None:
            return self.none()
        if actor.may("read", "organisation"):
            return self.standing()
        return self.filter(pk=actor.organisation.pk)

    def of_kind(self, *kinds: str) -> Self:
        """Keep organisations of these kinds."""
        return self.filter(kind__in=kinds)

    def named_like(self, text: str) -> Self:
        """Keep organisations that have a word beginning like this, in any spelling of umlauts and accents."""
        key = search_key(text)
        return self.filter(Q(name_key__startswith=key) | Q(name_key__contains=f" {key}")) if key else self

    def with_town(self) -> Self:
        """Add the town of the first site as `town`."""
        sites = (
            apps.get_model("organisations", "Site").objects.filter(organisation=OuterRef("pk")).order_by("pk")
        )
        return self.annotate(town=Subquery(sites.values("town")[:1]))

    def with_members(self) -> Self:
        """Add whether somebody works for the organisation here as `has_members`."""
        members = apps.get_model("accounts", "Membership").objects.in_force()
        return self.annotate(has_members=Exists(members.filter(organisation=OuterRef("pk"))))
