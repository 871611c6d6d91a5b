"""Who might be the same: shown to those who verify, and to nobody else."""

from __future__ import annotations

from typing import Final, Protocol

from django.contrib.postgres.search import TrigramSimilarity
from django.db.models import Q
from django.db.models.functions import Greatest

from throughgate.ground.acting.actor import Actor
from throughgate.ground.organisations.models import Organisation, Region
from throughgate.ground.organisations.queries import same_name
from throughgate.ground.organisations.rules import comparing_key
from throughgate.work.register.models import WAITING, Registration

NEAR: Final = 0.45
"""How alike two names of one town are, by their groups of three letters: "Dachdecker Roth", "Roth Dachdeckerei"."""
MOST: Final = 5


class Described(Protocol):
    """What says of an organisation which one it may be: a registration, or another entry."""

    @property
    def name(self) -> str:
        """Return what it is called."""

    @property
    def kind(self) -> str:
        """Return the kind."""

    @property
    def region(self) -> Region:
        """Return the region."""

    @property
    def name_key(self) -> str:
        """Return the name as it is sorted."""

    @property
    def town(self) -> str:
        """Return the town, or nothing."""

    @property
    def postcode(self) -> str:
        """Return the postcode, or nothing."""


def alike_organisations(actor: Actor, row: Described) -> list[Organisation]:
    """Return organisations of the same kind that may be this one: of the same name, or of a like name in the same town."""
    same = [one for one in same_name(actor, row.name, row.region) if one.kind == row.kind]
    key = comparing_key(row.name)
    if not key or not (row.town or row.postcode):
        return same
    here = Q()
    if row.town:
        here |= Q(sites__town__iexact=row.town)
    if row.postcode:
        here |= Q(sites__postcode=row.postcode)
    near = (
        Organisation.objects.visible_to(actor)
        .filter(here, kind=row.kind, region=row.region)
        .annotate(
            likeness=Greatest(TrigramSimilarity("name_key", key), TrigramSimilarity("name_key", row.name_key))
        )
        .filter(likeness__gte=NEAR)
        .exclude(pk__in=[one.pk for one in same])
        .with_town()
        .order_by("-likeness", "name_key", "id")
        .distinct()
    )
    return [*same, *near[:MOST]]


def alike_registrations(actor: Actor, row: Registration) -> list[Registration]:
    """Return other registrations that wait and may be the same one, sent twice."""
    key = comparing_key(row.name)
    waiting = Registration.objects.visible_to(actor).filter(
        state__in=WAITING, region=row.region, name_key__startswith=key[:20]
    )
    found = waiting.exclude(pk=row.pk).order_by("sent_at", "pk")[:20]
    return [one for one in found if comparing_key(one.name) == key][:MOST]
