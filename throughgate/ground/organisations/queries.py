"""What is asked about organisations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery

from throughgate.foundation.languages.folding import search_key
from throughgate.ground.organisations.rules import comparing_key

if TYPE_CHECKING:
    from throughgate.ground.accounts.actor import Actor
    from throughgate.ground.organisations.models import ContactPerson, Organisation, Region, Site


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    """Organisations as sentences. The register holds no case data; what a role may see of it is decided here."""

    def visible_to(self, actor: Actor) -> Self:
        """Keep what the actor may see: the register, or the own organisation alone."""
        if actor.membership is None:
            return self.none()
        if actor.may("read", "organisation"):
            return self
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
        from throughgate.ground.organisations.models import Site

        sites = Site.objects.filter(organisation=OuterRef("pk")).order_by("pk")
        return self.annotate(town=Subquery(sites.values("town")[:1]))

    def with_members(self) -> Self:
        """Add whether somebody works for the organisation here as `has_members`."""
        from throughgate.ground.accounts.models import Membership

        return self.annotate(
            has_members=Exists(Membership.objects.in_force().filter(organisation=OuterRef("pk")))
        )


def same_name(
    actor: Actor, name: str, region: Region, *, but: Organisation | None = None
) -> list[Organisation]:
    """Return organisations of the region that the actor may see whose name is the same without its legal form."""
    from throughgate.ground.organisations.models import Organisation

    key = comparing_key(name)
    if not key:
        return []
    found = Organisation.objects.visible_to(actor).filter(region=region, name_key__startswith=key).with_town()
    if but is not None:
        found = found.exclude(pk=but.pk)
    return [row for row in found.order_by("name_key", "id")[:50] if comparing_key(row.name) == key][:5]


def sites_of(organisation: Organisation) -> models.QuerySet[Site]:
    """Return the sites, the first one first."""
    return organisation.sites.select_related("place").order_by("pk")


def contacts_of(organisation: Organisation) -> models.QuerySet[Any, ContactPerson]:
    """Return the contact persons whom the acting membership may see, by name."""
    return organisation.contacts.select_related("site").order_by("family_name", "given_names", "pk")
