"""Doors: what one thing alone would open, in words, with the courses of the person's prison that lead to it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from throughgate.foundation.languages.days import short_day
from throughgate.foundation.languages.texts import reader_language
from throughgate.ground.acting.actor import Actor
from throughgate.ground.vocabulary.rules import language_name
from throughgate.ground.vocabulary.words import CERTIFICATES, LEVELS
from throughgate.person.people.models import Person
from throughgate.person.schooling.queries.towards import Towards, courses_towards
from throughgate.work.openings.queries.fitting import Door

MOST_DOORS = 2
"""So many doors of one kind stand on the person's page."""


class CourseLine(NamedTuple):
    """A course behind a door: what it is called, when, and whether there is room."""

    name: str
    address: str
    """Empty for who does not open courses of that organisation."""
    said: str


@dataclass(frozen=True)
class ShownDoor:
    """A door in words."""

    name: str
    opens: str
    courses: Sequence[CourseLine]


def shown_doors(actor: Actor, person: Person, doors: Sequence[Door]) -> list[ShownDoor]:
    """Return doors in words, each with the courses that lead to it. One query where a door can be learned."""
    courses = courses_towards(actor, person, [(door.kind, door.what) for door in doors])
    return [
        ShownDoor(
            *door_words(door),
            [_course_line(actor, one) for one in courses if one.leads_to(door.kind, door.what)],
        )
        for door in doors
    ]


def first_doors(doors: Iterable[Door]) -> list[Door]:
    """Return some doors of each kind: what opens most of what is learned, and the shortest of longer ways."""
    found: dict[str, list[Door]] = {kind: [] for kind in ("language", "licence", "reach")}
    for door in doors:
        found.setdefault(door.kind, []).append(door)
    found["reach"].sort(key=lambda door: door.opens)
    return [door for some in found.values() for door in some[:MOST_DOORS]]


def door_words(door: Door) -> tuple[str, str]:
    """Return one thing that is missing, and how many openings it alone would open."""
    match door.kind:
        case "language":
            language, level = door.what.split()
            name = f"{language_name(language, reader_language())} {LEVELS[level]}"
        case "licence":
            name = _("driving licence %(licence)s") % {"licence": door.what}
        case "qualification":
            name = str(CERTIFICATES[door.what])
        case _:
            name = _("%(km)s more reach") % {"km": door.what.removeprefix("+")}
    return name, ngettext("%(n)d opening more", "%(n)d openings more", door.opens) % {"n": door.opens}


def _course_line(actor: Actor, one: Towards) -> CourseLine:
    opens = actor.may("read", "course") and one.organisation == actor.organisation.pk
    said = [_begin(one), _("this person is in it") if one.inside else _room(one.free)]
    return CourseLine(
        _("Course “%(name)s”") % {"name": one.name},
        reverse("schooling:course", args=[one.id]) if opens else "",
        ", ".join(part for part in said if part),
    )


def _begin(one: Towards) -> str:
    said = _("starts %(day)s") if one.starts_on > timezone.localdate() else _("is held since %(day)s")
    return said % {"day": short_day(one.starts_on)}


def _room(free: int | None) -> str:
    if free is None:
        return ""
    return ngettext("%(n)d seat free", "%(n)d seats free", free) % {"n": free} if free else _("no seat free")
