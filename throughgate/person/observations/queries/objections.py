"""Objections: which ones wait, who may answer them, and where else the person can write."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef

from throughgate.ground.acting.actor import Actor
from throughgate.ground.organisations.models import Site
from throughgate.person.observations.models import Answer, Remark, RemarkKind


def objections_for(actor: Actor) -> Any:
    """Return objections that wait for somebody outside the observer's unit, and that the actor may answer."""
    rows = (
        Remark.objects.filter(organisation=actor.organisation, kind=RemarkKind.OBJECTION)
        .exclude(Exists(Answer.objects.filter(remark=OuterRef("pk"))))
        .exclude(sheet_person__observer__user=actor.user)
    )
    if actor.membership and actor.membership.unit:
        rows = rows.exclude(sheet_person__observer__unit__iexact=actor.membership.unit)
    return rows.order_by("made_on", "pk")


def address_outside(actor: Actor) -> list[str]:
    """Return the address of an authority of the region, to which an objection can also go; one query."""
    site = (
        Site.objects.filter(organisation__kind="authority", organisation__region=actor.organisation.region_id)
        .select_related("organisation")
        .order_by("organisation__sort_key", "pk")
        .first()
    )
    if site is None:
        return []
    return [
        part for part in (site.organisation.name, site.street, f"{site.postcode} {site.town}".strip()) if part
    ]
