"""The head of a person's pages: who and where, when the gate opens, what is next. One query at most."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from throughgate.desk.path.figure import path_mini
from throughgate.desk.person.parts import PARTS
from throughgate.desk.person.steps import Step, due_step
from throughgate.foundation.charts.pins import PathDates
from throughgate.foundation.languages.days import short_day
from throughgate.foundation.web.components import Tab
from throughgate.foundation.web.parts import navigation
from throughgate.ground.acting.actor import actor_in
from throughgate.person.people import words
from throughgate.person.people.models import Person
from throughgate.person.people.names import full_name
from throughgate.person.people.queries.path import path_dates, stays_of


@dataclass(frozen=True)
class Head:
    """What stands on top of each of a person's pages."""

    name: str
    where: str
    release: str
    path: SafeString | str
    step: Step | None
    parts: list[Tab]


def person_head(request: HttpRequest, person: Person, current: str) -> Head:
    """Return the head for the part `current` of a person who was opened."""
    actor = actor_in(request)
    stays = stays_of(actor, person)
    dates = path_dates(stays)
    step = due_step(actor, person, stays, dates) if actor.may("read", "stay") else None
    if step and step.address and current == "overview":
        step = None  # it stands there as the main button
    return Head(
        name=full_name(person.given_names, person.family_name, person.called_name),
        where=words.whereabouts(stays),
        release=_release(dates),
        # The overview draws the path large.
        path=path_mini(dates) if dates and current != "overview" else "",
        step=step,
        parts=navigation(PARTS, actor, person, person.pk, current),
    )


def _release(dates: PathDates | None) -> str:
    if dates is None or dates.released_on:
        return ""
    day = dates.expected_on or dates.latest_on
    if day is None:
        return _("Release date not known")
    return _("Release on %(day)s, %(left)s") % {"day": short_day(day), "left": words.days_left(day)}
