"""Bodies that sign reference letters: those in force, and whether one still stands for a letter."""

from __future__ import annotations

from typing import Any

from django.db import connection
from django.utils import timezone

from throughgate.ground.acting.actor import Actor
from throughgate.ground.organisations.models import Organisation
from throughgate.person.observations.models import LetterIssuer, ReferenceLetter
from throughgate.person.observations.models.issuers import MAY_SIGN
from throughgate.person.people.models import Person


def issuers_of(actor: Actor) -> Any:
    """Return the register of one's organisation, by name."""
    rows = LetterIssuer.objects.filter(organisation=actor.organisation)
    return rows.select_related("body").order_by("body__sort_key", "pk")


def issuers_in_force(actor: Actor) -> Any:
    """Return bodies whose written agreement counts today: letters can name these alone."""
    today = timezone.localdate()
    return issuers_of(actor).filter(agreed_on__lte=today, agreed_until__gte=today)


def bodies_to_register(actor: Actor) -> Any:
    """Return bodies of the region that may sign; an administrator sees their names here and nothing else of them."""
    rows = Organisation.objects.standing().filter(region=actor.organisation.region_id, kind__in=MAY_SIGN)
    return rows.order_by("sort_key", "pk")


def letters_of(person: Person) -> Any:
    """Return the letters of a person who was opened, the latest first."""
    return ReferenceLetter.objects.filter(person=person).order_by("-written_at", "-pk")


def stands_for(letter: ReferenceLetter) -> bool:
    """Say whether the agreement of the body that signs is in force, whichever organisation keeps its entry."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT gate.issuer_in_force(%s)", [letter.registered_id])
        return bool(cursor.fetchone()[0])
