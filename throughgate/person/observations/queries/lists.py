"""Lists of sheets, groups and people to choose from."""

from __future__ import annotations

import uuid
from typing import Any

from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce

from throughgate.ground.acting.actor import Actor
from throughgate.person.observations.models import (
    PersonGroup,
    Sheet,
    SheetPerson,
)
from throughgate.person.people.models import Caseload, Person

SIZE = 25


def _people_count() -> Any:
    people = SheetPerson.objects.filter(sheet=OuterRef("pk")).order_by().values("sheet")
    return Coalesce(Subquery(people.annotate(n=Count("pk")).values("n")), 0)


def drafts_of(actor: Actor) -> Any:
    """Return one's own drafts, the newest first."""
    return (
        Sheet.objects.filter(observer=actor.membership, state="draft")
        .annotate(people_count=_people_count())
        .order_by("-changed_at", "-pk")
    )


def sheets_of_observer(actor: Actor) -> Any:
    """Return one's own sheets that are no drafts."""
    mine = Sheet.objects.filter(observer=actor.membership, state__in=("signed", "amended", "retracted"))
    return mine.annotate(people_count=_people_count())


def groups_of(actor: Actor) -> Any:
    """Return the lists of one's organisation that are in use, by name."""
    return (
        PersonGroup.objects.filter(organisation=actor.organisation, is_closed=False)
        .annotate(size=Count("members"))
        .order_by("name", "pk")
    )


def members_of_group(actor: Actor, group: PersonGroup) -> list[Person]:
    """Return who is on a list and still with the organisation, by name."""
    people: Any = Person.objects.visible_to(actor).filter(pk__in=group.members.values("person"))
    return list(people.order_by("name_key", "pk"))


def keys_of_caseload(actor: Actor) -> list[uuid.UUID]:
    """Return the keys of one's caseload, by name."""
    rows = Caseload.objects.in_force().filter(membership=actor.membership).order_by("name_key")
    return list(rows.values_list("person", flat=True)[:61])
