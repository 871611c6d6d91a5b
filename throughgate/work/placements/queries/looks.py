"""Which companies had somebody's profile before them: for the person's log of looks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, F, Max
from django.utils import timezone

from throughgate.ground.acting.actor import Actor
from throughgate.person.people.models import Person
from throughgate.person.people.queries.accesses import MOST, REMEMBERED
from throughgate.work.placements.models import Look


@dataclass(frozen=True, slots=True)
class CompanyLook:
    """That a company opened the page with the profile, on how many days, and when last."""

    organisation: str
    days: int
    latest: date


def companies_that_looked(actor: Actor, person: Person) -> list[CompanyLook]:
    """Return them for the last 90 days, the latest first; one query, none for roles that are not told."""
    if not actor.may("read", "looks"):
        return []
    since = timezone.localdate() - timedelta(days=REMEMBERED.days)
    rows = (
        Look.objects.filter(person=person, looked_on__gte=since)
        .values(company=F("organisation__name"))
        .annotate(days=Count("looked_on", distinct=True), latest=Max("looked_on"))
        .order_by("-latest", "company")[:MOST]
    )
    return [CompanyLook(row["company"], row["days"], row["latest"]) for row in rows]
