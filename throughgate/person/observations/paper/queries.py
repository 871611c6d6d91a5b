"""What stands on paper beside the sheet itself."""

from __future__ import annotations

from throughgate.ground.accounts.actor import Actor
from throughgate.ground.organisations.models import Site


def address_outside(actor: Actor) -> list[str]:
    """Return the address of an authority of the region, to which an objection can also go; one query."""
    site = (
        Site.objects.filter(organisation__kind="authority", organisation__region=actor.organisation.region_id)
        .select_related("organisation")
        .order_by("organisation__name_key", "pk")
        .first()
    )
    if site is None:
        return []
    return [
        part for part in (site.organisation.name, site.street, f"{site.postcode} {site.town}".strip()) if part
    ]
