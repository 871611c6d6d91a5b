"""What the register gives to the path: its dates, and stays as pins."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef
from django.db.models.functions import JSONObject
from django.utils import timezone
from django.utils.translation import gettext as _

from throughgate.foundation.charts.pins import PathDates, Pin
from throughgate.person.people.queries.rows import StayDates, StayLine, read

OLDEST_FIRST = ("arrived_on", F("ended_on").asc(nulls_last=True), "id")
"""Of stays that begin on one day, the one that goes on comes last; else the one written last, as its key tells."""

if TYPE_CHECKING:
    from throughgate.ground.acting.actor import Actor
    from throughgate.person.people.models import Person


def stays_beside(person: str = "pk") -> ArraySubquery:
    """Return all stays of a person, oldest first, as a column beside the person's row."""
    from throughgate.person.people.models import Stay

    names = (
        "id",
        "version",
        "organisation_id",
        "arrived_on",
        "release_earliest_on",
        "release_expected_on",
        "release_latest_on",
        "ended_on",
        "ended_by",
    )
    row = JSONObject(**{name: name for name in names}, organisation=F("organisation__name"))
    stays = Stay.objects.filter(person=OuterRef(person))
    return ArraySubquery(stays.order_by(*OLDEST_FIRST).values(row=row))


def stays_of(actor: Actor, person: Person) -> tuple[StayLine, ...]:
    """Return the stays of a person whom the actor may open; those read already are not read again."""
    known: tuple[StayLine, ...] | None = getattr(person, "stays_read", None)
    if known is not None:
        return known
    if not actor.may("read", "stay"):
        return ()
    people: Any = type(person).objects.visible_to(actor).filter(pk=person.pk)
    return read(StayLine, people.values_list(stays_beside(), flat=True).first())


S = TypeVar("S", StayLine, StayDates)


def time_inside(stays: Sequence[S]) -> Sequence[S]:
    """Return the latest time in custody: its last stay and those it was transferred from, oldest first."""
    first = len(stays) - 1
    while first > 0 and stays[first - 1].ended_by == "transferred":
        first -= 1
    return stays[max(first, 0) :]


def path_dates(stays: Sequence[S], *, today: date | None = None) -> PathDates | None:
    """Return the dates of the path from the stays (oldest first); None for somebody who has none yet."""
    inside = time_inside(stays)
    if not inside:
        return None
    last = inside[-1]
    return PathDates(
        arrived_on=inside[0].arrived_on,
        today=today or timezone.localdate(),
        earliest_on=last.release_earliest_on,
        expected_on=last.release_expected_on,
        latest_on=last.release_latest_on,
        released_on=last.ended_on if last.ended_by == "released" else None,
    )


def path_pins(actor: Actor, person: Person) -> list[Pin]:
    """Return earlier stays and moves as pins; arrival and release of the latest time are drawn by the path."""
    stays = stays_of(actor, person)
    inside = time_inside(stays)
    pins = [
        Pin(stay.arrived_on, "note", _("Moved"), _("to %(prison)s") % {"prison": stay.organisation})
        for stay in inside[1:]
    ]
    for index, stay in enumerate(stays[: len(stays) - len(inside)]):
        moved = index > 0 and stays[index - 1].ended_by == "transferred"
        pins.append(Pin(stay.arrived_on, "note", _("Moved") if moved else _("Arrived"), stay.organisation))
        if stay.ended_on and stay.ended_by == "released":
            pins.append(Pin(stay.ended_on, "note", _("Released"), stay.organisation))
    return pins
