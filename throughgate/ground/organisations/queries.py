"""What is asked about organisations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models

from throughgate.ground.organisations.models import ContactPerson, Organisation, Region, Site
from throughgate.ground.organisations.rules import comparing_key

if TYPE_CHECKING:
    from throughgate.ground.acting.actor import Actor


def same_name(
    actor: Actor, name: str, region: Region, *, but: Organisation | None = None
) -> list[Organisation]:
    """Return organisations of the region that the actor may see whose name is the same without its legal form."""
    key = comparing_key(name)
    if not key:
        return []
    found = Organisation.objects.visible_to(actor).filter(region=region, name_key__startswith=key).with_town()
    if but is not None:
        found = found.exclude(pk=but.pk)
    return [row for row in found.order_by("sort_key", "id")[:50] if comparing_key(row.name) == key][:5]


def sites_of(organisation: Organisation) -> models.QuerySet[Site]:
    """Return the sites, the first one first."""
    return organisation.sites.select_related("place").order_by("pk")


def contacts_of(organisation: Organisation) -> models.QuerySet[Any, ContactPerson]:
    """Return the contact persons whom the acting membership may see, by name."""
    return organisation.contacts.select_related("site").order_by("family_name", "given_names", "pk")


def address_lines(organisation: Organisation) -> list[str]:
    """Return name and first address as they stand on a letter, as far as they are known."""
    site = sites_of(organisation).first()
    lines = (organisation.name, site.street, f"{site.postcode} {site.town}") if site else (organisation.name,)
    return [line.strip() for line in lines if line.strip()]
